package worker

import (
	"testing"
	"testing/synctest"
	"time"

	"regnetlens/wasm/protocol"
)

// Outputs are found by their picture, also where some were never received, came
// late, were lost on the way, or where a picture is shown during a batch. The
// clock is the test's: what is there, or can't come any more, is not waited for.
func TestReceive(t *testing.T) { synctest.Test(t, testReceive) }

func testReceive(t *testing.T) {
	q := newOutputQueue()
	put := func(run int) { q.put(&protocol.BlockOutputs{Run: run}) }
	receive := func(run int, want bool, waited time.Duration) {
		t.Helper()
		start := time.Now()
		if o := q.receive(run); (o != nil) != want || o != nil && o.Run != run {
			t.Errorf("of picture %d: %+v", run, o)
		}
		if took := time.Since(start); took != waited {
			t.Errorf("picture %d took %v, want %v", run, took, waited)
		}
	}
	for run := -1; run >= -7; run-- { // of a batch that was ended; the oldest make room
		put(run)
	}
	const late = outputsTimeout / 10
	go func() {
		time.Sleep(late)
		put(-10)
		put(-11)
		put(-13)
	}()
	receive(-10, true, late)
	receive(-11, true, 0)
	receive(-12, false, 0) // lost: a later one is here
	receive(-13, true, 0)
	receive(-14, false, outputsTimeout) // never came
	put(-15)
	put(3) // shown meanwhile
	put(4)
	receive(4, true, 0)
	receive(-15, true, 0)
	put(-16)
	put(5)
	receive(-16, true, 0)
	receive(5, true, 0)
}
