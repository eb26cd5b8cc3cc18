//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// conv is what all convolutions with the norm behind them have in common: raw
// output and weights.
type conv struct {
	op      *arch.Conv
	out     *value // what the norm makes of z
	norm    *norm
	z       *tensorMap
	weights *parameter // rows (taps and inputs) × padded outputs
	rows    int
	parts   []float32 // [chunks]: a chunk's weight gradient
	packing []float32 // room for repacking
}

// newConv is a convolution over the values of a pass whose weights are a matrix
// of rows rows; place says where the file's weight [out][in][tap] lies in it.
func (b *builder) newConv(op *arch.Conv, rows int, place func(out, in, tap int) int) *conv {
	shape := b.graph.Shape(op.Out)
	c := &conv{op: op, rows: rows, z: b.newMap(shape)}
	c.norm = b.newNorm(op.Name(), c.z, shape.C)
	taps := op.Kernel * op.Kernel
	c.weights = b.parameter(op.Layer.Weight(), rows*c.z.channels, func(i int) int {
		return place(i/(op.InC*taps), i/taps%op.InC, i%taps)
	})
	b.normParameters(op.Norm, c.norm)
	c.parts = b.floats(b.chunks() * rows * c.z.channels)
	c.packing = b.floats(45 * kernel.Lanes)
	return c
}

// chunkGrad is where a chunk leaves its weight gradient.
func (c *conv) chunkGrad(chunk int) []float32 {
	n := c.rows * c.z.channels
	return c.parts[chunk*n:][:n]
}

// finishForward makes the norm; it reports the layer if its output is not
// finite.
func (c *conv) finishForward(pictures int) string {
	if !c.norm.forward(pictures) {
		return c.op.Name()
	}
	return ""
}

// reduce adds the chunks' gradients up, in their order.
func (c *conv) reduce(pictures int) {
	grad := kernel.At(c.weights.Gradient, 0)
	for i := range chunksOf(pictures) {
		kernel.AddTo(grad, kernel.At(c.chunkGrad(i), 0), len(c.weights.Gradient))
	}
}
