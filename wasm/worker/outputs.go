package worker

import (
	"slices"
	"time"

	"regnetlens/wasm/protocol"
)

// outputQueue holds block outputs that the other network's worker has sent and
// that were not received here yet.
type outputQueue struct {
	came    chan *protocol.BlockOutputs
	waiting []*protocol.BlockOutputs // of other pictures than the one that was received last
}

const (
	// queueLength is how many outputs wait here at most: the page reads no more
	// files of a batch ahead, and shows one picture beside.
	queueLength = 5
	// outputsTimeout is how long outputs are waited for. They were sent before
	// the page had this worker receive them, so that they come late only if they
	// are lost.
	outputsTimeout = 500 * time.Millisecond
)

func newOutputQueue() *outputQueue {
	return &outputQueue{came: make(chan *protocol.BlockOutputs, queueLength)}
}

// put queues outputs that have come, if need be in place of the oldest, which
// are of a batch that was ended.
func (q *outputQueue) put(o *protocol.BlockOutputs) {
	if len(q.came) == queueLength {
		<-q.came
	}
	q.came <- o
}

// receive returns the other network's outputs for a picture; nil if they are
// lost. Outputs come in the order of the pictures: those of pictures that were
// given up are passed over.
func (q *outputQueue) receive(run int) *protocol.BlockOutputs {
	q.waiting = slices.DeleteFunc(q.waiting, func(o *protocol.BlockOutputs) bool { return before(o.Run, run) })
	for i, o := range q.waiting {
		if o.Run == run {
			q.waiting = slices.Delete(q.waiting, i, i+1)
			return o
		}
		if before(run, o.Run) {
			return nil // what came later is here
		}
	}
	timeout := time.After(outputsTimeout)
	for {
		select {
		case o := <-q.came:
			if o.Run == run {
				return o
			}
			if before(o.Run, run) {
				continue
			}
			q.waiting = append(q.waiting, o)
			q.waiting = q.waiting[max(0, len(q.waiting)-queueLength):]
			if before(run, o.Run) {
				return nil
			}
		case <-timeout:
			return nil
		}
	}
}

// before reports whether the picture of one number came before that of another
// of its kind: those that are shown count up from 1, those of a batch down from
// −1. Of two kinds neither is before the other.
func before(a, b int) bool {
	return a > 0 && b > a || a < 0 && b < a
}
