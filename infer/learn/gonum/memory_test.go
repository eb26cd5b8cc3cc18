package gonum

import (
	"runtime"
	"testing"

	"regnetlens/infer/learn"
	"regnetlens/infer/learn/internal/conform"
)

// The memory that is stated is what a learner takes, but for the rounding up of
// small pieces.
func TestMemory(t *testing.T) {
	for _, g := range conform.Graphs(t) {
		s, o := learn.Init(g, 1), learn.Options{Batch: 64, Optimizer: learn.Optimizer{EMA: 0.9}}
		want := Backend{}.Memory(g, o)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		l, err := Backend{}.New(g, s, o)
		if err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if got := int64(after.TotalAlloc - before.TotalAlloc); got < want || got > want+want/10 {
			t.Errorf("%s: %d bytes are stated, %d taken", g.Record, want, got)
		}
	}
}
