//go:build goexperiment.simd

package kernel

import (
	"simd/archsimd"
	"unsafe"

	"regnetlens/infer/internal/kernel/asm"
)

// Tiles computes C = max(start + A·B, floor) for one segment: see [product].
// Row r of start begins at start + r·lds; start may be nil for zeros. A tile
// has 4 rows and 16 columns: 8 accumulators, as many as two FMA units of
// latency 4 need. Beyond the last row the last one is computed again. The calls
// are spelled out, since each inlined helper would leave a NOP in the loop.
func Tiles(a unsafe.Pointer, lda uintptr, b, start unsafe.Pointer, lds uintptr, c unsafe.Pointer, ldc uintptr, rows, panels, n int, floor float32) {
	type pair = [8]float32
	least := archsimd.BroadcastFloat32x8(floor)
	for p := uintptr(0); p < uintptr(panels); p++ {
		column := p * Panel * 4
		for row := 0; row < rows; row += 4 {
			r0, r1 := uintptr(row), uintptr(min(row+1, rows-1))
			r2, r3 := uintptr(min(row+2, rows-1)), uintptr(min(row+3, rows-1))

			var c00, c01, c10, c11, c20, c21, c30, c31 vec
			if start != nil {
				from := unsafe.Add(start, column)
				c00, c01 = load(from, r0*lds), load(from, r0*lds+Size)
				c10, c11 = load(from, r1*lds), load(from, r1*lds+Size)
				c20, c21 = load(from, r2*lds), load(from, r2*lds+Size)
				c30, c31 = load(from, r3*lds), load(from, r3*lds+Size)
			}

			a0, a1 := unsafe.Add(a, r0*lda), unsafe.Add(a, r1*lda)
			a2, a3 := unsafe.Add(a, r2*lda), unsafe.Add(a, r3*lda)
			next := unsafe.Add(b, p*uintptr(n)*Panel*4)
			for k := n; ; {
				b0 := archsimd.LoadFloat32x8Array((*pair)(next))
				b1 := archsimd.LoadFloat32x8Array((*pair)(unsafe.Add(next, Size)))
				s := archsimd.BroadcastFloat32x8(*(*float32)(a0))
				c00 = s.MulAdd(b0, c00)
				c01 = s.MulAdd(b1, c01)
				s = archsimd.BroadcastFloat32x8(*(*float32)(a1))
				c10 = s.MulAdd(b0, c10)
				c11 = s.MulAdd(b1, c11)
				s = archsimd.BroadcastFloat32x8(*(*float32)(a2))
				c20 = s.MulAdd(b0, c20)
				c21 = s.MulAdd(b1, c21)
				s = archsimd.BroadcastFloat32x8(*(*float32)(a3))
				c30 = s.MulAdd(b0, c30)
				c31 = s.MulAdd(b1, c31)
				a0, a1, a2, a3 = unsafe.Add(a0, 4), unsafe.Add(a1, 4), unsafe.Add(a2, 4), unsafe.Add(a3, 4)
				next = unsafe.Add(next, Panel*4)
				if k--; k == 0 {
					break
				}
			}

			to := unsafe.Add(c, column)
			store(to, r0*ldc, clamp(c00, least))
			store(to, r0*ldc+Size, clamp(c01, least))
			store(to, r1*ldc, clamp(c10, least))
			store(to, r1*ldc+Size, clamp(c11, least))
			store(to, r2*ldc, clamp(c20, least))
			store(to, r2*ldc+Size, clamp(c21, least))
			store(to, r3*ldc, clamp(c30, least))
			store(to, r3*ldc+Size, clamp(c31, least))
		}
	}
	leave()
}

// goTiles computes C = A·B: the plain form of the products in package asm.
func goTiles(a unsafe.Pointer, lda uintptr, b, c unsafe.Pointer, ldc uintptr, rows, panels, n int) {
	Tiles(a, lda, b, nil, 0, c, ldc, rows, panels, n, NoFloor)
}

// hasAVX512 reports whether the processor has the instructions of asm's wide
// forms.
var hasAVX512 = archsimd.X86.AVX512()

func init() { UseWide(hasAVX512) }

// choose is one of two forms of a kernel.
func choose[F any](yes bool, wide, narrow F) F {
	if yes {
		return wide
	}
	return narrow
}

// PlainTiles computes C = A·B, in the widest tiles that fit. Each value is a
// sum in the same order in all of them, so the result is the same to the bit.
func PlainTiles(a unsafe.Pointer, lda uintptr, b, c unsafe.Pointer, ldc uintptr, rows, panels, n int) {
	done := 0
	if most := rows &^ 7; hasAVX512 && most > 0 {
		asm.TilesAVX512((*float32)(a), lda, (*float32)(b), (*float32)(c), ldc, most, panels, n)
		done = most
	}
	if most := (rows - done) &^ 3; most > 0 {
		from, to := unsafe.Add(a, uintptr(done)*lda), unsafe.Add(c, uintptr(done)*ldc)
		asm.TilesAVX2((*float32)(from), lda, (*float32)(b), (*float32)(to), ldc, most, panels, n)
		done += most
	}
	if done < rows {
		goTiles(unsafe.Add(a, uintptr(done)*lda), lda, b, unsafe.Add(c, uintptr(done)*ldc), ldc, rows-done, panels, n)
	}
}

// OuterTiles adds Aᵀ·B to C: A has t rows of rows values, a multiple of four, B
// t rows of 16·panels values. Strides are in bytes. It is the product of weight
// gradients.
func OuterTiles(a unsafe.Pointer, lda uintptr, b unsafe.Pointer, ldb uintptr, c unsafe.Pointer, ldc uintptr, rows, panels, t int) {
	done := 0
	if most := rows &^ 15; hasAVX512 && most > 0 {
		asm.OuterAVX512((*float32)(a), lda, (*float32)(b), ldb, (*float32)(c), ldc, most, panels, t)
		done = most
	}
	if done < rows {
		from, to := unsafe.Add(a, 4*done), unsafe.Add(c, uintptr(done)*ldc)
		asm.OuterAVX2((*float32)(from), lda, (*float32)(b), ldb, (*float32)(to), ldc, rows-done, panels, t)
	}
}
