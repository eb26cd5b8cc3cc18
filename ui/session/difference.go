package session

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// difference is the one last worked out, and what of.
type difference struct {
	of   [2]*protocol.ChannelMap
	less *protocol.ChannelMap
}

// Differs reports whether both networks have an output of one size at a column,
// so that B's can be taken from A's.
func (s *Session) Differs(c arch.Place) bool {
	a, inA := s.Slots[0].TapAt(c, arch.KindO)
	b, inB := s.Slots[1].TapAt(c, arch.KindO)
	return inA && inB && a.Shape == b.Shape
}

// Difference is A's selected channel less B's, value by value, on a scale with
// a sign. Nil where the lens does not show the same channel of the same tap and
// size on both slots.
func (s *Session) Difference() *protocol.ChannelMap {
	a, b := s.Slots[0].Channel, s.Slots[1].Channel
	if a == nil || b == nil || a.Run != b.Run || a.Tap != b.Tap || a.Channel != b.Channel || a.Height != b.Height || a.Width != b.Width {
		return nil
	}
	if d := s.difference; d.of == [2]*protocol.ChannelMap{a, b} {
		return d.less
	}
	values := protocol.Floats(a.Values)
	for i, v := range protocol.Floats(b.Values) {
		values[i] -= v
	}
	scale := atlas.Signed(values)
	d := *a
	d.Low, d.High, d.Signed = scale.Low, scale.High, true
	d.Bins, d.Values = scale.Bins(values, len(a.Bins)), protocol.PutFloats(values)
	s.difference = difference{[2]*protocol.ChannelMap{a, b}, &d}
	return &d
}
