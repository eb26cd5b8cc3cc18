package session

import (
	"fmt"
	"slices"
	"testing"

	"regnetlens/wasm/protocol"
)

// wishes notes what came of some.
type wishes struct{ came []string }

func (w *wishes) note(name string) func(*protocol.TapValues) {
	return func(v *protocol.TapValues) {
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
func TestGetTap(t *testing.T) {
	s, p := begin(t)
	var w wishes
	s.GetTap(0, "stem", w.note("early"))
	s.GetTap(0, "stage1.block1.h", w.note("none")) // A has no regulator
	w.expect(t, "none nothing")
	s.Choose("x", InMemory([]byte("x")))
	p.posts()
	answer(s, 0, 2)
	p.expect(t, "A channel stage2.block2.o -1")
	playQuestion(s, 0)
	playQuestion(s, 0) // the attribution
	p.expect(t, "A tap stem")
	s.GetTap(0, "gap", w.note("gap"))
	s.GetTap(0, "stem", w.note("late"))
	p.expect(t)
	say(s, 0, &protocol.TapValues{Run: 2, Tap: "stem"})
	w.expect(t, "early stem 2", "late stem 2")
	p.expect(t, "A tap gap")
	say(s, 0, &protocol.Failed{Message: "no"})
	w.expect(t, "gap nothing")
	p.expect(t, "A compare 2, send")
}

// Whoever is called may ask again, for the same too.
func TestGetTapAgain(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()
	var w wishes
	s.GetTap(0, "stem", func(*protocol.TapValues) { s.GetTap(0, "gap", w.note("gap")) })
	say(s, 0, &protocol.TapValues{Run: 2, Tap: "stem"})
	say(s, 0, &protocol.TapValues{Run: 2, Tap: "gap"})
	s.GetTap(0, "stem", w.note("stem"))
	say(s, 0, &protocol.TapValues{Run: 2, Tap: "stem"})
	p.expect(t, "A tap stem", "A tap gap", "A tap stem")
	w.expect(t, "gap gap 2", "stem stem 2")
}

// Values are of the picture shown; those of one that came between are asked
// for anew, and those of one that failed are not to be had.
func TestTapOfAnotherPicture(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	var w wishes
	p.posts()
	s.Choose("y", InMemory([]byte("y")))
	s.GetTap(0, "stem", w.note("stem")) // waits for the picture
	p.expect(t, "A show 3", "B show 3")
	answer(s, 0, 3)
	p.expect(t) // the page is still at the one before
	p.later()
	p.expect(t, "A channel stage2.block2.o -1")
	playQuestion(s, 0)
	playQuestion(s, 0)
	p.expect(t, "A tap stem")
	s.Choose("z", InMemory([]byte("z")))
	say(s, 0, &protocol.TapValues{Run: 9, Tap: "stem"})
	w.expect(t)
	p.expect(t, "A show 4")
	say(s, 0, &protocol.Failed{Message: "memory"})
	say(s, 1, &protocol.Failed{Message: "memory"})
	w.expect(t)
}

// A worker's end costs nothing but time; another network ends the wait.
func TestTapOutlivesWorker(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	var w wishes
	s.GetTap(0, "stem", w.note("stem"))
	call := s.Slots[0].flight.number
	s.Ended(0, 1, "crash")
	load(s, 0)
	p.posts()
	answer(s, 0, 2)
	playQuestion(s, 0)
	p.expect(t, "A channel stage2.block2.o -1", "A tap stem")
	s.Receive(0, 1, protocol.Header{Call: call}, &protocol.TapValues{Run: 2, Tap: "stem"}) // of the worker that is gone
	w.expect(t)
	s.SelectModel(0, "regnet-20-lstm")
	w.expect(t, "stem nothing")
	s.Receive(0, 2, protocol.Header{Call: call}, &protocol.TapValues{Run: 2, Tap: "stem"})
	w.expect(t)
}
