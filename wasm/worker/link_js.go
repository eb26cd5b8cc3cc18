//go:build js

package worker

import (
	"syscall/js"
	"time"

	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// link is the way to the other network's worker.
type link struct {
	port  js.Value // undefined before there is one
	came  chan *protocol.Half
	early *protocol.Half // of a picture that is still to come here
}

const (
	// held is how many halves wait here at most; the page reads no more files
	// ahead.
	held = 4
	// patience is how long a half is waited for. It was posted before the page
	// had this worker take it, so that it comes late only if it is lost.
	patience = 500 * time.Millisecond
)

// open begins to use a port. What came through the one before it is of a worker
// that is no more.
func (l *link) open(port js.Value) {
	if l.port.Truthy() {
		l.port.Call("close")
	}
	came := make(chan *protocol.Half, held)
	*l = link{port: port, came: came}
	port.Set("onmessage", js.FuncOf(func(_ js.Value, args []js.Value) any {
		m, _, err := wire.Open(args[0])
		h, ok := m.(*protocol.Half)
		if err != nil || !ok {
			panic("worker: something came from the other worker that is no half") // they are built together
		}
		if len(came) == held {
			<-came // of a batch that was ended
		}
		came <- h
		return nil
	}))
}

// hand gives the other worker what was asked for, if there is one.
func (l *link) hand(h *protocol.Half) {
	if l.port.Truthy() {
		if err := wire.Post(l.port, h, js.Undefined()); err != nil {
			panic(err) // our own structs do not fail to encode
		}
	}
}

// take gives the other worker's half of a picture; nil if it is lost. Halves
// come in the order in which they are taken, the numbers of a batch's pictures
// count down, and those of pictures that were given up are passed over.
func (l *link) take(run int) *protocol.Half {
	late := time.After(patience)
	h := l.early
	for h == nil || h.Run > run {
		select {
		case h = <-l.came:
		case <-late:
			l.early = nil
			return nil
		}
	}
	if l.early = nil; h.Run < run {
		l.early, h = h, nil
	}
	return h
}
