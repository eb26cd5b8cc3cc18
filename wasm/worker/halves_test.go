package worker

import (
	"testing"
	"time"

	"regnetlens/wasm/protocol"
)

// Halves are found by their picture, also where some were never taken, came
// late, or were lost on the way.
func TestTake(t *testing.T) {
	w := newHalves()
	give := func(run int) { w.come(&protocol.Half{Run: run}) }
	take := func(run int, want bool) {
		t.Helper()
		start := time.Now()
		if h := w.take(run); (h != nil) != want || h != nil && h.Run != run {
			t.Errorf("of picture %d: %+v", run, h)
		}
		if gone := time.Since(start); want && gone > patience/2 {
			t.Errorf("picture %d took %v", run, gone)
		}
	}
	for run := -1; run >= -7; run-- { // of a batch that was ended; the oldest make room
		give(run)
	}
	go func() {
		time.Sleep(patience / 10)
		give(-10)
		give(-11)
		give(-13)
	}()
	take(-10, true)
	take(-11, true)
	start := time.Now()
	take(-12, false) // lost: a later one is here
	if gone := time.Since(start); gone > patience/2 {
		t.Errorf("waited %v for what cannot come any more", gone)
	}
	take(-13, true)
	take(-14, false) // never came
	give(-15)
	take(-15, true)
}
