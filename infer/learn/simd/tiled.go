//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// blockPixels is how many pixels the pictures of a block have together, if one
// has not more: the block then stays in the second-level cache from the
// input's transform to the output.
const blockPixels = 512

// tiled is a 3×3 convolution of stride 1 by Winograd's F(4×4, 3×3), both ways:
// see kernel/winograd.go and kernel/winograd_grad.go. A strip is a row of tiles
// of a picture; the tiles of a block of pictures go through the 36 products
// together.
type tiled struct {
	*conv
	in           operand
	c, k         int // channels, padded
	h, w         int
	across, down int // tiles
	pictures     int // of a block

	forwardU  []float32 // 36 matrices, packed, c → k
	backwardU []float32 // the same k → c
	zeros     []float32 // a bias of none
}

// fitsTiles reports whether tiles pay: on tiny maps most of a tile would be
// padding.
func fitsTiles(op *arch.Conv, s arch.Shape) bool {
	tiles := ((s.H + 3) / 4) * ((s.W + 3) / 4)
	return op.Kernel == 3 && op.Stride == 1 && op.In2 == arch.None && s.C > 3 && 36*tiles*3/2 < 9*s.H*s.W
}

func (b *builder) newTiled(c *conv, in operand) *tiled {
	t := &tiled{conv: c, in: in, c: kernel.Padded(in.shape.C), k: c.z.channels, h: in.shape.H, w: in.shape.W}
	t.across, t.down = (t.w+3)/4, (t.h+3)/4
	t.pictures = max(1, blockPixels/(t.h*t.w))
	t.forwardU, t.backwardU = b.floats(36*t.c*t.k), b.floats(36*t.c*t.k)
	t.zeros = b.floats(max(t.c, t.k))
	return t
}

// border is the length of a row of a picture with a pixel of padding on the
// left and what is missing to whole tiles and one more on the right.
func (t *tiled) border() int { return (4*t.across + 2) * t.c }

// tiledScratch is a thread's memory for a block.
type tiledScratch struct {
	act      []float32 // pictures with their border
	columns  []float32 // six rows
	v, d, p  []float32 // transformed input, transformed gradient, products
	dz, row  []float32 // four rows and one
	products []float32 // 36 sums of V ⊙ D
}

func (t *tiled) carve(cut *carver) tiledScratch {
	most := max(t.c, t.k)
	tiles := t.pictures * t.across * t.down
	return tiledScratch{
		act:      cut.take(t.pictures * (4*t.down + 2) * t.border()),
		columns:  cut.take(6 * (4*t.across + 2) * most),
		v:        cut.take(36 * tiles * t.c),
		d:        cut.take(36 * tiles * t.k),
		p:        cut.take(36 * tiles * most),
		dz:       cut.take(16 * t.across * t.k),
		row:      cut.take(4 * t.across * t.c),
		products: cut.take(36 * t.c * t.k),
	}
}

func (t *tiled) measure(cut *carver) { t.carve(cut) }

func (t *tiled) forwardTasks(pictures int) int { return (pictures + t.pictures - 1) / t.pictures }

func (t *tiled) forward(task, pictures int, scratch []float32) {
	k := t.carve(&carver{data: scratch})
	first := task * t.pictures
	count := min(t.pictures, pictures-first)
	tiles := count * t.across * t.down
	for j := range count {
		act := kernel.At(k.act, 0)
		t.bordered(act, first+j, true)
		t.transform(k.v, act, j, tiles, k.columns)
	}
	t.products(k.p, k.v, t.forwardU, t.c, t.k, tiles)
	row := 6 * tiles * t.k
	kernel.OutputColumns(kernel.At(k.p, 0), uintptr(row)*4, row)
	for j := range count {
		for y := range t.h {
			dst := t.z.at(first+j, y)
			from := kernel.At(k.p, y%4*row+(j*t.down+y/4)*6*t.across*t.k)
			kernel.OutputRows(dst, t.z.pixel(), from, t.w, t.k, kernel.At(t.zeros, 0), nil, kernel.NoFloor)
			t.norm.count(first+j, y, dst, t.w)
		}
	}
}

// bordered writes a picture of the input with its border of zeros.
func (t *tiled) bordered(act unsafe.Pointer, picture int, forward bool) {
	line := t.border()
	full := floats(act, (4*t.down+2)*line)
	clear(full[:line])
	clear(full[(t.h+1)*line:])
	for y := range t.h {
		row := full[(y+1)*line:][:line]
		clear(row[:t.c])
		clear(row[(t.w+1)*t.c:])
		t.in.rows(forward, kernel.At(row, t.c), uintptr(t.c)*4, picture, y, 1)
	}
}

// transform makes V of picture j of a block.
func (t *tiled) transform(v []float32, act unsafe.Pointer, j, tiles int, columns []float32) {
	line := t.border()
	l := uintptr(line) * 4
	row := 6 * tiles * t.c
	for s := range t.down {
		p := unsafe.Add(act, uintptr(4*s)*l)
		kernel.InputColumns(kernel.At(columns, 0), l, p, unsafe.Add(p, l), unsafe.Add(p, 2*l), unsafe.Add(p, 3*l), unsafe.Add(p, 4*l), unsafe.Add(p, 5*l), line)
		for r := range 6 {
			kernel.InputRows(kernel.At(v, r*row+(j*t.down+s)*6*t.across*t.c), kernel.At(columns, r*line), t.across, t.c)
		}
	}
}

// products makes P = V·U for all 36, from c channels to k.
func (t *tiled) products(p, v, u []float32, c, k, tiles int) {
	for m := range 36 {
		r, column := m/6, m%6
		kernel.PlainTiles(kernel.At(v, r*6*tiles*c+column*c), uintptr(6*c)*4, kernel.At(u, m*c*k),
			kernel.At(p, r*6*tiles*k+column*k), uintptr(6*k)*4, tiles, k/kernel.Panel, c)
	}
}

func (t *tiled) backward(chunk, pictures int, scratch []float32) {
	k := t.carve(&carver{data: scratch})
	clear(k.products)
	from, to := chunkOf(chunk, pictures)
	for first := from; first < to; first += t.pictures {
		t.backwardBlock(&k, first, min(t.pictures, to-first))
	}
	kernel.KernelGrads(kernel.At(t.chunkGrad(chunk), 0), kernel.At(k.products, 0), uintptr(t.c*t.k)*4, t.c*t.k)
}

func (t *tiled) backwardBlock(k *tiledScratch, first, count int) {
	tiles := count * t.across * t.down
	size := (4*t.down + 2) * t.border()
	for j := range count {
		act := kernel.At(k.act, j*size)
		t.bordered(act, first+j, false)
		t.transform(k.v, act, j, tiles, k.columns)
		t.transformGrad(k, first+j, j, tiles)
	}
	for m := range 36 {
		r, column := m/6, m%6
		kernel.OuterTiles(kernel.At(k.v, r*6*tiles*t.c+column*t.c), uintptr(6*t.c)*4, kernel.At(k.d, r*6*tiles*t.k+column*t.k), uintptr(6*t.k)*4,
			kernel.At(k.products, m*t.c*t.k), uintptr(t.k)*4, t.c, t.k/kernel.Panel, tiles)
	}
	if !t.in.wanted {
		return
	}
	t.products(k.p, k.d, t.backwardU, t.k, t.c, tiles)
	kernel.AdjointColumns(kernel.At(k.p, 0), uintptr(6*tiles*t.c)*4, 6*tiles*t.c)
	pitch := uintptr(t.c) * 4
	for j := range count {
		t.in.begin(first + j)
		for y := range t.h {
			s1, s2 := t.adjointRows(k.p, j, y, tiles)
			kernel.AdjointRow(kernel.At(k.row, 0), s1, s2, t.across, t.c)
			t.in.give(first+j, y, 1, kernel.At(k.row, 0), pitch, kernel.At(k.act, j*size+(y+1)*t.border()+t.c), pitch)
		}
	}
}

// transformGrad makes D of picture j of a block. What is missing to whole tiles
// is zero.
func (t *tiled) transformGrad(k *tiledScratch, picture, j, tiles int) {
	line := 4 * t.across * t.k
	row := 6 * tiles * t.k
	for s := range t.down {
		rows := min(4, t.h-4*s)
		if t.w%4 == 0 {
			t.out.before(kernel.At(k.dz, 0), picture, 4*s, rows)
		} else {
			for i := range rows {
				t.out.before(kernel.At(k.dz, i*line), picture, 4*s+i, 1)
				clear(k.dz[i*line+t.w*t.k : (i+1)*line])
			}
		}
		clear(k.dz[rows*line:])
		kernel.GradColumns(kernel.At(k.columns, 0), uintptr(line)*4, kernel.At(k.dz, 0), uintptr(line)*4, line)
		for r := range 6 {
			kernel.GradRows(kernel.At(k.d, r*row+(j*t.down+s)*6*t.across*t.k), kernel.At(k.columns, r*line), t.across, t.k)
		}
	}
}

// adjointRows are the rows of products that make row y of picture j.
func (t *tiled) adjointRows(p []float32, j, y, tiles int) (src, src2 unsafe.Pointer) {
	row := 6 * tiles * t.c
	strip := 6 * t.across * t.c
	at := (j*t.down + y/4) * strip
	src = kernel.At(p, (y%4+1)*row+at)
	switch {
	case y%4 == 3 && y/4+1 < t.down:
		src2 = kernel.At(p, at+strip)
	case y%4 == 0 && y > 0:
		src2 = kernel.At(p, 5*row+at-strip)
	}
	return src, src2
}

func (t *tiled) finishBackward(pictures int) { t.in.finish(pictures) }

// repack transforms changed kernels, for both ways.
func (t *tiled) repack() {
	c, k, w := t.c, t.k, t.weights.Value
	u, g := t.packing[:36*kernel.Lanes], t.packing[36*kernel.Lanes:]
	for i := range c {
		for o := 0; o < k; o += kernel.Lanes {
			for tap := range 9 {
				copy(g[tap*kernel.Lanes:][:kernel.Lanes], w[(tap*c+i)*k+o:])
			}
			kernel.TransformKernels(kernel.At(u, 0), kernel.Size, kernel.At(g, 0))
			for m := range 36 {
				from := u[m*kernel.Lanes:][:kernel.Lanes]
				copy(t.forwardU[m*c*k+kernel.PackedAt(c, i, o):], from)
				for l, x := range from {
					t.backwardU[m*c*k+kernel.PackedAt(k, o+l, i)] = x
				}
			}
		}
	}
}
