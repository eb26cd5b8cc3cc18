//go:build js

package webgpu

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/conform"
)

// cellStep is one time step by the paper's equations, as they stand.
func cellStep(op *arch.Cell, p *infer.CellParams, s arch.Shape, batch int, v values) values {
	out := values{}
	size := batch * s.Len()
	zeros := make([]float32, size)
	x, h, c := v[op.X], zeros, zeros
	if op.H != arch.None {
		h = v[op.H]
	}
	if op.C != arch.None {
		c = v[op.C]
	}
	gate := func(g int, h []float32, f func(float64) float64) []float32 {
		y := make([]float32, 0, size)
		for n := range batch {
			for k := range s.C {
				w, in, state := p.Gates[g], input{x, s, n, k}, input{h, s, n, k}
				for i := range s.H {
					for j := range s.W {
						sum := float64(w.Bias[k])
						for t := range 9 {
							dy, dx := i+t/3-1, j+t%3-1
							u := float64(w.Fuse[2*k])*in.at(dy, dx) + float64(w.Fuse[2*k+1])*state.at(dy, dx)
							sum += float64(w.Conv[9*k+t]) * u
						}
						y = append(y, float32(f(sum)))
					}
				}
			}
		}
		out[op.Gates[g].Tap] = y
		return y
	}
	each := func(f func(i int) float32) []float32 {
		y := make([]float32, size)
		for i := range y {
			y[i] = f(i)
		}
		return y
	}
	logistic := func(v float64) float64 { return 1 / (1 + math.Exp(-v)) }
	var raw []float32
	switch op.Kind {
	case arch.RegulatorRNN:
		raw = gate(0, h, math.Tanh)
	case arch.RegulatorGRU:
		z, r := gate(0, h, logistic), gate(1, h, logistic)
		new := gate(2, each(func(i int) float32 { return r[i] * h[i] }), math.Tanh)
		raw = each(func(i int) float32 { return (1-z[i])*h[i] + z[i]*new[i] })
	case arch.RegulatorLSTM:
		i, f, o, g := gate(0, h, logistic), gate(1, h, logistic), gate(2, h, logistic), gate(3, h, math.Tanh)
		state := each(func(k int) float32 { return f[k]*c[k] + i[k]*g[k] })
		out[op.OutC] = state
		raw = each(func(k int) float32 { return o[k] * float32(math.Tanh(float64(state[k]))) })
	}
	area := s.H * s.W
	out[op.OutH] = each(func(i int) float32 {
		k := i / area % s.C
		return max(0, raw[i]*p.Scale[k]+p.Shift[k])
	})
	return out
}

func TestCell(t *testing.T) {
	e := open(t, Options{})
	for _, kind := range []arch.Regulator{arch.RegulatorRNN, arch.RegulatorGRU, arch.RegulatorLSTM} {
		for _, s := range []arch.Shape{{C: 4, H: 8, W: 8}, {C: 3, H: 13, W: 7}, {C: 2, H: 1, W: 1}} {
			for _, first := range []bool{false, true} {
				t.Run(fmt.Sprint(kind, s, first), func(t *testing.T) { testCell(t, e, kind, s, first) })
			}
		}
	}
}

func testCell(t *testing.T, e *Engine, kind arch.Regulator, s arch.Shape, first bool) {
	const batch = 2
	rng := rand.New(rand.NewPCG(2, uint64(s.Len())))
	op := &arch.Cell{Kind: kind, Norm: "test.bn_h", N: s.C, X: 1, H: 2, OutH: 4}
	if kind == arch.RegulatorLSTM {
		op.C, op.OutC = 3, 5
	}
	if first {
		op.H, op.C = arch.None, arch.None
	}
	p := &infer.CellParams{Scale: noise(rng, s.C), Shift: noise(rng, s.C)}
	shapes := []arch.Shape{s, s, s, s, s}
	for i, gate := range kind.Gates() {
		op.Gates = append(op.Gates, arch.Gate{Kind: gate, Act: gate.Act(), Tap: arch.ValueID(6 + i)})
		p.Gates = append(p.Gates, infer.GateParams{Fuse: noise(rng, 2*s.C), Conv: noise(rng, 9*s.C), Bias: noise(rng, s.C)})
		shapes = append(shapes, s)
	}
	g := graphOf(op, shapes...)
	v := values{1: noise(rng, batch*s.Len()), 2: noise(rng, batch*s.Len()), 3: noise(rng, batch*s.Len())}
	v[1][0] = 1e4 // saturates the gates around it, and must not overflow them
	want := cellStep(op, p, s, batch, v)
	l := newCell(g, op, p)
	eachRunnable(t, e, l, func(t *testing.T) {
		got := runLayer(t, e, g, l, batch, v)
		for id, w := range want {
			conform.Close(t, g.Values[id].Tap, got[id], w, max(1e-5, l.kernel.Loss))
		}
	})
}
