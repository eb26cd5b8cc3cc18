package session

import (
	"fmt"
	"slices"
	"testing"

	"regnetlens/wasm/protocol"
)

// wishes notes what came of some.
type wishes struct{ came []string }

func (w *wishes) note(name string) func(*protocol.Values) {
	return func(v *protocol.Values) {
		if v == nil {
			w.came = append(w.came, name+" nothing")
		} else {
			w.came = append(w.came, fmt.Sprint(name, " ", v.Tap, " ", v.Run))
		}
	}
}

func (w *wishes) expect(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(w.came, want) {
		t.Errorf("came %q, want %q", w.came, want)
	}
	w.came = nil
}

// One tap at a time, once per tap, and after what the page shows.
func TestGive(t *testing.T) {
	s, p := begin(t)
	var w wishes
	s.Give(0, "stem", w.note("early"))
	s.Give(0, "stage1.block1.h", w.note("none")) // A has no regulator
	w.expect(t, "none nothing")
	s.Choose("x", []byte("x"))
	p.posts()
	answer(s, 0, 2)
	p.expect(t, "A look stage2.block2.o 0", "A give stem")
	s.Give(0, "gap", w.note("gap"))
	s.Give(0, "stem", w.note("late"))
	p.expect(t)
	s.Receive(0, 1, &protocol.Values{Run: 2, Tap: "stem"})
	w.expect(t, "early stem 2", "late stem 2")
	p.expect(t, "A give gap")
	s.Receive(0, 1, &protocol.Failed{Stage: protocol.FailedGive, Run: 2, Tap: "gap", Message: "no"})
	w.expect(t, "gap nothing")
	p.expect(t)
}

// Whoever is called may ask again.
func TestGiveAgain(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	s.Receive(0, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.o"})
	p.posts()
	var w wishes
	s.Give(0, "stem", func(*protocol.Values) { s.Give(0, "gap", w.note("gap")) })
	s.Receive(0, 1, &protocol.Values{Run: 2, Tap: "stem"})
	s.Receive(0, 1, &protocol.Values{Run: 2, Tap: "gap"})
	p.expect(t, "A give stem", "A give gap")
	w.expect(t, "gap gap 2")
}

// Values are of the picture shown; those of one that came between are asked
// for anew, and those of one that failed are not to be had.
func TestGiveOfAnotherPicture(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	s.Receive(0, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.o"})
	var w wishes
	p.posts()
	s.Choose("y", []byte("y"))
	s.Give(0, "stem", w.note("stem")) // waits for the picture
	p.expect(t, "A run 3")
	answer(s, 0, 3)
	p.expect(t) // the page is still at the one before
	p.later()
	p.expect(t, "A look stage2.block2.o 0", "A give stem")
	s.Choose("z", []byte("z"))
	p.posts()
	s.Receive(0, 1, &protocol.Values{Run: 9, Tap: "stem"})
	w.expect(t)
	s.Receive(0, 1, &protocol.Failed{Stage: protocol.FailedRun, Run: 4, Message: "memory"})
	s.Receive(0, 1, &protocol.Values{Run: 4, Tap: "stem"})
	w.expect(t, "stem nothing")
}

// A worker's end costs nothing but time; another network ends the wait.
func TestGiveOutlivesWorker(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	s.Receive(0, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.o"})
	var w wishes
	s.Give(0, "stem", w.note("stem"))
	s.Ended(0, 1, "crash")
	load(s, 0)
	p.posts()
	answer(s, 0, 2)
	p.expect(t, "A look stage2.block2.o 0", "A give stem")
	s.Receive(0, 1, &protocol.Values{Run: 2, Tap: "stem"}) // of the worker that is gone
	w.expect(t)
	s.SelectModel(0, "regnet-20-lstm")
	w.expect(t, "stem nothing")
	s.Receive(0, 2, &protocol.Values{Run: 2, Tap: "stem"})
	w.expect(t)
}
