//go:build goexperiment.simd

package kernel

import (
	"simd/archsimd"
	"unsafe"
)

// goOuter is the plain form of OuterTiles. A tile has 4 rows and 16 columns of
// C: 8 accumulators.
func goOuter(a unsafe.Pointer, lda uintptr, b unsafe.Pointer, ldb uintptr, c unsafe.Pointer, ldc uintptr, rows, panels, t int) {
	type eight = *[8]float32
	for p := uintptr(0); p < uintptr(panels); p++ {
		for i := uintptr(0); i < uintptr(rows); i += 4 {
			to := unsafe.Add(c, i*ldc+p*Panel*4)
			c00, c01 := load(to, 0), load(to, Size)
			c10, c11 := load(to, ldc), load(to, ldc+Size)
			c20, c21 := load(to, 2*ldc), load(to, 2*ldc+Size)
			c30, c31 := load(to, 3*ldc), load(to, 3*ldc+Size)
			x, y := unsafe.Add(a, 4*i), unsafe.Add(b, p*Panel*4)
			for k := t; ; {
				b0 := archsimd.LoadFloat32x8Array(eight(y))
				b1 := archsimd.LoadFloat32x8Array(eight(unsafe.Add(y, Size)))
				s := archsimd.BroadcastFloat32x8(*(*float32)(x))
				c00 = s.MulAdd(b0, c00)
				c01 = s.MulAdd(b1, c01)
				s = archsimd.BroadcastFloat32x8(*(*float32)(unsafe.Add(x, 4)))
				c10 = s.MulAdd(b0, c10)
				c11 = s.MulAdd(b1, c11)
				s = archsimd.BroadcastFloat32x8(*(*float32)(unsafe.Add(x, 8)))
				c20 = s.MulAdd(b0, c20)
				c21 = s.MulAdd(b1, c21)
				s = archsimd.BroadcastFloat32x8(*(*float32)(unsafe.Add(x, 12)))
				c30 = s.MulAdd(b0, c30)
				c31 = s.MulAdd(b1, c31)
				if k--; k == 0 {
					break
				}
				x, y = unsafe.Add(x, lda), unsafe.Add(y, ldb)
			}
			store(to, 0, c00)
			store(to, Size, c01)
			store(to, ldc, c10)
			store(to, ldc+Size, c11)
			store(to, 2*ldc, c20)
			store(to, 2*ldc+Size, c21)
			store(to, 3*ldc, c30)
			store(to, 3*ldc+Size, c31)
		}
	}
	leave()
}
