package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

func TestExplain(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	if _, _, _, _, ok := s.Slots[0].ReceptiveField(); ok {
		t.Error("a receptive field of nothing")
	}
	p.posts()
	s.Point(&Pointer{X: 0.5, Y: 0.25})
	p.expect(t, "A activation stage2.block2.o 0 4 8", "B activation stage2.block2.h 0 4 8")
	s.Point(&Pointer{X: 0.55, Y: 0.25})
	s.Point(&Pointer{X: 0.99, Y: 0.25})
	p.expect(t) // one at a time
	e := &protocol.Activation{Run: 2, GetActivation: protocol.GetActivation{Tap: "stage2.block2.h", Y: 4, X: 8}}
	say(s, 1, e)
	p.expect(t, "B activation stage2.block2.h 0 4 15") // and then where the pointer is now
	if s.Slots[1].Activation != e {
		t.Error("the explanation is lost")
	}
	// The stem and stage 1 see 1 more on each slot a convolution, stage 2 two.
	top, left, bottom, right, ok := s.Slots[0].ReceptiveField()
	if !ok || left <= 0 || right != 1 || top < 0 || bottom-top <= 7.0/32 {
		t.Errorf("field %g %g %g %g, %v", top, left, bottom, right, ok)
	}
	s.Point(nil)
	if s.Slots[1].Activation == nil {
		t.Error("leaving the lens forgets what was explained")
	}
}
