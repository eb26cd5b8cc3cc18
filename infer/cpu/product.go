//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import "unsafe"

// product is a row of count matrix products with what follows them in a
// convolution:
//
//	C = max(A·B + bias + Add, floor)
//
// A row of A lies in segments: n values each (channels of a pixel, or of the
// pixels under one row of a kernel), the next n a stride further. The part of B
// for each segment is packed by [packPanels]. C gets rows of panels·16 values.
// The kernel for one vector size is [tiles]. Strides are in bytes.
type product struct {
	a, b, c  unsafe.Pointer
	lda, ldc uintptr // from row to row
	rows     int
	panels   int

	n                  int // at least 1
	segments           int
	segmentA, segmentB uintptr // from segment to segment

	count  int     // products
	sa, sc uintptr // from product to product

	bias  unsafe.Pointer // panels·16 values
	add   unsafe.Pointer // laid out as C, not overlapping it; or nil
	floor float32        // 0 for ReLU, else noFloor
}

// run computes the products. Segments after the first begin with the sums that
// are in C already.
func (g *product) run() {
	floor := g.floor
	if g.add != nil {
		floor = noFloor
	}
	for i := range uintptr(g.count) {
		c := unsafe.Add(g.c, i*g.sc)
		start, lds := g.bias, uintptr(0)
		for s := range uintptr(g.segments) {
			f := noFloor
			if int(s) == g.segments-1 {
				f = floor
			}
			tiles(unsafe.Add(g.a, i*g.sa+s*g.segmentA), g.lda, unsafe.Add(g.b, s*g.segmentB), start, lds, c, g.ldc, g.rows, g.panels, g.n, f)
			start, lds = c, g.ldc
		}
		if g.add != nil {
			addRows(c, c, unsafe.Add(g.add, i*g.sc), g.ldc, g.rows, g.panels*panel/lanes, g.floor)
		}
	}
}

// addRows writes max(a + b, floor) to rows of n vectors of dst, which may be
// a. All three have the same stride between rows.
func addRows(dst, a, b unsafe.Pointer, stride uintptr, rows, n int, floor float32) {
	least := all(floor)
	for r := uintptr(0); r < uintptr(rows); r++ {
		for i := r * stride; i < r*stride+uintptr(n)*size; i += size {
			store(unsafe.Add(dst, i), 0, clamp(load(unsafe.Add(a, i), 0).Add(load(unsafe.Add(b, i), 0)), least))
		}
	}
	leave()
}

// packPanels brings the matrix of a product into the order in which the
// kernel reads it: panels of 16 output channels, in each the n rows. weight
// gives the value for input k and output o; outputs beyond outs are zero.
func packPanels(n, outs int, weight func(k, o int) float32) []float32 {
	b := alloc(padded(outs) * n)
	for o := range outs {
		for k := range n {
			b[packedAt(n, k, o)] = weight(k, o)
		}
	}
	return b
}

// packedAt is where the weight for input k, of n, and output o is packed.
func packedAt(n, k, o int) int { return (o/panel*n+k)*panel + o%panel }

// packSegments packs the parts of a matrix for segments of n inputs each.
func packSegments(segments, n, outs int, weight func(k, o int) float32) []float32 {
	b := alloc(segments * padded(outs) * n)
	for s := range segments {
		copy(b[s*padded(outs)*n:], packPanels(n, outs, func(k, o int) float32 { return weight(s*n+k, o) }))
	}
	return b
}
