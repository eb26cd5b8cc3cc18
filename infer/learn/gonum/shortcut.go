package gonum

import "regnetlens/infer/arch"

// padShortcut is the shortcut without weights: every so many rows and columns,
// between new channels of zeros.
type padShortcut struct{ op *arch.PadShortcut }

func (l *padShortcut) forward(f *frame) {
	x, y := f.value(l.op.In), f.value(l.op.Out)
	clear(y)
	l.each(f, func(in, out int) { y[out] = x[in] })
}

func (l *padShortcut) backward(f *frame) {
	dx, dy := f.gradient(l.op.In), f.gradient(l.op.Out)
	l.each(f, func(in, out int) { dx[in] += dy[out] })
}

// each calls do with the indices of every input value that is kept and of the
// output value that it becomes.
func (l *padShortcut) each(f *frame, do func(in, out int)) {
	in, out := f.graph.Shape(l.op.In), f.graph.Shape(l.op.Out)
	before := l.op.Before(f.graph)
	for i := range f.n {
		for c := range in.C {
			for y := range out.H {
				for x := range out.W {
					from := ((i*in.C+c)*in.H+y*l.op.Stride)*in.W + x*l.op.Stride
					do(from, ((i*out.C+before+c)*out.H+y)*out.W+x)
				}
			}
		}
	}
}
