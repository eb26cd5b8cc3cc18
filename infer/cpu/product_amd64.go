//go:build goexperiment.simd

package cpu

import (
	"simd/archsimd"
	"unsafe"
)

// run computes tiles of 4 rows and 16 columns: 8 accumulators, as many as two
// FMA units of latency 4 need. The calls are spelled out, since each inlined
// helper would leave a NOP in the loop.
func (g *product) run() {
	type pair = [8]float32
	last, n := g.rows-1, g.n
	floor := archsimd.BroadcastFloat32x8(g.floor)
	for i := range g.count {
		a := unsafe.Add(g.a, uintptr(i)*g.sa)
		for p := range g.panels {
			panelB := unsafe.Add(g.b, uintptr(i)*g.sb+uintptr(p*n)*panel*4)
			column := uintptr(i)*g.sc + uintptr(p)*panel*4
			for row := 0; row <= last; row += 4 {
				// Beyond the last row the last one is computed again.
				r0, r1, r2, r3 := uintptr(row), uintptr(min(row+1, last)), uintptr(min(row+2, last)), uintptr(min(row+3, last))
				o0, o1, o2, o3 := column+r0*g.ldc, column+r1*g.ldc, column+r2*g.ldc, column+r3*g.ldc

				var c00, c01, c10, c11, c20, c21, c30, c31 vec
				if g.accumulate {
					c00, c01 = load(g.c, o0), load(g.c, o0+size)
					c10, c11 = load(g.c, o1), load(g.c, o1+size)
					c20, c21 = load(g.c, o2), load(g.c, o2+size)
					c30, c31 = load(g.c, o3), load(g.c, o3+size)
				} else if g.bias != nil {
					c00, c01 = load(g.bias, uintptr(p)*panel*4), load(g.bias, uintptr(p)*panel*4+size)
					c10, c11, c20, c21, c30, c31 = c00, c01, c00, c01, c00, c01
				}

				a0, a1 := unsafe.Add(a, r0*g.lda), unsafe.Add(a, r1*g.lda)
				a2, a3 := unsafe.Add(a, r2*g.lda), unsafe.Add(a, r3*g.lda)
				b := panelB
				for k := n; k > 0; k-- {
					b0 := archsimd.LoadFloat32x8Array((*pair)(b))
					b1 := archsimd.LoadFloat32x8Array((*pair)(unsafe.Add(b, size)))
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
					b = unsafe.Add(b, panel*4)
				}

				if g.add != nil {
					c00, c01 = c00.Add(load(g.add, o0)), c01.Add(load(g.add, o0+size))
					c10, c11 = c10.Add(load(g.add, o1)), c11.Add(load(g.add, o1+size))
					c20, c21 = c20.Add(load(g.add, o2)), c21.Add(load(g.add, o2+size))
					c30, c31 = c30.Add(load(g.add, o3)), c31.Add(load(g.add, o3+size))
				}
				store(g.c, o0, c00.Max(floor))
				store(g.c, o0+size, c01.Max(floor))
				store(g.c, o1, c10.Max(floor))
				store(g.c, o1+size, c11.Max(floor))
				store(g.c, o2, c20.Max(floor))
				store(g.c, o2+size, c21.Max(floor))
				store(g.c, o3, c30.Max(floor))
				store(g.c, o3+size, c31.Max(floor))
			}
		}
	}
}
