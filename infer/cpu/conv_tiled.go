//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// tiledConv is a 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3): see
// winograd.go. A strip is a row of tiles of a picture, a block some strips
// whose tiles go through the 36 products together. Strips are counted through
// the whole batch.
type tiledConv struct {
	output
	in      *value
	weights []float32 // 36 matrices packed by packPanels
	across  int       // tiles of a strip
	down    int       // strips of a picture
	block   int       // strips of a block
	threads int
}

// blockTiles is how many tiles a block has at least if there are so many.
const blockTiles = 8

// tiled reports whether tiles pay: on tiny maps most of a tile would be padding.
func tiled(s arch.Shape) bool {
	tiles := ((s.H + 3) / 4) * ((s.W + 3) / 4)
	return 36*tiles*3/2 < 9*s.H*s.W
}

func newTiled(p *infer.ConvParams, in *value, o output, threads int) *tiledConv {
	inC, outC := in.Shape.C, o.out.Shape.C
	c := &tiledConv{output: o, in: in, threads: threads, across: (in.Shape.W + 3) / 4, down: (in.Shape.H + 3) / 4}
	c.block = max(1, min(blockTiles/c.across, c.down/threads))
	c.weights = kernel.Alloc(36 * inC * o.out.pixel)
	c.pack(p.Weight, inC, outC)
	return c
}

// pack transforms the kernels, [outC, inC, 3, 3], a vector of outputs at a time.
func (c *tiledConv) pack(weight []float32, inC, outC int) {
	kernels := kernel.Alloc(9 * kernel.Lanes)
	for out := 0; out < outC; out += kernel.Lanes {
		clear(kernels)
		for in := range inC {
			for l := range min(kernel.Lanes, outC-out) {
				for i, w := range weight[9*((out+l)*inC+in):][:9] {
					kernels[i*kernel.Lanes+l] = w
				}
			}
			kernel.TransformKernels(kernel.At(c.weights, kernel.PackedAt(inC, in, out)), uintptr(inC*c.out.pixel)*4, kernel.At(kernels, 0))
		}
	}
}

// strip is the length of one of the six transformed rows under a strip, with
// a pixel of padding on the left and what is missing to whole tiles on the
// right.
func (c *tiledConv) strip() int { return (4*c.across + 2) * c.in.pixel }

func (c *tiledConv) scratch() int {
	return c.in.Shape.W*c.in.pixel + 6*c.strip() + 36*c.block*c.across*(c.in.pixel+c.out.pixel)
}

// split is into how many blocks a batch falls, and the panels of each.
func (c *tiledConv) split(batch int) (blocks, panels int) {
	blocks = (batch*c.down + c.block - 1) / c.block
	all := c.out.pixel / kernel.Panel
	n := parts(blocks, c.threads, all)
	return blocks, (all + n - 1) / n
}

func (c *tiledConv) tasks(batch int) int {
	blocks, panels := c.split(batch)
	return blocks * ((c.out.pixel/kernel.Panel + panels - 1) / panels)
}

func (c *tiledConv) run(task, batch int, scratch []float32) {
	blocks, panels := c.split(batch)
	first := task % blocks * c.block
	strips := min(c.block, batch*c.down-first)
	count := strips * c.across
	fromPanel := task / blocks * panels
	panels = min(panels, c.out.pixel/kernel.Panel-fromPanel)
	channels := panels * kernel.Panel

	zeros := scratch[:c.in.Shape.W*c.in.pixel]
	clear(zeros)
	columns := scratch[len(zeros):]
	transformed := columns[6*c.strip():]
	products := transformed[36*count*c.in.pixel:]

	inRow, outRow := 6*count*c.in.pixel, 6*count*channels
	for s := range strips {
		c.transform(transformed, inRow, s, first+s, columns, zeros)
	}
	for m := range 36 {
		r, column := m/6, m%6
		kernel.PlainTiles(
			kernel.At(transformed, r*inRow+column*c.in.pixel), uintptr(6*c.in.pixel)*4,
			kernel.At(c.weights, (m*c.out.pixel+fromPanel*kernel.Panel)*c.in.Shape.C),
			kernel.At(products, r*outRow+column*channels), uintptr(6*channels)*4,
			count, channels/kernel.Panel, c.in.Shape.C)
	}
	kernel.OutputColumns(kernel.At(products, 0), uintptr(outRow)*4, outRow)
	for s := range strips {
		picture, y := (first+s)/c.down, (first+s)%c.down*4
		rows := min(4, c.out.Shape.H-y)
		for i := range rows {
			dst, f := c.finish(picture, y+i, fromPanel*kernel.Panel)
			kernel.OutputRows(dst, uintptr(c.out.pixel)*4, kernel.At(products, i*outRow+s*6*c.across*channels), c.out.Shape.W, channels, f.bias, f.add, f.floor)
		}
		if c.late() {
			c.sum(picture, y, rows, fromPanel*kernel.Panel, channels)
		}
	}
}

// transform fills strip s of a block with the strip number i of the batch.
func (c *tiledConv) transform(dst []float32, row, s, i int, columns, zeros []float32) {
	picture, y := i/c.down, i%c.down*4
	var rows [6]unsafe.Pointer
	for r := range rows {
		if y+r-1 < 0 || y+r-1 >= c.in.Shape.H {
			rows[r] = kernel.At(zeros, 0)
			continue
		}
		rows[r] = c.in.at(picture, y+r-1)
	}
	inside := len(zeros)
	for r := range rows {
		clear(columns[r*c.strip():][:c.in.pixel])
		clear(columns[r*c.strip()+c.in.pixel+inside : (r+1)*c.strip()])
	}
	kernel.InputColumns(kernel.At(columns, c.in.pixel), uintptr(c.strip())*4, rows[0], rows[1], rows[2], rows[3], rows[4], rows[5], inside)
	for r := range rows {
		kernel.InputRows(kernel.At(dst, r*row+s*6*c.across*c.in.pixel), kernel.At(columns, r*c.strip()), c.across, c.in.pixel)
	}
}
