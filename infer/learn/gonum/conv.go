package gonum

import (
	"gonum.org/v1/gonum/blas"

	"regnetlens/infer/arch"
)

// conv is a convolution with its norm, the shortcut's sum and the ReLU.
type conv struct {
	op      *arch.Conv
	in, out arch.Shape
	weight  *param // [OutC, InC·Kernel·Kernel]
	norm    *norm
	raw     []float64 // before the norm, [batch, OutC, H, W]
}

func newConv(g *arch.Graph, op *arch.Conv, s *store, batch int, m *memory) *conv {
	out := g.Shape(op.Out)
	return &conv{
		op: op, in: g.Shape(op.In), out: out, weight: s.param(op.Layer.Weight()),
		norm: newNorm(op.Norm, s, out, m), raw: m.float64s(batch * out.Len()),
	}
}

// patch is the number of weights of one output channel.
func (l *conv) patch() int { return l.op.InC * l.op.Kernel * l.op.Kernel }

func (l *conv) forward(f *frame) {
	area := l.out.H * l.out.W
	weight := matrix(l.out.C, l.patch(), l.weight.value)
	columns := matrix(l.patch(), area, f.columns[:l.patch()*area])
	for i := range f.n {
		l.unfold(f, i)
		raw := l.picture(l.raw, i)
		clear(raw)
		addProduct(blas.NoTrans, weight, blas.NoTrans, columns, matrix(l.out.C, area, raw))
	}
	y := f.value(l.op.Out)
	l.norm.forward(f, l.raw, y)
	if l.op.Add != arch.None {
		add(y, f.value(l.op.Add))
	}
	if l.op.ReLU {
		relu(y)
	}
}

// With z = W·columns the gradients are dW = dz·columnsᵀ and dcolumns = Wᵀ·dz,
// which folding adds up where patches overlap.
func (l *conv) backward(f *frame) {
	d := f.gradient(l.op.Out)
	if l.op.ReLU {
		reluBackward(d, f.value(l.op.Out))
	}
	if l.op.Add != arch.None {
		add(f.gradient(l.op.Add), d)
	}
	l.norm.backward(f, l.raw, d)

	area := l.out.H * l.out.W
	weight, dWeight := matrix(l.out.C, l.patch(), l.weight.value), matrix(l.out.C, l.patch(), l.weight.gradient)
	columns := matrix(l.patch(), area, f.columns[:l.patch()*area])
	dColumns := matrix(l.patch(), area, f.dColumns[:l.patch()*area])
	for i := range f.n {
		dz := matrix(l.out.C, area, l.picture(d, i))
		l.unfold(f, i)
		addProduct(blas.NoTrans, dz, blas.Trans, columns, dWeight)
		if f.gradient(l.op.In) == nil {
			continue // the pictures
		}
		clear(dColumns.Data)
		addProduct(blas.Trans, weight, blas.NoTrans, dz, dColumns)
		l.fold(f, i)
	}
}

// picture is picture i of a value in the output's shape.
func (l *conv) picture(all []float64, i int) []float64 {
	return all[i*l.out.Len() : (i+1)*l.out.Len()]
}

// unfold writes the patches of picture i to f.columns, a row for each weight of
// a kernel: [InC·Kernel·Kernel, H·W].
func (l *conv) unfold(f *frame, i int) {
	area, row := l.out.H*l.out.W, 0
	for c := range l.op.InC {
		x := l.channel(f, f.values, i, c)
		for ky := range l.op.Kernel {
			for kx := range l.op.Kernel {
				column := f.columns[row*area : (row+1)*area]
				for oy := range l.out.H {
					for ox := range l.out.W {
						v := 0.0
						if from := l.source(oy, ox, ky, kx); from >= 0 {
							v = x[from]
						}
						column[oy*l.out.W+ox] = v
					}
				}
				row++
			}
		}
	}
}

// fold adds f.dColumns to the gradients of picture i's inputs: unfold's adjoint.
func (l *conv) fold(f *frame, i int) {
	area, row := l.out.H*l.out.W, 0
	for c := range l.op.InC {
		d := l.channel(f, f.gradients, i, c)
		for ky := range l.op.Kernel {
			for kx := range l.op.Kernel {
				column := f.dColumns[row*area : (row+1)*area]
				for oy := range l.out.H {
					for ox := range l.out.W {
						if to := l.source(oy, ox, ky, kx); to >= 0 {
							d[to] += column[oy*l.out.W+ox]
						}
					}
				}
				row++
			}
		}
	}
}

// source is the input position that weight ky, kx meets at output position
// oy, ox, or -1 in the padding.
func (l *conv) source(oy, ox, ky, kx int) int {
	y, x := oy*l.op.Stride+ky-l.op.Pad, ox*l.op.Stride+kx-l.op.Pad
	if y < 0 || y >= l.in.H || x < 0 || x >= l.in.W {
		return -1
	}
	return y*l.in.W + x
}

// channel is channel c of picture i in the one or two concatenated inputs, or
// in their gradients.
func (l *conv) channel(f *frame, all [][]float64, i, c int) []float64 {
	v, channels := l.op.In, l.in.C
	if c >= channels {
		v, c, channels = l.op.In2, c-channels, l.op.InC-channels
	}
	area := l.in.H * l.in.W
	at := (i*channels + c) * area
	return all[v][at : at+area]
}
