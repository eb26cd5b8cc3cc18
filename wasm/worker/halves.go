package worker

import (
	"time"

	"regnetlens/wasm/protocol"
)

// halves are those that the other network's worker handed over and that were
// not taken yet.
type halves struct {
	came  chan *protocol.Half
	early *protocol.Half // of a picture that is still to come here; nil for none
}

const (
	// held is how many halves wait here at most; the page reads no more files
	// ahead.
	held = 4
	// patience is how long a half is waited for. It was posted before the page
	// had this worker take it, so that it comes late only if it is lost.
	patience = 500 * time.Millisecond
)

func newHalves() *halves { return &halves{came: make(chan *protocol.Half, held)} }

// come keeps a half that has come, if need be in place of the oldest, which is
// of a batch that was ended.
func (w *halves) come(h *protocol.Half) {
	if len(w.came) == held {
		<-w.came
	}
	w.came <- h
}

// take gives the other worker's half of a picture; nil if it is lost. Halves
// come in the order in which they are taken, the numbers of a batch's pictures
// count down, and those of pictures that were given up are passed over.
func (w *halves) take(run int) *protocol.Half {
	late := time.After(patience)
	h := w.early
	for h == nil || h.Run > run {
		select {
		case h = <-w.came:
		case <-late:
			w.early = nil
			return nil
		}
	}
	if w.early = nil; h.Run < run {
		w.early, h = h, nil
	}
	return h
}
