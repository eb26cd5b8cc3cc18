package worker

import (
	"context"
	"slices"
	"testing"
	"time"
)

// What comes is told from another goroutine, each time once and in its order;
// the race detector watches.
func TestProgress(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	var p progress
	var said []int64
	tick, ended := make(chan time.Time), make(chan struct{})
	go func() {
		p.tell(ctx, tick, func(bytes int64) { said = append(said, bytes) })
		close(ended)
	}()
	tick <- time.Time{} // nothing yet
	brought := make(chan struct{})
	go func() {
		for n := range int64(1000) {
			p.come(n + 1)
		}
		close(brought)
	}()
	for range 10 {
		tick <- time.Time{}
	}
	<-brought
	tick <- time.Time{}
	tick <- time.Time{} // the one before has been told by now
	stop()
	<-ended
	if !slices.IsSorted(said) || slices.Compact(slices.Clone(said))[0] == 0 || said[len(said)-1] != 1000 || len(slices.Compact(slices.Clone(said))) != len(said) {
		t.Errorf("told %v", said)
	}
}
