package gonum

import (
	"math"

	"regnetlens/infer/arch"
)

// maxPool is the largest of 3 × 3 values, at every second row and column.
type maxPool struct{ op *arch.MaxPool }

func (l *maxPool) forward(f *frame) {
	x, y := f.value(l.op.In), f.value(l.op.Out)
	l.each(f, func(out, top int) { y[out] = x[top] })
}

// The gradient goes to the first of equal maxima, as PyTorch's does.
func (l *maxPool) backward(f *frame) {
	dx, dy := f.gradient(l.op.In), f.gradient(l.op.Out)
	l.each(f, func(out, top int) { dx[top] += dy[out] })
}

// each calls do with the index of every output value and that of the first
// largest input value in its window of 3 × 3.
func (l *maxPool) each(f *frame, do func(out, top int)) {
	in, out := f.graph.Shape(l.op.In), f.graph.Shape(l.op.Out)
	x := f.value(l.op.In)
	for plane := range f.n * out.C {
		for oy := range out.H {
			for ox := range out.W {
				best, top := math.Inf(-1), -1
				for iy := max(0, 2*oy-1); iy < min(in.H, 2*oy+2); iy++ {
					for ix := max(0, 2*ox-1); ix < min(in.W, 2*ox+2); ix++ {
						if at := (plane*in.H+iy)*in.W + ix; top < 0 || x[at] > best {
							best, top = x[at], at
						}
					}
				}
				do((plane*out.H+oy)*out.W+ox, top)
			}
		}
	}
}

// globalPool is the mean over rows and columns.
type globalPool struct{ op *arch.GlobalPool }

func (l *globalPool) forward(f *frame) { means(f.value(l.op.Out), f.value(l.op.In)) }

func (l *globalPool) backward(f *frame) { meansBackward(f.gradient(l.op.Out), f.gradient(l.op.In)) }

// means writes the mean of each of x's len(dst) planes.
func means(dst, x []float64) {
	area := len(x) / len(dst)
	for c := range dst {
		sum := 0.0
		for _, v := range x[c*area : (c+1)*area] {
			sum += v
		}
		dst[c] = sum / float64(area)
	}
}

// meansBackward adds to dx the gradients d of its planes' means.
func meansBackward(d, dx []float64) {
	area := len(dx) / len(d)
	for c, v := range d {
		for k := c * area; k < (c+1)*area; k++ {
			dx[k] += v / float64(area)
		}
	}
}
