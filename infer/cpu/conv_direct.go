//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// directConv is a convolution of any kernel and stride. The rows of the input
// under a block of output rows are copied with their padding; the pixels under
// one row of the kernel then lie side by side, a segment of a matrix product's
// row.
type directConv struct {
	output
	in             *value
	weights        []float32
	kernel, stride int
	pad            int
	rows           int // output rows of a block
	threads        int
}

func newDirect(op *arch.Conv, p *infer.ConvParams, in *value, o output, threads int) *directConv {
	c := &directConv{output: o, in: in, kernel: op.Kernel, stride: op.Stride, pad: op.Pad, threads: threads}
	c.rows = (blockPixels + o.out.Shape.W - 1) / o.out.Shape.W
	c.weights = kernel.PackSegments(op.Kernel, op.Kernel*op.InC, op.OutC, func(k, o int) float32 {
		tap, i := k/op.InC, k%op.InC
		return p.Weight[(o*op.InC+i)*op.Kernel*op.Kernel+tap]
	})
	return c
}

// row is the length of a padded row of the input, without padded channels.
func (c *directConv) row() int {
	return ((c.out.Shape.W-1)*c.stride + c.kernel) * c.in.Shape.C
}

func (c *directConv) scratch() int { return ((c.rows-1)*c.stride + c.kernel) * c.row() }

func (c *directConv) split(batch int) (blocks, panels int) {
	blocks = batch * ((c.out.Shape.H + c.rows - 1) / c.rows)
	all := c.out.pixel / kernel.Panel
	n := parts(blocks, c.threads, all)
	return blocks, (all + n - 1) / n
}

func (c *directConv) tasks(batch int) int {
	blocks, panels := c.split(batch)
	return blocks * ((c.out.pixel/kernel.Panel + panels - 1) / panels)
}

func (c *directConv) run(task, batch int, scratch []float32) {
	blocks, panels := c.split(batch)
	down := blocks / batch
	picture, y := task%blocks/down, task%blocks%down*c.rows
	rows := min(c.rows, c.out.Shape.H-y)
	from := task / blocks * panels
	panels = min(panels, c.out.pixel/kernel.Panel-from)

	for i := range (rows-1)*c.stride + c.kernel {
		c.padRow(scratch[i*c.row():][:c.row()], picture, y*c.stride-c.pad+i)
	}
	dst, f := c.finish(picture, y, from*kernel.Panel)
	n := c.kernel * c.in.Shape.C
	g := kernel.Product{
		A: kernel.At(scratch, 0), LDA: uintptr(c.stride*c.in.Shape.C) * 4,
		B: kernel.At(c.weights, from*kernel.Panel*n), Panels: panels,
		C: dst, LDC: uintptr(c.out.pixel) * 4,
		N: n, Segments: c.kernel, SegmentA: uintptr(c.row()) * 4, SegmentB: uintptr(n*c.out.pixel) * 4,
		Rows: c.out.Shape.W, Count: rows, StrideA: uintptr(c.stride*c.row()) * 4, StrideC: uintptr(c.out.Shape.W*c.out.pixel) * 4,
		Bias: f.bias, Add: f.add, Floor: f.floor,
	}
	g.Run()
	if c.late() {
		c.sum(picture, y, rows, from*kernel.Panel, panels*kernel.Panel)
	}
}

// padRow copies row y of a picture, which may be outside of it.
func (c *directConv) padRow(dst []float32, picture, y int) {
	clear(dst)
	if y < 0 || y >= c.in.Shape.H {
		return
	}
	n := c.in.Shape.C
	src := c.in.data[picture*c.in.picture+y*c.in.Shape.W*c.in.pixel:]
	if n == c.in.pixel {
		copy(dst[c.pad*n:], src[:c.in.Shape.W*n])
		return
	}
	for x := range c.in.Shape.W {
		at := (x + c.pad) * n
		if at >= len(dst) { // a column that no tap of the kernel meets
			return
		}
		copy(dst[at:at+n], src[x*c.in.pixel:][:n])
	}
}
