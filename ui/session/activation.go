package session

import "regnetlens/wasm/protocol"

// Point moves the pointer over the lens; nil takes it away, to where a step of
// the story has it rest. The activation that was asked for last stays.
func (s *Session) Point(p *Pointer) {
	s.markDirty(Looked)
	if p == nil {
		p = s.Story.Rest
	}
	s.Pointer = p
	for _, d := range s.Slots {
		if d.idle() {
			d.getActivation()
		}
	}
}

// PointedAt is the value under the pointer in a slot's map.
func (d *Slot) PointedAt() (y, x int, ok bool) {
	p := d.session.Pointer
	if p == nil || d.Channel == nil {
		return 0, 0, false
	}
	return int(p.Y * float64(d.Channel.Height)), int(p.X * float64(d.Channel.Width)), true
}

// activationQuestion is a GetActivation for a picture.
type activationQuestion struct {
	run int
	protocol.GetActivation
}

// getActivation asks how the value under the pointer came about.
func (d *Slot) getActivation() {
	if y, x, ok := d.PointedAt(); ok {
		m := &protocol.GetActivation{Tap: d.Channel.Tap, Channel: d.Channel.Channel, Y: y, X: x}
		d.question(toGetActivation, activationQuestion{d.Run, *m}, m)
	}
}

// ReceptiveField is the part of the network's input that the value under the pointer
// can depend on, in fractions of its height and width; false without one.
func (d *Slot) ReceptiveField() (top, left, bottom, right float64, ok bool) {
	y, x, ok := d.PointedAt()
	if !ok || d.Graph == nil {
		return 0, 0, 0, 0, false
	}
	tap, known := d.taps[d.Channel.Tap]
	if !known {
		return 0, 0, 0, 0, false
	}
	in := d.Graph.Shape(d.Graph.Input)
	t, l, b, r := d.receptiveFields[tap.Value].Box(y, x, in.H, in.W)
	h, w := float64(in.H), float64(in.W)
	return float64(t) / h, float64(l) / w, float64(b) / h, float64(r) / w, true
}
