//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// MulTiles computes C = A·B, a matrix product of training.
func MulTiles(a unsafe.Pointer, lda uintptr, b, c unsafe.Pointer, ldc uintptr, rows, panels, n int) {
	PlainTiles(a, lda, b, c, ldc, rows, panels, n)
}
