package session

import (
	"math"
	"regnetlens/infer/arch"
	"slices"
	"testing"

	"regnetlens/wasm/protocol"
)

// shown is a session with a picture answered by both and looked into, but for
// what takes longer.
func shown(t *testing.T) (*Session, *port) {
	t.Helper()
	s, p := begin(t)
	s.Choose("x", InMemory([]byte("x")))
	answer(s, 0, 2)
	answer(s, 1, 2)
	p.posts()
	for slot, tap := range []string{"stage2.block2.o", "stage2.block2.h"} {
		say(s, slot, &protocol.ChannelMap{Run: 2, Tap: tap, Height: 16, Width: 16})
		a, _ := p.attribute(slot)
		say(s, slot, &protocol.Attribution{Run: 2, Method: a.Method, Class: a.Class, Done: 1, Total: 1})
	}
	return s, p
}

// compare plays a worker's answer to the Compare that it is at.
func compare(t *testing.T, s *Session, slot int) {
	t.Helper()
	c := s.Slots[slot].flight
	if c == nil || c.topic != toCompare {
		t.Fatalf("%s is not asked to compare", s.Slots[slot].Name())
	}
	say(s, slot, similarity(c.command.(*protocol.Compare)))
}

// A is compared first, then B, with A's outputs.
func TestSimilarity(t *testing.T) {
	s, p := shown(t)
	p.expect(t, "A compare 2, send") // B waits for A
	if _, ok := s.Neighbours(0, CKA); ok {
		t.Error("similarity before it is known")
	}
	compare(t, s, 0)
	p.expect(t, "B compare 2, receive")
	compare(t, s, 1)
	p.expect(t)
	if got := s.Slots[1].Similar.Cross.At(0, 0).CKA(); math.Abs(got-1) > 1e-6 {
		t.Errorf("across: %v", got)
	}
	got, ok := s.Neighbours(0, Cosine)
	if want := 27 / math.Sqrt(30*25); !ok || math.Abs(got-want) > 1e-6 {
		t.Errorf("neighbours by cosine %v, want %v", got, want)
	}
	if v := s.ToBefore(1, CKA); len(v) != 1 || !(v[arch.Place{Stage: 1, Block: 2}] > 0.8 && v[arch.Place{Stage: 1, Block: 2}] < 1) {
		t.Errorf("to the block before: %v", v)
	}
	s.SelectModel(0, "regnet-20-lstm") // another A: across is made anew
	load(s, 0)
	answer(s, 0, 2)
	p.posts()
	settle(s)
	p.expect(t, "A compare 2, send", "B compare 2, receive")
	s.Ended(1, 1, "gone") // the next B has nothing of A: it is sent again
	load(s, 1)
	answer(s, 1, 2)
	settle(s)
	if got := p.posts(); !slices.Contains(got, "A compare 2, send") || got[len(got)-1] != "B compare 2, receive" {
		t.Errorf("asked %q", got)
	}
}

// Without A, B is compared alone; a comparison that fails is not tried again.
func TestSimilarityAlone(t *testing.T) {
	s, p := shown(t)
	p.posts()
	say(s, 0, &protocol.Failed{Message: "no"})
	p.expect(t, "B compare 2")
	say(s, 1, &protocol.Similarity{Run: 2, Blocks: make([]protocol.Block, 2), Own: []byte{1}}) // torn
	p.expect(t)
	if s.Slots[1].Similar != nil || notice(s) != "" {
		t.Errorf("took in a table that is none; notice %q", notice(s))
	}
	s.Choose("y", InMemory([]byte("y")))
	read(s, 3)
	s.Receive(0, 1, protocol.Header{Call: lateCall}, similarity(&protocol.Compare{Run: 2}))
	if s.Slots[0].Similar.Run != 3 {
		t.Error("took in a similarity of another picture")
	}
}
