package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

// tell plays what a worker says of a picture beside its answer, whatever it was
// asked.
func tell(s *Session, slot, run int) {
	d := s.Slots[slot]
	for _, m := range []protocol.Message{
		&protocol.ChannelMap{Run: run, Tap: "stage2.block2." + []string{"o", "h"}[slot]},
		tilesOf(run, 1),
		&protocol.Activation{Run: run},
		&protocol.Verified{Run: run},
		&protocol.Attribution{Run: run, Method: protocol.ByClassMap, Class: 3, Done: 1, Total: 1},
	} {
		s.Receive(slot, d.Generation, protocol.Header{}, m)
	}
}

// whole returns the number of the picture that a slot shows something of; parts
// of several fail.
func whole(t *testing.T, s *Session, slot int) int {
	t.Helper()
	d := s.Slots[slot]
	var runs []int
	if d.Result != nil {
		runs = append(runs, d.Result.Run)
	}
	if d.Channel != nil {
		runs = append(runs, d.Channel.Run)
	}
	if d.Activation != nil {
		runs = append(runs, d.Activation.Run)
	}
	if d.Attribution != nil {
		runs = append(runs, d.Attribution.Run)
	}
	if d.Verified != nil {
		runs = append(runs, d.Verified.Run)
	}
	if d.Tiles != nil {
		runs = append(runs, d.Tiles.Run)
	}
	if d.Sheet != nil {
		runs = append(runs, d.Sheet.Run)
	}
	if d.Similar != nil {
		runs = append(runs, d.Similar.Run)
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
	s.Choose("x", InMemory([]byte("x")))
	for slot := range s.Slots {
		answer(s, slot, 2)
		tell(s, slot, 2)
	}
	settle(s)
	s.Choose("y", InMemory([]byte("y")))
	for _, slot := range []int{1, 0} {
		tell(s, slot, 3) // as a worker does before the answer
		if a, b := whole(t, s, 0), whole(t, s, 1); a != 2 || b != 2 || s.ShownTitle() != "x" {
			t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
		}
		answer(s, slot, 3)
	}
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 3 || b != 3 || s.ShownTitle() != "y" {
		t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
	}
	if a := s.Slots[0]; a.Channel == nil || a.Attribution == nil || a.Tiles == nil || a.Similar != nil || a.Late() {
		t.Errorf("of the new picture A shows %+v", a.Seen)
	}
	s.Receive(0, 1, protocol.Header{Call: lateCall}, similarity(&protocol.Compare{Run: 2}))
	tell(s, 0, 2)
	whole(t, s, 0)

	// One that takes long is waited for a moment only; then its place is empty.
	settle(s)
	s.Choose("z", InMemory([]byte("z")))
	p.later = nil
	answer(s, 0, 4)
	if s.ShownTitle() != "y" || p.later == nil {
		t.Fatalf("at %q", s.ShownTitle())
	}
	p.later()
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 4 || b != 0 || s.ShownTitle() != "z" || !s.Slots[1].Late() || s.Slots[1].Top() != "" {
		t.Errorf("%q is shown with runs %d and %d", s.ShownTitle(), a, b)
	}
	if _, _, _, ok := s.SimilarityTable(Across); ok || s.Difference() != nil {
		t.Error("what is of both networks is shown with one")
	}
	s.Choose("w", InMemory([]byte("w"))) // meanwhile
	answer(s, 1, 4)
	tell(s, 1, 4)
	if b := whole(t, s, 1); b != 4 {
		t.Errorf("B shows run %d", b)
	}
	settle(s)
	answer(s, 1, 5)
	answer(s, 0, 5)
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 5 || b != 5 {
		t.Errorf("runs %d and %d", a, b)
	}
	// The moment of a picture that was given up says nothing of the next.
	later := p.later
	s.Choose("v", InMemory([]byte("v")))
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
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	s.Choose("y", InMemory([]byte("y")))
	fail(s, 1, toShow, &protocol.Failed{Message: "memory"})
	answer(s, 0, 3)
	if a, b := whole(t, s, 0), whole(t, s, 1); a != 3 || b != 0 || s.Slots[1].Late() || notice(s) == "" {
		t.Errorf("runs %d and %d, notice %q", a, b, notice(s))
	}
	settle(s)
	s.Choose("z", InMemory([]byte("z")))
	p.posts()
	for slot := range s.Slots {
		fail(s, slot, toShow, &protocol.Failed{Message: "memory"})
	}
	if s.ShownTitle() != "y" || !s.Settled() {
		t.Errorf("at %q", s.ShownTitle())
	}
	p.expect(t, "A show 3", "B show 3")
}
