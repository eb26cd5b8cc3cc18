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

// convolve is the definition: every output value from every weight. It returns
// the values before and after the shortcut and ReLU.
func convolve(op *arch.Conv, p *infer.ConvParams, g *arch.Graph, batch int, v values) (preAdd, out []float32) {
	in, o := g.Shape(op.In), g.Shape(op.Out)
	for n := range batch {
		for k := range op.OutC {
			for y := range o.H {
				for x := range o.W {
					sum := float64(p.Bias[k])
					for c := range op.InC {
						from := input{v[op.In], in, n, c}
						if c >= in.C {
							from = input{v[op.In2], g.Shape(op.In2), n, c - in.C}
						}
						for ky := range op.Kernel {
							for kx := range op.Kernel {
								w := p.Weight[((k*op.InC+c)*op.Kernel+ky)*op.Kernel+kx]
								sum += float64(w) * from.at(y*op.Stride+ky-op.Pad, x*op.Stride+kx-op.Pad)
							}
						}
					}
					preAdd = append(preAdd, float32(sum))
					if op.Add != arch.None {
						sum += float64(v[op.Add][len(out)])
					}
					if op.ReLU {
						sum = math.Max(0, sum)
					}
					out = append(out, float32(sum))
				}
			}
		}
	}
	return preAdd, out
}

func TestConv(t *testing.T) {
	e := open(t, Options{})
	for _, c := range []struct{ kernel, stride, inC, inC2, outC, h, w, batch int }{
		{3, 1, 3, 0, 16, 32, 32, 1}, {3, 1, 16, 0, 16, 8, 8, 3}, {3, 1, 5, 0, 7, 1, 1, 2}, {3, 1, 4, 0, 9, 13, 5, 1},
		{3, 2, 8, 0, 12, 9, 8, 2}, {3, 2, 1, 0, 1, 1, 1, 1},
		{1, 1, 6, 6, 6, 7, 7, 2}, {1, 1, 17, 17, 33, 16, 16, 1}, {1, 2, 8, 0, 16, 15, 9, 2}, {1, 1, 1, 0, 3, 1, 1, 1},
		{7, 2, 3, 0, 10, 21, 18, 2}, {7, 2, 3, 0, 4, 1, 2, 1},
	} {
		t.Run(fmt.Sprint(c), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, uint64(c.h*c.w)))
			op := &arch.Conv{
				Layer: "test", In: 1, InC: c.inC + c.inC2, OutC: c.outC,
				Kernel: c.kernel, Stride: c.stride, Pad: c.kernel / 2, Add: 3, PreAdd: 4, ReLU: true, Out: 5,
			}
			if c.inC2 > 0 {
				op.In2 = 2
			}
			in := arch.Shape{C: c.inC, H: c.h, W: c.w}
			in2 := arch.Shape{C: max(1, c.inC2), H: c.h, W: c.w}
			out := arch.Shape{C: c.outC, H: ceilDiv(c.h, c.stride), W: ceilDiv(c.w, c.stride)}
			g := graphOf(op, in, in2, out, out, out)
			v := values{1: noise(rng, c.batch*in.Len()), 2: noise(rng, c.batch*in2.Len()), 3: noise(rng, c.batch*out.Len())}
			p := &infer.ConvParams{Weight: noise(rng, op.OutC*op.InC*c.kernel*c.kernel), Bias: noise(rng, op.OutC)}
			l := newConv(g, op, p)
			eachRunnable(t, e, l, func(t *testing.T) {
				for _, plain := range []bool{false, true} { // without shortcut and ReLU too
					op.Add, op.PreAdd, op.ReLU = 3, 4, true
					if plain {
						op.Add, op.PreAdd, op.ReLU = arch.None, arch.None, false
					}
					preAdd, want := convolve(op, p, g, c.batch, v)
					got := runLayer(t, e, g, l, c.batch, v)
					conform.Close(t, "output", got[5], want, max(1e-5, l.kernel.Loss))
					if !plain {
						conform.Close(t, "term", got[4], preAdd, max(1e-5, l.kernel.Loss))
					}
				}
			})
		})
	}
}
