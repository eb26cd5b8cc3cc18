package session

import (
	"math"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// likeness plays a worker's answer: two blocks, the second in the second
// network's stage 1, too.
func likeness(s *Session, side, run int, others int) {
	x := measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, 3, 4}}
	y := measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, 2, 4}}
	maps := []measure.Map{x, y}
	own, cross := measure.Compare(maps, maps), measure.Compare(maps[:others], maps)
	blocks := []protocol.Block{{Stage: 1, Block: 1}, {Stage: 1, Block: 2}}
	s.Receive(side, s.Sides[side].Generation, &protocol.Likeness{
		Run: run, Blocks: blocks, Own: own.Pack(), Others: blocks[:others], Cross: cross.Pack(), Values: []byte{1, 2, 3, 4},
	})
}

// shown is a session with a picture answered by both and looked into.
func shown(t *testing.T) (*Session, *port) {
	s, p := begin(t)
	s.Choose("x", []byte("x"))
	answer(s, 0, 2)
	answer(s, 1, 2)
	p.posts()
	s.Receive(1, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.h"})
	p.expect(t) // B waits for A, which is not done
	s.Receive(0, 1, &protocol.Channel{Run: 2, Tap: "stage2.block2.o"})
	p.expect(t, "A compare 2 with 0")
	return s, p
}

// A is compared first, then B, with A's outputs.
func TestAlike(t *testing.T) {
	s, p := shown(t)
	if _, ok := s.Neighbours(0, CKA); ok {
		t.Error("likeness before it is known")
	}
	likeness(s, 0, 2, 0)
	p.expect(t, "B compare 2 with 2")
	likeness(s, 1, 2, 2)
	p.expect(t)
	if got := s.Sides[1].Alike.Cross.At(0, 0).CKA(); math.Abs(got-1) > 1e-6 {
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
	s.Receive(0, 2, &protocol.Channel{Run: 2, Tap: "stage2.block2.h"})
	p.posts()
	likeness(s, 0, 2, 0)
	p.expect(t, "B compare 2 with 2")
}

// Without A, B is compared alone; a comparison that fails is not tried again.
func TestAlikeAlone(t *testing.T) {
	s, p := shown(t)
	s.Receive(0, 1, &protocol.Failed{Stage: protocol.FailedCompare, Run: 2, Message: "no"})
	p.expect(t, "B compare 2 with 0")
	s.Receive(1, 1, &protocol.Likeness{Run: 2, Blocks: make([]protocol.Block, 2), Own: []byte{1}}) // torn
	p.expect(t)
	if s.Sides[1].Alike != nil {
		t.Error("took in a table that is none")
	}
	s.Choose("y", []byte("y"))
	read(s, 3)
	s.Receive(0, 1, &protocol.Channel{Run: 3, Tap: "stage2.block2.o"})
	p.posts()
	likeness(s, 0, 2, 0) // late, of the picture before
	if s.Sides[0].Alike != nil {
		t.Error("took in a likeness of another picture")
	}
}
