package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

// tell plays everything a worker says of a picture beside its answer.
func tell(s *Session, side, run int) {
	g := s.Sides[side].Generation
	s.Receive(side, g, &protocol.Channel{Run: run, Tap: "stage2.block2." + []string{"o", "h"}[side]})
	s.Receive(side, g, &protocol.Picked{Run: run, Channels: []int{1, 2, 3}})
	s.Receive(side, g, &protocol.Explanation{Run: run})
	s.Receive(side, g, &protocol.Verified{Run: run})
	s.Sides[side].asked.method, s.Sides[side].asked.class = protocol.ByClassMap, 3
	s.Receive(side, g, &protocol.Reason{Run: run, Method: protocol.ByClassMap, Class: 3, Done: 1, Total: 1})
}

// whole tells of which picture a side shows something; parts of several fail.
func whole(t *testing.T, s *Session, side int) int {
	t.Helper()
	d := s.Sides[side]
	var runs []int
	if d.Result != nil {
		runs = append(runs, d.Result.Run)
	}
	if d.Channel != nil {
		runs = append(runs, d.Channel.Run)
	}
	if d.Explained != nil {
		runs = append(runs, d.Explained.Run)
	}
	if d.Because != nil {
		runs = append(runs, d.Because.Run)
	}
	if d.Verified != nil {
		runs = append(runs, d.Verified.Run)
	}
	if d.Alike != nil {
		runs = append(runs, d.Alike.Run)
	}
	for _, run := range runs {
		if run != s.Shown.number {
			t.Errorf("%s shows runs %v, the picture on the page is %d", d.Name(), runs, s.Shown.number)
		}
	}
	if len(runs) == 0 {
		return 0
	}
	return runs[0]
}

// A picture is put on the page when both networks have read it, whole; all that
// was told of the one before is gone with it.
func TestPicturesAreNotMixed(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	for side := range s.Sides {
		answer(s, side, 2)
		tell(s, side, 2)
		likeness(s, side, 2, 2*side)
	}
	s.Choose("y", []byte("y"))
	for _, side := range []int{1, 0} {
		tell(s, side, 3) // as a worker does before the answer
		if a, b := whole(t, s, 0), whole(t, s, 1); a != 2 || b != 2 || s.ShownTitle() != "x" {
			t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
		}
		answer(s, side, 3)
	}
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 3 || b != 3 || s.ShownTitle() != "y" {
		t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
	}
	if a := s.Sides[0]; a.Channel == nil || a.Because == nil || a.Picked == nil || a.Alike != nil || a.Late() {
		t.Errorf("of the new picture A shows %+v", a.Seen)
	}
	likeness(s, 0, 2, 0) // late
	s.Receive(0, 1, &protocol.Explanation{Run: 2})
	whole(t, s, 0)

	// One that takes long is waited for a moment only; then its place is empty.
	s.Choose("z", []byte("z"))
	p.later = nil
	answer(s, 0, 4)
	if s.ShownTitle() != "y" || p.later == nil {
		t.Fatalf("at %q", s.ShownTitle())
	}
	p.later()
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 4 || b != 0 || s.ShownTitle() != "z" || !s.Sides[1].Late() || s.Sides[1].Top() != "" {
		t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
	}
	if _, _, _, ok := s.AlikeTable(); ok || s.Difference() != nil {
		t.Error("what is of both networks is shown with one")
	}
	s.Choose("w", []byte("w")) // meanwhile
	answer(s, 1, 4)
	tell(s, 1, 4)
	if b := whole(t, s, 1); b != 4 {
		t.Errorf("B shows run %d", b)
	}
	answer(s, 1, 5)
	answer(s, 0, 5)
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 5 || b != 5 {
		t.Errorf("runs %d and %d", a, b)
	}
	// The moment of a picture that was given up says nothing of the next.
	later := p.later
	s.Choose("v", []byte("v"))
	answer(s, 0, 6)
	later()
	if s.ShownTitle() != "w" {
		t.Errorf("at %q too early", s.ShownTitle())
	}
}

// A network that cannot be run on a picture leaves its place empty; if none
// can, the one before comes back, and its workers to it.
func TestRunThatFails(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	read(s, 2)
	s.Choose("y", []byte("y"))
	s.Receive(1, 1, &protocol.Failed{Stage: protocol.FailedRun, Run: 3, Message: "memory"})
	answer(s, 0, 3)
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 3 || b != 0 || s.Sides[1].Late() || notice(s) == "" {
		t.Errorf("runs %d and %d, notice %q", a, b, notice(s))
	}
	s.Choose("z", []byte("z"))
	p.posts()
	for side := range s.Sides {
		s.Receive(side, 1, &protocol.Failed{Stage: protocol.FailedRun, Run: 4, Message: "memory"})
	}
	if s.ShownTitle() != "y" || !s.Settled() {
		t.Errorf("at %q", s.ShownTitle())
	}
	p.expect(t, "A run 3", "B run 3")
}
