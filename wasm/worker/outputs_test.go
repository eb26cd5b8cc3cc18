package worker

import (
	"testing"
	"time"

	"regnetlens/wasm/protocol"
)

// Outputs are found by their picture, also where some were never received, came
// late, were lost on the way, or where a picture is shown during a batch.
func TestReceive(t *testing.T) {
	q := newOutputQueue()
	put := func(run int) { q.put(&protocol.BlockOutputs{Run: run}) }
	receive := func(run int, want bool) {
		t.Helper()
		start := time.Now()
		if o := q.receive(run); (o != nil) != want || o != nil && o.Run != run {
			t.Errorf("of picture %d: %+v", run, o)
		}
		if gone := time.Since(start); want && gone > outputsTimeout/2 {
			t.Errorf("picture %d took %v", run, gone)
		}
	}
	for run := -1; run >= -7; run-- { // of a batch that was ended; the oldest make room
		put(run)
	}
	go func() {
		time.Sleep(outputsTimeout / 10)
		put(-10)
		put(-11)
		put(-13)
	}()
	receive(-10, true)
	receive(-11, true)
	start := time.Now()
	receive(-12, false) // lost: a later one is here
	if gone := time.Since(start); gone > outputsTimeout/2 {
		t.Errorf("waited %v for what cannot come any more", gone)
	}
	receive(-13, true)
	receive(-14, false) // never came
	put(-15)
	put(3) // shown meanwhile
	put(4)
	receive(4, true)
	receive(-15, true)
	put(-16)
	put(5)
	receive(-16, true)
	receive(5, true)
}
