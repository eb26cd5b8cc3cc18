package session

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// looked plays a worker's report of a channel.
func looked(s *Session, slot, run int, tap string, channel int, values ...float32) {
	s.Receive(slot, s.Slots[slot].Generation, protocol.Header{}, &protocol.ChannelMap{
		Run: run, Tap: tap, Channel: channel, Of: 32, Height: 1, Width: len(values), Bins: make([]int, 4), Values: protocol.PutFloats(values),
	})
}

// The lens's difference is of one channel of one tap for one picture.
func TestDifference(t *testing.T) {
	s, p := shown(t)
	if s.Difference() != nil {
		t.Error("an output less a state")
	}
	looked(s, 0, 2, "stage2.block2.o", 3, 1, 2, 3)
	looked(s, 1, 2, "stage2.block2.o", 3, 0.5, 2, 5)
	d := s.Difference()
	if d == nil || !slices.Equal(protocol.Floats(d.Values), []float32{0.5, 0, -2}) || d.Low != -2 || d.High != 2 || !d.Signed ||
		!slices.Equal(d.Bins, []int{1, 0, 2, 0}) {
		t.Fatalf("the difference is %+v", d)
	}
	if s.Difference() != d {
		t.Error("worked out twice")
	}
	if a := s.Slots[0].Channel; !slices.Equal(protocol.Floats(a.Values), []float32{1, 2, 3}) || a.Signed {
		t.Error("A's map was changed")
	}
	for _, other := range []func(){
		func() { looked(s, 1, 2, "stage2.block2.o", 4, 0, 0, 0) },
		func() { looked(s, 1, 2, "stage2.block2.h", 3, 0, 0, 0) },
		func() { looked(s, 1, 3, "stage2.block2.o", 3, 0, 0, 0) },
		func() { looked(s, 1, 2, "stage2.block2.o", 3, 0) },
	} {
		other()
		if s.Difference() != nil {
			t.Errorf("A less %+v", s.Slots[1].Channel)
		}
	}
	p.posts()
}

// The grid of differences has one row; what was selected stays.
func TestDifferenceGrid(t *testing.T) {
	s, p := shown(t)
	v := s.View
	v.Mode = ModeDiff
	s.Show(v)
	p.expect(t, "A compare 2, send", "B channel stage2.block2.h 0") // of both the same channel; nothing is painted otherwise
	if l := s.Rows(); len(l) != 1 || l[0] != (Row{s.Slots[1], arch.KindO}) || s.Select.Row != 0 || s.Select.Kind != arch.KindH || s.Tile() != TileAll || s.Select.Telling {
		t.Errorf("rows %v, selected %+v", l, s.Select)
	}
	if got := len(s.Slots[1].atlases()); got != 27 {
		t.Errorf("B keeps %d maps for when they are shown again", got)
	}
	if !s.Differs(arch.Place{Stage: 3, Block: 3}) || s.Differs(arch.Place{Stage: 4, Block: 1}) {
		t.Error("outputs of one size have a difference, others none")
	}
	settle(s)
	p.posts()
	s.Ended(1, 1, "gone") // the next worker knows nothing of A
	load(s, 1)
	answer(s, 1, 2)
	settle(s)
	if got := p.posts(); got[len(got)-1] != "B compare 2, receive" {
		t.Errorf("the new worker was told %q", got)
	}
	v.Mode = ModeMaps
	s.Show(v)
	if s.Rows()[s.Select.Row].Kind != arch.KindH {
		t.Errorf("back at row %d", s.Select.Row)
	}
}
