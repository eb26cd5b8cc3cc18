package gonum

import "regnetlens/infer/arch"

// gate is one gate of a cell: for every channel a pair's sum u = a·X + b·H,
// then a 3×3 window over it, zero outside, with a bias, and the nonlinearity.
type gate struct {
	shape arch.Shape
	act   arch.Act
	fuse  *param    // [N, 2]: a, b
	conv  *param    // [N, 3, 3]
	bias  *param    // [N]
	out   []float64 // after the nonlinearity, [batch, N, H, W]
}

func newGate(l arch.GateLayer, act arch.Act, shape arch.Shape, s *store, batch int, m *memory) *gate {
	return &gate{
		shape: shape, act: act, fuse: s.param(l.Fuse()), conv: s.param(l.Weight()),
		bias: s.param(l.Bias()), out: m.float64s(batch * shape.Len()),
	}
}

// forward fills out and returns the pass's part of it. h may be nil: zeros.
func (g *gate) forward(f *frame, x, h []float64) []float64 {
	area := g.shape.H * g.shape.W
	for plane := range f.n * g.shape.C {
		c := plane % g.shape.C
		u := g.pair(f, x, h, plane)
		out := g.out[plane*area : (plane+1)*area]
		for k := range out {
			out[k] = g.bias.value[c]
		}
		g.window(func(w, to, from, n int) {
			for k := range n {
				out[to+k] += g.conv.value[9*c+w] * u[from+k]
			}
		})
		for k, v := range out {
			out[k] = g.act.Of(v)
		}
	}
	return g.out[:f.n*g.shape.Len()]
}

// backward takes the gradient d before the nonlinearity and adds to those of
// the weights, of x and of h; h and dh may be nil.
func (g *gate) backward(f *frame, d, x, dx, h, dh []float64) {
	area := g.shape.H * g.shape.W
	for plane := range f.n * g.shape.C {
		c := plane % g.shape.C
		from, to := plane*area, (plane+1)*area
		u, du, dOut := g.pair(f, x, h, plane), f.dPlane[:area], d[from:to]
		for _, v := range dOut {
			g.bias.gradient[c] += v
		}
		clear(du)
		g.window(func(w, to, from, n int) {
			for k := range n {
				g.conv.gradient[9*c+w] += dOut[to+k] * u[from+k]
				du[from+k] += dOut[to+k] * g.conv.value[9*c+w]
			}
		})
		g.pairBackward(c, 0, du, x[from:to], dx[from:to])
		if h != nil {
			g.pairBackward(c, 1, du, h[from:to], dh[from:to])
		}
	}
}

// pair is the sum u of a plane, in the frame's memory.
func (g *gate) pair(f *frame, x, h []float64, plane int) []float64 {
	area, c := g.shape.H*g.shape.W, plane%g.shape.C
	u := f.plane[:area]
	for k := range u {
		u[k] = g.fuse.value[2*c] * x[plane*area+k]
		if h != nil {
			u[k] += g.fuse.value[2*c+1] * h[plane*area+k]
		}
	}
	return u
}

// pairBackward is for one of the pair's two terms.
func (g *gate) pairBackward(c, term int, du, x, dx []float64) {
	for k, v := range du {
		g.fuse.gradient[2*c+term] += v * x[k]
		dx[k] += v * g.fuse.value[2*c+term]
	}
}

// window calls do for each of the window's nine weights and each row of a
// plane: weight w joins the n outputs from to on with the n inputs from from on,
// those that are not outside.
func (g *gate) window(do func(w, to, from, n int)) {
	for ky := -1; ky <= 1; ky++ {
		for kx := -1; kx <= 1; kx++ {
			for y := max(0, -ky); y < min(g.shape.H, g.shape.H-ky); y++ {
				x := max(0, -kx)
				do(3*(ky+1)+kx+1, y*g.shape.W+x, (y+ky)*g.shape.W+x+kx, g.shape.W-max(kx, -kx))
			}
		}
	}
}
