package session

import (
	"testing"

	"regnetlens/wasm/protocol"
)

func (p *port) attribute(slot int) (last *protocol.Attribute, n int) {
	for _, w := range p.attributes {
		if w.slot == slot {
			last, n = w.attribute, n+1
		}
	}
	return last, n
}

func TestAttribute(t *testing.T) {
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 0, 2)
	answer(s, 1, 2)
	if _, n := p.attribute(0); n != 0 {
		t.Error("asked before the lens has what it shows")
	}
	for slot, tap := range []string{"stage2.block2.o", "stage2.block2.h"} {
		say(s, slot, &protocol.ChannelMap{Run: 2, Tap: tap})
	}
	top := s.likeliest()
	a, n := p.attribute(0)
	if n != 1 || a.Method != protocol.ByClassMap || s.Slots[0].Model.Classes[a.Class] != top {
		t.Fatalf("asked %d times, %+v; the likeliest is %s", n, a, top)
	}
	say(s, 0, &protocol.Attribution{Run: 2, Method: a.Method, Class: a.Class, Done: 1, Total: 1})
	if s.Slots[0].Attribution == nil {
		t.Error("the answer is lost")
	}
	settle(s)
	s.AskClass("frog")
	if a, n := p.attribute(0); n != 2 || s.Slots[0].Model.Classes[a.Class] != "frog" {
		t.Errorf("asked %d times, %+v", n, a)
	}
	if s.Slots[0].Attribution.Class != a.Class {
		t.Error("the map of before is gone before there is a new one")
	}
	settle(s)
	if c := s.Slots[0].Attribution.Class; s.Slots[0].Model.Classes[c] != "frog" {
		t.Errorf("the answer is about class %d", c)
	}
	s.AskBy(protocol.ByOcclusion)
	b, _ := p.attribute(1)
	say(s, 1, &protocol.Attribution{Run: 2, Method: b.Method, Class: b.Class, Done: 8, Total: 64})
	if s.Slots[1].Attributing == nil || s.Slots[1].Attributing.Done != 8 {
		t.Error("nobody knows how far it is")
	}
	s.AskClass("frog") // back to the likeliest
	if got := s.AttributedClass(); got != top {
		t.Errorf("asks about %s, want %s", got, top)
	}
	if s.Slots[1].Attributing != nil {
		t.Error("the progress of a question given up stays")
	}
}
