package gonum

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// A convolution is computed panel by panel: so many output channels by so many
// output positions. At this size gonum's product stays on the calling thread
// and allocates nothing (it splits products of four and more 64 × 64 blocks),
// and the unfolded patches stay in the cache.
const (
	panelRows = 64
	panelCols = 192
)

type conv struct {
	op *arch.Conv
	p  *infer.ConvParams
}

func (l *conv) run(f *frame) {
	out := f.graph.Shape(l.op.Out)
	area := out.H * out.W
	for from := 0; from < area; from += panelCols {
		n := min(panelCols, area-from)
		l.unfold(f, from, n)
		for row := 0; row < l.op.OutC; row += panelRows {
			l.multiply(f, row, min(panelRows, l.op.OutC-row), from, n)
		}
	}
	l.finish(f)
	f.made(l.op.Out)
}

// unfold writes the patches of output positions from..from+n to f.columns, a
// row for each weight of a kernel: [InC·Kernel·Kernel, n].
func (l *conv) unfold(f *frame, from, n int) {
	in, out := f.graph.Shape(l.op.In), f.graph.Shape(l.op.Out)
	row := 0
	for c := range l.op.InC {
		x := f.channel(l.op, c)
		for ky := range l.op.Kernel {
			for kx := range l.op.Kernel {
				dst := f.columns[row*n : (row+1)*n]
				for i := range dst {
					y := (from+i)/out.W*l.op.Stride + ky - l.op.Pad
					xx := (from+i)%out.W*l.op.Stride + kx - l.op.Pad
					if y < 0 || y >= in.H || xx < 0 || xx >= in.W {
						dst[i] = 0
					} else {
						dst[i] = x[y*in.W+xx]
					}
				}
				row++
			}
		}
	}
}

// channel is channel c of a convolution's one or two concatenated inputs.
func (f *frame) channel(op *arch.Conv, c int) []float32 {
	v, s := op.In, f.graph.Shape(op.In)
	if c >= s.C {
		v, c = op.In2, c-s.C
	}
	return f.values[v][c*s.H*s.W : (c+1)*s.H*s.W]
}

// multiply fills rows (output channels) row..row+rows at positions
// from..from+n.
func (l *conv) multiply(f *frame, row, rows, from, n int) {
	k := l.op.InC * l.op.Kernel * l.op.Kernel
	out := f.graph.Shape(l.op.Out)
	area := out.H * out.W
	a := blas32.General{Rows: rows, Cols: k, Stride: k, Data: l.p.Weight[row*k : (row+rows)*k]}
	b := blas32.General{Rows: k, Cols: n, Stride: n, Data: f.columns[:k*n]}
	c := blas32.General{Rows: rows, Cols: n, Stride: n, Data: f.panel[:rows*n]}
	blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, a, b, 0, c)
	for r := range rows {
		copy(f.values[l.op.Out][(row+r)*area+from:], f.panel[r*n:(r+1)*n])
	}
}

// finish adds the bias and the shortcut and applies the ReLU.
func (l *conv) finish(f *frame) {
	y := f.values[l.op.Out]
	area := len(y) / l.op.OutC
	for k := range y {
		y[k] += l.p.Bias[k/area]
	}
	if preAdd := f.requested(l.op.PreAdd); preAdd != nil {
		copy(preAdd, y)
	}
	if l.op.Add != arch.None {
		for k, v := range f.values[l.op.Add] {
			y[k] += v
		}
	}
	if l.op.ReLU {
		relu(y)
	}
}

func relu(y []float32) {
	for k, v := range y {
		y[k] = max(v, 0)
	}
}
