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

func TestMaxPool(t *testing.T) {
	e := open(t, Options{})
	for _, s := range []arch.Shape{{C: 3, H: 8, W: 8}, {C: 2, H: 7, W: 5}, {C: 1, H: 1, W: 1}} {
		const batch = 2
		out := arch.Shape{C: s.C, H: ceilDiv(s.H, 2), W: ceilDiv(s.W, 2)}
		op := &arch.MaxPool{In: 1, Out: 2}
		x := noise(rand.New(rand.NewPCG(3, 1)), batch*s.Len())
		var want []float32
		for n := range batch * s.C {
			for y := range out.H {
				for xx := range out.W {
					top := math.Inf(-1)
					for iy := max(0, 2*y-1); iy <= min(s.H-1, 2*y+1); iy++ {
						for ix := max(0, 2*xx-1); ix <= min(s.W-1, 2*xx+1); ix++ {
							top = math.Max(top, float64(x[(n*s.H+iy)*s.W+ix]))
						}
					}
					want = append(want, float32(top))
				}
			}
		}
		got := runLayer(t, e, graphOf(op, s, out), &maxPool{op}, batch, values{1: x})
		conform.Close(t, s.String(), got[2], want, 0)
	}
}

func TestPadShortcut(t *testing.T) {
	e := open(t, Options{})
	for _, c := range []struct{ inC, outC, stride, h, w int }{{3, 8, 2, 9, 6}, {4, 5, 1, 3, 3}, {2, 2, 2, 1, 1}} {
		const batch = 2
		in, out := arch.Shape{C: c.inC, H: c.h, W: c.w}, arch.Shape{C: c.outC, H: ceilDiv(c.h, c.stride), W: ceilDiv(c.w, c.stride)}
		op := &arch.PadShortcut{Layer: "test", Stride: c.stride, In: 1, Out: 2}
		g := graphOf(op, in, out)
		x := noise(rand.New(rand.NewPCG(3, 2)), batch*in.Len())
		want := make([]float32, batch*out.Len())
		for n := range batch {
			for k := range c.inC {
				for y := range out.H {
					for xx := range out.W {
						at := ((n*c.outC+op.Before(g)+k)*out.H+y)*out.W + xx
						want[at] = float32(input{x, in, n, k}.at(y*c.stride, xx*c.stride))
					}
				}
			}
		}
		got := runLayer(t, e, g, &padShortcut{op}, batch, values{1: x})
		conform.Close(t, fmt.Sprint(c), got[2], want, 0)
	}
}

// dense is weight·x + bias.
func denseOf(p infer.DenseParams, x []float64) []float64 {
	out := make([]float64, len(p.Bias))
	for k := range out {
		out[k] = float64(p.Bias[k])
		for i, v := range x {
			out[k] += float64(p.Weight[k*len(x)+i]) * v
		}
	}
	return out
}

// meansOf are the channels' means of picture n.
func meansOf(x []float32, s arch.Shape, n int) []float64 {
	out := make([]float64, s.C)
	area := s.H * s.W
	for c := range out {
		for _, v := range x[(n*s.C+c)*area:][:area] {
			out[c] += float64(v) / float64(area)
		}
	}
	return out
}

func TestSE(t *testing.T) {
	e := open(t, Options{})
	for _, c := range []struct{ c, hidden, h, w int }{{16, 1, 8, 8}, {70, 5, 3, 5}, {1, 1, 1, 1}} {
		const batch = 3
		s := arch.Shape{C: c.c, H: c.h, W: c.w}
		rng := rand.New(rand.NewPCG(3, 3))
		p := &infer.SEParams{
			FC1: infer.DenseParams{Weight: noise(rng, c.c*c.hidden), Bias: noise(rng, c.hidden)},
			FC2: infer.DenseParams{Weight: noise(rng, c.c*c.hidden), Bias: noise(rng, c.c)},
		}
		op := &arch.SE{Layer: "test", Hidden: c.hidden, C: c.c, In: 1, Add: 2, PreAdd: 3, Out: 4}
		v := values{1: noise(rng, batch*s.Len()), 2: noise(rng, batch*s.Len())}
		var preAdd, want []float32
		for n := range batch {
			hidden := denseOf(p.FC1, meansOf(v[1], s, n))
			for k := range hidden {
				hidden[k] = math.Max(0, hidden[k])
			}
			for k, z := range denseOf(p.FC2, hidden) {
				for i := range s.H * s.W {
					at := (n*s.C+k)*s.H*s.W + i
					y := float64(v[1][at]) / (1 + math.Exp(-z))
					preAdd = append(preAdd, float32(y))
					want = append(want, float32(math.Max(0, y+float64(v[2][at]))))
				}
			}
		}
		got := runLayer(t, e, graphOf(op, s, s, s, s), &se{op: op, p: p}, batch, v)
		conform.Close(t, fmt.Sprint(c, " term"), got[3], preAdd, 1e-5)
		conform.Close(t, fmt.Sprint(c), got[4], want, 1e-5)
	}
}

func TestHead(t *testing.T) {
	e := open(t, Options{})
	for _, c := range []struct{ c, h, w, classes int }{{64, 8, 8, 10}, {300, 3, 2, 700}, {1, 1, 1, 1}} {
		const batch = 3
		s := arch.Shape{C: c.c, H: c.h, W: c.w}
		rng := rand.New(rand.NewPCG(3, 4))
		p := &infer.DenseParams{Weight: noise(rng, c.c*c.classes), Bias: noise(rng, c.classes)}
		pool := &arch.GlobalPool{In: 1, Out: 2}
		fc := &arch.Dense{Layer: "fc", InC: c.c, OutC: c.classes, In: 2, Out: 3}
		g := graphOf(pool, s, arch.Shape{C: c.c, H: 1, W: 1}, arch.Shape{C: c.classes, H: 1, W: 1}, arch.Shape{C: c.classes, H: 1, W: 1})
		g.Ops = append(g.Ops, fc)
		g.Logits = 3
		l := &probed{head: head{pool: pool, dense: fc, p: p}, to: 4}
		v := values{1: noise(rng, batch*s.Len())}
		var gap, logits, probabilities []float32
		for n := range batch {
			mean := meansOf(v[1], s, n)
			out := denseOf(*p, mean)
			for _, m := range mean {
				gap = append(gap, float32(m))
			}
			one := make([]float32, len(out))
			for k := range out {
				one[k] = float32(out[k])
			}
			logits = append(logits, one...)
			infer.Softmax(one, one)
			probabilities = append(probabilities, one...)
		}
		got := runLayer(t, e, g, l, batch, v)
		conform.Close(t, fmt.Sprint(c, " means"), got[2], gap, 1e-5)
		conform.Close(t, fmt.Sprint(c, " logits"), got[3], logits, 1e-5)
		conform.Close(t, fmt.Sprint(c, " probabilities"), got[4], probabilities, 1e-5)
	}
}

// probed is the head with the probabilities in a value's place, where runLayer
// finds them.
type probed struct {
	head
	to arch.ValueID
}

func (l *probed) record(r *recorder) {
	r.probabilities = r.at(l.to)
	l.head.record(r)
}
