package session

import "regnetlens/wasm/protocol"

// Point moves the pointer over the lens; nil takes it away. What was explained
// last stays.
func (s *Session) Point(p *Pointer) {
	s.touch(Looked)
	s.Pointer = p
	for _, d := range s.Sides {
		d.explain()
	}
}

// PointedAt is the value under the pointer in a side's map.
func (d *Side) PointedAt() (y, x int, ok bool) {
	p := d.session.Pointer
	if p == nil || d.Channel == nil {
		return 0, 0, false
	}
	return int(p.Y * float64(d.Channel.Height)), int(p.X * float64(d.Channel.Width)), true
}

// explained is an Explain as it was put to a worker.
type explained struct {
	run, generation int
	protocol.Explain
}

// explain asks how the value under the pointer came to be, if the side's
// worker has nothing else to do and was not asked already.
func (d *Side) explain() {
	y, x, ok := d.PointedAt()
	if !ok || d.looking || d.explaining || !d.idle() {
		return
	}
	want := explained{d.Run, d.Generation, protocol.Explain{Tap: d.Channel.Tap, Channel: d.Channel.Channel, Y: y, X: x}}
	if want == d.explainAsked {
		return
	}
	d.explainAsked, d.explaining = want, true
	d.post(&want.Explain)
}

// Field is the part of the network's input that the value under the pointer
// can depend on, in fractions of its height and width; false without one.
func (d *Side) Field() (top, left, bottom, right float64, ok bool) {
	y, x, ok := d.PointedAt()
	if !ok || d.Graph == nil {
		return 0, 0, 0, 0, false
	}
	tap, known := d.taps[d.Channel.Tap]
	if !known {
		return 0, 0, 0, 0, false
	}
	in := d.Graph.Shape(d.Graph.Input)
	t, l, b, r := d.fields[tap.Value].Box(y, x, in.H, in.W)
	h, w := float64(in.H), float64(in.W)
	return float64(t) / h, float64(l) / w, float64(b) / h, float64(r) / w, true
}
