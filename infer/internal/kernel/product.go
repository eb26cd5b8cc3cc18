//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// Product is a row of count matrix products with what follows them in a
// convolution:
//
//	C = max(A·B + bias + Add, floor)
//
// A row of A lies in segments: n values each (channels of a pixel, or of the
// pixels under one row of a kernel), the next n a stride further. The part of B
// for each segment is packed by [PackPanels]. C gets rows of panels·16 values.
// The kernel for one vector size is [tiles]. Strides are in bytes.
type Product struct {
	A, B, C  unsafe.Pointer
	LDA, LDC uintptr // from row to row
	Rows     int
	Panels   int

	N                  int // at least 1
	Segments           int
	SegmentA, SegmentB uintptr // from segment to segment

	Count            int     // products
	StrideA, StrideC uintptr // from product to product

	Bias  unsafe.Pointer // panels·16 values
	Add   unsafe.Pointer // laid out as C, not overlapping it; or nil
	Floor float32        // 0 for ReLU, else NoFloor
}

// Run computes the products. Segments after the first begin with the sums that
// are in C already.
func (g *Product) Run() {
	floor := g.Floor
	if g.Add != nil {
		floor = NoFloor
	}
	for i := range uintptr(g.Count) {
		c := unsafe.Add(g.C, i*g.StrideC)
		start, lds := g.Bias, uintptr(0)
		for s := range uintptr(g.Segments) {
			f := NoFloor
			if int(s) == g.Segments-1 {
				f = floor
			}
			Tiles(unsafe.Add(g.A, i*g.StrideA+s*g.SegmentA), g.LDA, unsafe.Add(g.B, s*g.SegmentB), start, lds, c, g.LDC, g.Rows, g.Panels, g.N, f)
			start, lds = c, g.LDC
		}
		if g.Add != nil {
			AddRows(c, c, unsafe.Add(g.Add, i*g.StrideC), g.LDC, g.Rows, g.Panels*Panel, g.Floor)
		}
	}
}

// PackPanels brings the matrix of a product into the order in which the
// kernel reads it: panels of 16 output channels, in each the n rows. weight
// gives the value for input k and output o; outputs beyond outs are zero.
func PackPanels(n, outs int, weight func(k, o int) float32) []float32 {
	b := Alloc(Padded(outs) * n)
	for o := range outs {
		for k := range n {
			b[PackedAt(n, k, o)] = weight(k, o)
		}
	}
	return b
}

// PackedAt is where the weight for input k, of n, and output o is packed.
func PackedAt(n, k, o int) int { return (o/Panel*n+k)*Panel + o%Panel }

// PackSegments packs the parts of a matrix for segments of n inputs each.
func PackSegments(segments, n, outs int, weight func(k, o int) float32) []float32 {
	b := Alloc(segments * Padded(outs) * n)
	for s := range segments {
		copy(b[s*Padded(outs)*n:], PackPanels(n, outs, func(k, o int) float32 { return weight(s*n+k, o) }))
	}
	return b
}
