package gonum

import (
	"math"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// cell is one time step of a regulator. Channels do not mix in it, so it runs
// channel by channel.
type cell struct {
	op    *arch.Cell
	p     *infer.CellParams
	shape arch.Shape
}

func newCell(g *arch.Graph, op *arch.Cell, p *infer.CellParams) *cell {
	return &cell{op: op, p: p, shape: g.Shape(op.X)}
}

func (l *cell) run(f *frame) {
	for n := range l.op.N {
		switch l.op.Kind {
		case arch.RegulatorRNN:
			l.rnn(f, n)
		case arch.RegulatorGRU:
			l.gru(f, n)
		case arch.RegulatorLSTM:
			l.lstm(f, n)
		}
	}
	h := f.values[l.op.OutH]
	area := l.shape.H * l.shape.W
	for k := range h {
		h[k] = max(0, h[k]*l.p.Scale[k/area]+l.p.Shift[k/area])
	}
	f.made(l.op.OutH)
	if l.op.OutC != arch.None {
		f.made(l.op.OutC)
	}
}

// plane is channel n of a value; nil for a state that is zero.
func (l *cell) plane(f *frame, v arch.ValueID, n int) []float32 {
	if v == arch.None {
		return nil
	}
	area := l.shape.H * l.shape.W
	return f.values[v][n*area : (n+1)*area]
}

func (l *cell) rnn(f *frame, n int) {
	h := l.plane(f, l.op.OutH, n)
	l.gate(f, 0, n, l.plane(f, l.op.X, n), l.plane(f, l.op.H, n), h)
	l.squash(f, 0, n, h)
}

func (l *cell) gru(f *frame, n int) {
	x, h := l.plane(f, l.op.X, n), l.plane(f, l.op.H, n)
	out := l.plane(f, l.op.OutH, n)
	area := len(out)
	// The frame's first half is taken by gate's sums.
	s := f.scratch[len(f.scratch)/2:]
	z, r := l.planes(s, area)
	l.gate(f, 0, n, x, h, z)
	l.squash(f, 0, n, z)
	l.gate(f, 1, n, x, h, r)
	l.squash(f, 1, n, r)
	for k := range h {
		r[k] *= h[k]
	}
	if h == nil {
		l.gate(f, 2, n, x, nil, out)
	} else {
		l.gate(f, 2, n, x, r, out)
	}
	l.squash(f, 2, n, out)
	for k := range out {
		before := float32(0)
		if h != nil {
			before = h[k]
		}
		out[k] = (1-z[k])*before + z[k]*out[k]
	}
}

func (l *cell) lstm(f *frame, n int) {
	x, h, c := l.plane(f, l.op.X, n), l.plane(f, l.op.H, n), l.plane(f, l.op.C, n)
	out, outC := l.plane(f, l.op.OutH, n), l.plane(f, l.op.OutC, n)
	in, forget := l.planes(f.scratch[len(f.scratch)/2:], len(out))
	l.gate(f, 0, n, x, h, in)
	l.squash(f, 0, n, in)
	l.gate(f, 1, n, x, h, forget)
	l.squash(f, 1, n, forget)
	l.gate(f, 3, n, x, h, out)
	l.squash(f, 3, n, out)
	for k := range outC {
		before := float32(0)
		if c != nil {
			before = c[k]
		}
		outC[k] = forget[k]*before + in[k]*out[k]
	}
	l.gate(f, 2, n, x, h, out)
	l.squash(f, 2, n, out)
	for k := range out {
		out[k] *= tanh(outC[k])
	}
}

// planes takes two maps from scratch memory.
func (l *cell) planes(s []float32, area int) (a, b []float32) { return s[:area], s[area : 2*area] }

// gate computes gate g of channel n before its nonlinearity: the pair's sum
// a·x + b·h, then the 3×3 window over it, zero outside, and the bias.
func (l *cell) gate(f *frame, g, n int, x, h, dst []float32) {
	p := l.p.Gates[g]
	u := f.scratch[:len(x)]
	for k := range u {
		u[k] = p.Fuse[2*n] * x[k]
	}
	for k := range h {
		u[k] += p.Fuse[2*n+1] * h[k]
	}
	w := p.Conv[9*n : 9*n+9]
	for y := range l.shape.H {
		for xx := range l.shape.W {
			sum := p.Bias[n]
			for ky := max(0, 1-y); ky < min(3, l.shape.H+1-y); ky++ {
				for kx := max(0, 1-xx); kx < min(3, l.shape.W+1-xx); kx++ {
					sum += w[3*ky+kx] * u[(y+ky-1)*l.shape.W+xx+kx-1]
				}
			}
			dst[y*l.shape.W+xx] = sum
		}
	}
}

// squash applies a gate's nonlinearity in place and shows the gate to whom
// asked for it.
func (l *cell) squash(f *frame, g, n int, y []float32) {
	gate := &l.op.Gates[g]
	for k, v := range y {
		y[k] = float32(gate.Act.Of(float64(v)))
	}
	if tap := f.requested(gate.Tap); tap != nil {
		copy(tap[n*len(y):], y)
	}
}

func tanh(v float32) float32    { return float32(math.Tanh(float64(v))) }
func sigmoid(v float32) float32 { return float32(1 / (1 + math.Exp(-float64(v)))) }
