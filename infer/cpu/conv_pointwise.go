//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// pointwise is a 1×1 convolution: one matrix product over pixels. Two
// concatenated inputs are two segments of its rows, so that the concatenation
// exists nowhere.
type pointwise struct {
	output
	in, in2  *value // in2 may be nil
	segments int
	weights  []float32
	stride   int
	rows     int // output rows of a block
	threads  int
}

// blockPixels is how many pixels a block of a product has at least, if the map
// has so many.
const blockPixels = 64

func newPointwise(op *arch.Conv, p *infer.ConvParams, in, in2 *value, o output, threads int) *pointwise {
	c := &pointwise{output: o, in: in, in2: in2, stride: op.Stride, threads: threads}
	c.rows = (blockPixels + o.out.Shape.W - 1) / o.out.Shape.W
	c.segments = op.InC / in.Shape.C
	c.weights = kernel.PackSegments(c.segments, in.Shape.C, op.OutC, func(k, o int) float32 { return p.Weight[o*op.InC+k] })
	return c
}

func (c *pointwise) scratch() int { return 0 }

func (c *pointwise) split(batch int) (blocks, panels int) {
	blocks = batch * ((c.out.Shape.H + c.rows - 1) / c.rows)
	all := c.out.pixel / kernel.Panel
	n := parts(blocks, c.threads, all)
	return blocks, (all + n - 1) / n
}

func (c *pointwise) tasks(batch int) int {
	blocks, panels := c.split(batch)
	return blocks * ((c.out.pixel/kernel.Panel + panels - 1) / panels)
}

func (c *pointwise) run(task, batch int, _ []float32) {
	blocks, panels := c.split(batch)
	down := blocks / batch
	picture, y := task%blocks/down, task%blocks%down*c.rows
	rows := min(c.rows, c.out.Shape.H-y)
	from := task / blocks * panels
	panels = min(panels, c.out.pixel/kernel.Panel-from)

	dst, f := c.finish(picture, y, from*kernel.Panel)
	g := kernel.Product{
		A: c.in.at(picture, y*c.stride), LDA: uintptr(c.in.pixel*c.stride) * 4,
		B: kernel.At(c.weights, from*kernel.Panel*c.in.Shape.C), Panels: panels,
		C: dst, LDC: uintptr(c.out.pixel) * 4,
		N: c.in.Shape.C, Segments: c.segments, SegmentB: uintptr(c.in.Shape.C*c.out.pixel) * 4,
		Rows: rows * c.out.Shape.W, Count: 1,
		Bias: f.bias, Add: f.add, Floor: f.floor,
	}
	if c.in2 != nil { // in the same block of memory
		g.SegmentA = uintptr(c.in2.at(picture, y*c.stride)) - uintptr(g.A)
	}
	if c.stride > 1 { // a product for each row
		g.Count, g.Rows = rows, c.out.Shape.W
		g.StrideA, g.StrideC = uintptr(c.stride*c.in.Shape.W*c.in.pixel)*4, uintptr(c.out.Shape.W)*g.LDC
	}
	g.Run()
	if c.late() {
		c.sum(picture, y, rows, from*kernel.Panel, panels*kernel.Panel)
	}
}
