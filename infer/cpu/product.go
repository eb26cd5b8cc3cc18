//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import "unsafe"

// product is a row of count matrix products with what follows them in a
// convolution:
//
//	C = max(A·B + start + Add, floor)
//
// A holds rows of n values (channels of a pixel, or of a row of pixels under
// the kernel), B is packed by [packPanels], C gets rows of panels·16 values.
// start is the bias, or what C holds already, or zero. The kernel for one
// vector size is [product.run]. Strides are in bytes.
type product struct {
	a, b, c  unsafe.Pointer
	lda, ldc uintptr // from row to row
	rows     int
	panels   int
	n        int

	count      int     // products
	sa, sb, sc uintptr // from product to product

	bias       unsafe.Pointer // panels·16 values, or nil
	accumulate bool           // start from what is in C; bias is not looked at
	add        unsafe.Pointer // laid out as C, not overlapping it; or nil
	floor      float32        // 0 for ReLU, else noFloor
}

// noFloor is below every activation.
const noFloor = -3.4e38

// packPanels brings the matrix of a product into the order in which the
// kernel reads it: panels of 16 output channels, in each the n rows. weight
// gives the value for input k and output o; outputs beyond outs are zero.
func packPanels(n, outs int, weight func(k, o int) float32) []float32 {
	b := alloc(padded(outs) * n)
	for o := range outs {
		for k := range n {
			b[(o/panel*n+k)*panel+o%panel] = weight(k, o)
		}
	}
	return b
}
