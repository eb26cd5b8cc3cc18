package gonum

import (
	"math"

	"regnetlens/infer/arch"
)

type maxPool struct{ op *arch.MaxPool }

func (l *maxPool) run(f *frame) {
	in, out := f.graph.Shape(l.op.In), f.graph.Shape(l.op.Out)
	x, y := f.values[l.op.In], f.values[l.op.Out]
	for c := range out.C {
		plane := x[c*in.H*in.W : (c+1)*in.H*in.W]
		for oy := range out.H {
			for ox := range out.W {
				top := float32(math.Inf(-1))
				for iy := max(0, 2*oy-1); iy < min(in.H, 2*oy+2); iy++ {
					for ix := max(0, 2*ox-1); ix < min(in.W, 2*ox+2); ix++ {
						top = max(top, plane[iy*in.W+ix])
					}
				}
				y[(c*out.H+oy)*out.W+ox] = top
			}
		}
	}
	f.made(l.op.Out)
}

type padShortcut struct{ op *arch.PadShortcut }

func (l *padShortcut) run(f *frame) {
	in, out := f.graph.Shape(l.op.In), f.graph.Shape(l.op.Out)
	x, y := f.values[l.op.In], f.values[l.op.Out]
	clear(y)
	before := l.op.Before(f.graph)
	for c := range in.C {
		for oy := range out.H {
			for ox := range out.W {
				y[((before+c)*out.H+oy)*out.W+ox] = x[(c*in.H+oy*l.op.Stride)*in.W+ox*l.op.Stride]
			}
		}
	}
}
