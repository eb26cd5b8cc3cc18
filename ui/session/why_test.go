package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

func (p *port) why(side int) (last *protocol.Why, n int) {
	for _, w := range p.whys {
		if w.side == side {
			last, n = w.why, n+1
		}
	}
	return last, n
}

func TestWhy(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	answer(s, 1, 2)
	if _, n := p.why(0); n != 0 {
		t.Error("asked before the lens has what it shows")
	}
	for side, tap := range []string{"stage2.block2.o", "stage2.block2.h"} {
		s.Receive(side, 1, &protocol.Channel{Run: 2, Tap: tap})
	}
	top := s.Bars(1)[0].Class
	a, n := p.why(0)
	if n != 1 || a.Method != protocol.ByClassMap || s.Sides[0].Model.Classes[a.Class] != top {
		t.Fatalf("asked %d times, %+v; the likeliest is %s", n, a, top)
	}
	s.Receive(0, 1, &protocol.Reason{Run: 2, Method: a.Method, Class: a.Class, Done: 1, Total: 1})
	if s.Sides[0].Because == nil {
		t.Error("the answer is lost")
	}
	s.AskClass("frog")
	if a, n := p.why(0); n != 2 || s.Sides[0].Model.Classes[a.Class] != "frog" {
		t.Errorf("asked %d times, %+v", n, a)
	}
	s.Receive(0, 1, &protocol.Reason{Run: 2, Method: a.Method, Class: a.Class, Done: 1, Total: 1})
	if s.Sides[0].Because.Class != a.Class {
		t.Error("the map of before is gone before there is a new one")
	}
	s.AskBy(protocol.ByOcclusion)
	b, _ := p.why(1)
	s.Receive(1, 1, &protocol.Reason{Run: 2, Method: b.Method, Class: b.Class, Done: 8, Total: 64})
	if s.Sides[1].Asking == nil || s.Sides[1].Asking.Done != 8 {
		t.Error("nobody knows how far it is")
	}
	s.AskClass("frog") // back to the likeliest
	if got := s.WhyClass(); got != top {
		t.Errorf("asks about %s, want %s", got, top)
	}
	if s.Sides[1].Asking != nil {
		t.Error("the progress of a question given up stays")
	}
}
