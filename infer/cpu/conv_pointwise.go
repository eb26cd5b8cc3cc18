//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
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
	c.weights = packSegments(c.segments, in.Shape.C, op.OutC, func(k, o int) float32 { return p.Weight[o*op.InC+k] })
	return c
}

func (c *pointwise) scratch() int { return 0 }

func (c *pointwise) split(batch int) (blocks, panels int) {
	blocks = batch * ((c.out.Shape.H + c.rows - 1) / c.rows)
	all := c.out.pixel / panel
	n := parts(blocks, c.threads, all)
	return blocks, (all + n - 1) / n
}

func (c *pointwise) tasks(batch int) int {
	blocks, panels := c.split(batch)
	return blocks * ((c.out.pixel/panel + panels - 1) / panels)
}

func (c *pointwise) run(task, batch int, _ []float32) {
	blocks, panels := c.split(batch)
	down := blocks / batch
	picture, y := task%blocks/down, task%blocks%down*c.rows
	rows := min(c.rows, c.out.Shape.H-y)
	from := task / blocks * panels
	panels = min(panels, c.out.pixel/panel-from)

	dst, f := c.finish(picture, y, from*panel)
	g := product{
		a: c.in.at(picture, y*c.stride), lda: uintptr(c.in.pixel*c.stride) * 4,
		b: at(c.weights, from*panel*c.in.Shape.C), panels: panels,
		c: dst, ldc: uintptr(c.out.pixel) * 4,
		n: c.in.Shape.C, segments: c.segments, segmentB: uintptr(c.in.Shape.C*c.out.pixel) * 4,
		rows: rows * c.out.Shape.W, count: 1,
		bias: f.bias, add: f.add, floor: f.floor,
	}
	if c.in2 != nil { // in the same block of memory
		g.segmentA = uintptr(c.in2.at(picture, y*c.stride)) - uintptr(g.a)
	}
	if c.stride > 1 { // a product for each row
		g.count, g.rows = rows, c.out.Shape.W
		g.sa, g.sc = uintptr(c.stride*c.in.Shape.W*c.in.pixel)*4, uintptr(c.out.Shape.W)*g.ldc
	}
	g.run()
	if c.late() {
		c.sum(picture, y, rows, from*panel, panels*panel)
	}
}
