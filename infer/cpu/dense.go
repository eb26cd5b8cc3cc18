//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// linear is a fully connected layer: a product with one row a picture.
type linear struct {
	weights, bias []float32
	n, outs       int
}

func newLinear(p infer.DenseParams) linear {
	outs := len(p.Bias)
	n := len(p.Weight) / outs
	l := linear{n: n, outs: outs, bias: kernel.Alloc(kernel.Padded(outs))}
	copy(l.bias, p.Bias)
	l.weights = kernel.PackPanels(n, outs, func(k, o int) float32 { return p.Weight[o*n+k] })
	return l
}

// apply writes the layer's padded outputs for rows inputs; strides in values.
func (l *linear) apply(dst, src unsafe.Pointer, rows, dstStride, srcStride int, floor float32) {
	kernel.Tiles(src, uintptr(srcStride)*4, kernel.At(l.weights, 0), kernel.At(l.bias, 0), 0, dst, uintptr(dstStride)*4, rows, kernel.Padded(l.outs)/kernel.Panel, l.n, floor)
}

// dense is the classifier. A task is the whole batch.
type dense struct {
	in, out *value
	linear  linear
}

func (n *network) newDense(op *arch.Dense, p *infer.DenseParams) *dense {
	return &dense{in: n.value(op.In), out: n.value(op.Out), linear: newLinear(*p)}
}

func (d *dense) scratch() int        { return 0 }
func (d *dense) tasks(batch int) int { return 1 }

func (d *dense) run(_, batch int, _ []float32) {
	d.linear.apply(d.out.at(0, 0), d.in.at(0, 0), batch, d.out.picture, d.in.picture, kernel.NoFloor)
}
