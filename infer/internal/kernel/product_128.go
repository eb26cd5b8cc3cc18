//go:build goexperiment.simd && (arm64 || wasm)

package kernel

import "unsafe"

// The tiles here have 2 rows and 16 columns: 8 accumulators of the 16 vector
// registers that Go gives a WebAssembly function. Two things halve the speed
// there, so measure before changing anything. A call anywhere in the function,
// if only that of a nil check or a failing bounds check: hence plain arguments
// instead of a struct, and pointers made by unsafe.Add, which the compiler
// knows not to be nil. And a longer body of the inner loop: V8 moves the loads
// of a block to its top and then has to spill.

// Tiles computes C = max(start + A·B, floor) for one segment: see [product].
// Row r of start begins at start + r·lds. Beyond the last row of an odd number
// the last one is computed again.
func Tiles(a unsafe.Pointer, lda uintptr, b, start unsafe.Pointer, lds uintptr, c unsafe.Pointer, ldc uintptr, rows, panels, n int, floor float32) {
	for p := uintptr(0); p < uintptr(panels); p++ {
		for row := 0; row < rows; row += 2 {
			r0, r1 := uintptr(row), uintptr(min(row+1, rows-1))
			from := unsafe.Add(start, p*Panel*4+r0*lds)
			c00, c01, c02, c03 := load(from, 0), load(from, Size), load(from, 2*Size), load(from, 3*Size)
			from = unsafe.Add(start, p*Panel*4+r1*lds)
			c10, c11, c12, c13 := load(from, 0), load(from, Size), load(from, 2*Size), load(from, 3*Size)

			a0, a1 := unsafe.Add(a, r0*lda), unsafe.Add(a, r1*lda)
			next := unsafe.Add(b, p*uintptr(n)*Panel*4)
			for k := n; ; {
				s0, s1 := splat(a0, 0), splat(a1, 0)
				v := load(next, 0)
				c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
				v = load(next, Size)
				c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
				v = load(next, 2*Size)
				c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
				v = load(next, 3*Size)
				c03, c13 = fma(s0, v, c03), fma(s1, v, c13)
				a0, a1, next = unsafe.Add(a0, 4), unsafe.Add(a1, 4), unsafe.Add(next, Panel*4)
				if k--; k == 0 {
					break
				}
			}

			least := all(floor)
			to := unsafe.Add(c, p*Panel*4+r0*ldc)
			store(to, 0, clamp(c00, least))
			store(to, Size, clamp(c01, least))
			store(to, 2*Size, clamp(c02, least))
			store(to, 3*Size, clamp(c03, least))
			to = unsafe.Add(c, p*Panel*4+r1*ldc)
			store(to, 0, clamp(c10, least))
			store(to, Size, clamp(c11, least))
			store(to, 2*Size, clamp(c12, least))
			store(to, 3*Size, clamp(c13, least))
		}
	}
}

// PlainTiles computes C = A·B: tiles without what Winograd's short products
// would pay for and not use.
func PlainTiles(a unsafe.Pointer, lda uintptr, b, c unsafe.Pointer, ldc uintptr, rows, panels, n int) {
	for p := uintptr(0); p < uintptr(panels); p++ {
		for row := 0; row < rows; row += 2 {
			r0, r1 := uintptr(row), uintptr(min(row+1, rows-1))
			a0, a1 := unsafe.Add(a, r0*lda), unsafe.Add(a, r1*lda)
			next := unsafe.Add(b, p*uintptr(n)*Panel*4)
			var c00, c01, c02, c03, c10, c11, c12, c13 vec
			for k := n; ; {
				s0, s1 := splat(a0, 0), splat(a1, 0)
				v := load(next, 0)
				c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
				v = load(next, Size)
				c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
				v = load(next, 2*Size)
				c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
				v = load(next, 3*Size)
				c03, c13 = fma(s0, v, c03), fma(s1, v, c13)
				a0, a1, next = unsafe.Add(a0, 4), unsafe.Add(a1, 4), unsafe.Add(next, Panel*4)
				if k--; k == 0 {
					break
				}
			}

			to := unsafe.Add(c, p*Panel*4+r0*ldc)
			store(to, 0, c00)
			store(to, Size, c01)
			store(to, 2*Size, c02)
			store(to, 3*Size, c03)
			to = unsafe.Add(c, p*Panel*4+r1*ldc)
			store(to, 0, c10)
			store(to, Size, c11)
			store(to, 2*Size, c12)
			store(to, 3*Size, c13)
		}
	}
}
