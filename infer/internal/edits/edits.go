// Package edits carries out a request's edits for backends that keep their
// activations in float32 slices, whatever the order of the values.
package edits

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Plan is the edits of one run, resolved against a graph. The zero Plan has
// none; its memory is reused from run to run.
type Plan struct{ steps []step }

// step is an edit of a value after the operation that makes it.
type step struct {
	op           int // index in the graph
	value        arch.ValueID
	before       arch.ValueID // the state before, for a freeze; None is zero
	first, count int          // channels
	factor       float32
	freeze       bool
}

// Set takes in edits, which have been checked against the graph.
func (p *Plan) Set(g *arch.Graph, edits []infer.Edit) {
	p.steps = p.steps[:0]
	for _, e := range edits {
		t, ok := g.Tap(e.Tap)
		if !ok {
			continue
		}
		s := step{op: g.Values[t.Value].First, value: t.Value, count: t.Shape.C, factor: e.Factor}
		if e.Channel != infer.AllChannels {
			s.first, s.count = e.Channel, 1
		}
		s.freeze, s.before = e.Op == infer.Freeze, e.Before(g)
		p.steps = append(p.steps, s)
	}
}

// View is one picture's part of a value: channel c of pixel i is
// Data[c·Channel + i·Pixel].
type View struct {
	Data           []float32
	Pixels         int
	Channel, Pixel int // steps from one to the next
}

// After does the edits that follow operation op, on one picture. view finds
// the picture's values; what a cell read is still in place right after it.
func (p *Plan) After(op int, view func(arch.ValueID) View) {
	for _, s := range p.steps {
		if s.op != op {
			continue
		}
		to := view(s.value)
		switch {
		case !s.freeze:
			s.scale(to, s.factor)
		case s.before == arch.None:
			s.scale(to, 0)
		default:
			s.copy(to, view(s.before))
		}
	}
}

// Touches reports whether operation op is followed by an edit.
func (p *Plan) Touches(op int) bool {
	for _, s := range p.steps {
		if s.op == op {
			return true
		}
	}
	return false
}

func (s *step) scale(v View, by float32) {
	for c := s.first; c < s.first+s.count; c++ {
		for i := range v.Pixels {
			if at := c*v.Channel + i*v.Pixel; by == 0 {
				v.Data[at] = 0 // also what is not finite
			} else {
				v.Data[at] *= by
			}
		}
	}
}

func (s *step) copy(to, from View) {
	for c := s.first; c < s.first+s.count; c++ {
		for i := range to.Pixels {
			to.Data[c*to.Channel+i*to.Pixel] = from.Data[c*from.Channel+i*from.Pixel]
		}
	}
}
