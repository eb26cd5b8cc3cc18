//go:build goexperiment.simd && (arm64 || wasm)

package kernel

import "unsafe"

// OuterTiles adds Aᵀ·B to C: A has t rows of rows values, a multiple of four, B
// t rows of 16·panels values. Strides are in bytes. It is the product of weight
// gradients. A tile has 2 rows and 16 columns of C: 8 accumulators.
func OuterTiles(a unsafe.Pointer, lda uintptr, b unsafe.Pointer, ldb uintptr, c unsafe.Pointer, ldc uintptr, rows, panels, t int) {
	for p := uintptr(0); p < uintptr(panels); p++ {
		for i := uintptr(0); i < uintptr(rows); i += 2 {
			to := unsafe.Add(c, i*ldc+p*Panel*4)
			to1 := unsafe.Add(to, ldc)
			c00, c01, c02, c03 := load(to, 0), load(to, Size), load(to, 2*Size), load(to, 3*Size)
			c10, c11, c12, c13 := load(to1, 0), load(to1, Size), load(to1, 2*Size), load(to1, 3*Size)
			x, y := unsafe.Add(a, 4*i), unsafe.Add(b, p*Panel*4)
			for k := t; ; {
				s0, s1 := splat(x, 0), splat(x, 4)
				v := load(y, 0)
				c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
				v = load(y, Size)
				c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
				v = load(y, 2*Size)
				c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
				v = load(y, 3*Size)
				c03, c13 = fma(s0, v, c03), fma(s1, v, c13)
				if k--; k == 0 {
					break
				}
				x, y = unsafe.Add(x, lda), unsafe.Add(y, ldb)
			}
			store(to, 0, c00)
			store(to, Size, c01)
			store(to, 2*Size, c02)
			store(to, 3*Size, c03)
			store(to1, 0, c10)
			store(to1, Size, c11)
			store(to1, 2*Size, c12)
			store(to1, 3*Size, c13)
		}
	}
}
