//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// pointwise is a 1×1 convolution: one matrix product over pixels. Of two
// concatenated inputs each has its own product, the second added to the first,
// so that the concatenation exists nowhere.
type pointwise struct {
	output
	in, in2           *value // in2 may be nil
	weights, weights2 []float32
	stride            int
	rows              int // output rows of a block
	threads           int
}

// blockPixels is how many pixels a block of a product has at least, if the map
// has so many.
const blockPixels = 64

func newPointwise(op *arch.Conv, p *infer.ConvParams, in, in2 *value, o output, threads int) *pointwise {
	c := &pointwise{output: o, in: in, in2: in2, stride: op.Stride, threads: threads}
	c.rows = (blockPixels + o.out.Shape.W - 1) / o.out.Shape.W
	c.weights = packPanels(in.Shape.C, op.OutC, func(k, o int) float32 { return p.Weight[o*op.InC+k] })
	if in2 != nil {
		c.weights2 = packPanels(in2.Shape.C, op.OutC, func(k, o int) float32 { return p.Weight[o*op.InC+in.Shape.C+k] })
	}
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
	g := product{c: dst, ldc: uintptr(c.out.pixel) * 4, panels: panels, bias: f.bias, floor: noFloor, count: 1, rows: rows * c.out.Shape.W}
	if c.stride > 1 { // a product for each row
		g.count, g.rows = rows, c.out.Shape.W
		g.sc = uintptr(c.out.Shape.W) * g.ldc
	}
	if c.in2 != nil {
		c.input(&g, c.in, c.weights, picture, y, from)
		g.run()
		g.accumulate = true
		c.input(&g, c.in2, c.weights2, picture, y, from)
	} else {
		c.input(&g, c.in, c.weights, picture, y, from)
	}
	g.add, g.floor = f.add, f.floor
	g.run()
	if c.late() {
		c.sum(picture, y, rows, from*panel, panels*panel)
	}
}

// input sets the product's A and B.
func (c *pointwise) input(g *product, in *value, weights []float32, picture, y, fromPanel int) {
	g.n = in.Shape.C
	g.a, g.lda = in.at(picture, y*c.stride), uintptr(in.pixel*c.stride)*4
	g.sa = uintptr(c.stride*in.Shape.W*in.pixel) * 4
	g.b = unsafe.Pointer(at(weights, fromPanel*panel*g.n))
}
