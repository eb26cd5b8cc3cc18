//go:build goexperiment.simd && (arm64 || wasm)

package cpu

import "unsafe"

// run computes tiles of 2 rows and 16 columns: 8 accumulators. Go gives a
// WebAssembly function 16 vector registers, and a loop's turn costs a jump
// through a table there: hence four steps in one turn.
func (g *product) run() {
	last, n := g.rows-1, g.n
	for i := range g.count {
		a := unsafe.Add(g.a, uintptr(i)*g.sa)
		for p := range g.panels {
			panelB := unsafe.Add(g.b, uintptr(i)*g.sb+uintptr(p*n)*panel*4)
			column := uintptr(i)*g.sc + uintptr(p)*panel*4
			for row := 0; row <= last; row += 2 {
				// Beyond the last row the last one is computed again.
				r0, r1 := uintptr(row), uintptr(min(row+1, last))
				out0, out1 := unsafe.Add(g.c, column+r0*g.ldc), unsafe.Add(g.c, column+r1*g.ldc)

				var c00, c01, c02, c03, c10, c11, c12, c13 vec
				if g.accumulate {
					c00, c01, c02, c03 = load(out0, 0), load(out0, size), load(out0, 2*size), load(out0, 3*size)
					c10, c11, c12, c13 = load(out1, 0), load(out1, size), load(out1, 2*size), load(out1, 3*size)
				} else if g.bias != nil {
					bias := unsafe.Add(g.bias, p*panel*4)
					c00, c01, c02, c03 = load(bias, 0), load(bias, size), load(bias, 2*size), load(bias, 3*size)
					c10, c11, c12, c13 = c00, c01, c02, c03
				}

				a0, a1, b := unsafe.Add(a, r0*g.lda), unsafe.Add(a, r1*g.lda), panelB
				var s0, s1, v vec
				k := n
				for ; k >= 4; k -= 4 {
					s0, s1 = splat(a0, 0), splat(a1, 0)
					v = load(b, 0)
					c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
					v = load(b, 1*size)
					c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
					v = load(b, 2*size)
					c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
					v = load(b, 3*size)
					c03, c13 = fma(s0, v, c03), fma(s1, v, c13)

					s0, s1 = splat(a0, 1*4), splat(a1, 1*4)
					v = load(b, 1*panel*4)
					c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
					v = load(b, 1*panel*4+1*size)
					c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
					v = load(b, 1*panel*4+2*size)
					c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
					v = load(b, 1*panel*4+3*size)
					c03, c13 = fma(s0, v, c03), fma(s1, v, c13)

					s0, s1 = splat(a0, 2*4), splat(a1, 2*4)
					v = load(b, 2*panel*4)
					c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
					v = load(b, 2*panel*4+1*size)
					c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
					v = load(b, 2*panel*4+2*size)
					c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
					v = load(b, 2*panel*4+3*size)
					c03, c13 = fma(s0, v, c03), fma(s1, v, c13)

					s0, s1 = splat(a0, 3*4), splat(a1, 3*4)
					v = load(b, 3*panel*4)
					c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
					v = load(b, 3*panel*4+1*size)
					c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
					v = load(b, 3*panel*4+2*size)
					c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
					v = load(b, 3*panel*4+3*size)
					c03, c13 = fma(s0, v, c03), fma(s1, v, c13)

					a0, a1, b = unsafe.Add(a0, 4*4), unsafe.Add(a1, 4*4), unsafe.Add(b, 4*panel*4)
				}
				for ; k > 0; k-- {
					s0, s1 = splat(a0, 0), splat(a1, 0)
					v = load(b, 0)
					c00, c10 = fma(s0, v, c00), fma(s1, v, c10)
					v = load(b, 1*size)
					c01, c11 = fma(s0, v, c01), fma(s1, v, c11)
					v = load(b, 2*size)
					c02, c12 = fma(s0, v, c02), fma(s1, v, c12)
					v = load(b, 3*size)
					c03, c13 = fma(s0, v, c03), fma(s1, v, c13)
					a0, a1, b = unsafe.Add(a0, 4), unsafe.Add(a1, 4), unsafe.Add(b, panel*4)
				}

				if g.add != nil {
					add0, add1 := unsafe.Add(g.add, column+r0*g.ldc), unsafe.Add(g.add, column+r1*g.ldc)
					c00, c01, c02, c03 = c00.Add(load(add0, 0)), c01.Add(load(add0, size)), c02.Add(load(add0, 2*size)), c03.Add(load(add0, 3*size))
					c10, c11, c12, c13 = c10.Add(load(add1, 0)), c11.Add(load(add1, size)), c12.Add(load(add1, 2*size)), c13.Add(load(add1, 3*size))
				}
				floor := all(g.floor)
				store(out0, 0, c00.Max(floor))
				store(out0, size, c01.Max(floor))
				store(out0, 2*size, c02.Max(floor))
				store(out0, 3*size, c03.Max(floor))
				store(out1, 0, c10.Max(floor))
				store(out1, size, c11.Max(floor))
				store(out1, 2*size, c12.Max(floor))
				store(out1, 3*size, c13.Max(floor))
			}
		}
	}
}
