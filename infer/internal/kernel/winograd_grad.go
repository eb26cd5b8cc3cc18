//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// The gradients of Winograd's F(4×4, 3×3) share one transform. The forward
// pass, with V = Bᵀ d B of an input's tile and U = G g Gᵀ of a kernel, is
//
//	Y = Aᵀ (U ⊙ V) A
//
// and both gradients are its exact adjoints, with D = A dY Aᵀ made once:
//
//	dg = Gᵀ (Σ over tiles V ⊙ D) G
//	dd = B (U ⊙ D) Bᵀ, the tiles' six by six values added where they overlap
//
// so that no turned kernels are needed. The sum over tiles, for all pairs of
// channels, is 36 outer products.

// GradColumns applies A to four rows of n values, stride apart; the six rows
// of the result begin at dst + r·to.
func gradColumns(dst unsafe.Pointer, to uintptr, src unsafe.Pointer, stride uintptr, n int) {
	q0, q1, q2 := dst, unsafe.Add(dst, to), unsafe.Add(dst, 2*to)
	q3, q4, q5 := unsafe.Add(dst, 3*to), unsafe.Add(dst, 4*to), unsafe.Add(dst, 5*to)
	p0, p1, p2, p3 := src, unsafe.Add(src, stride), unsafe.Add(src, 2*stride), unsafe.Add(src, 3*stride)
	two, four := all(2), all(4)
	for at := uintptr(0); at < uintptr(n)*4; at += Size {
		d0, d1, d2, d3 := load(p0, at), load(p1, at), load(p2, at), load(p3, at)
		even, odd := d0.Add(d2), d1.Add(d3)
		store(q0, at, d0)
		store(q5, at, d3)
		store(q1, at, even.Add(odd))
		store(q2, at, even.Sub(odd))
		even, odd = fma(four, d2, d0), two.Mul(fma(four, d3, d1))
		store(q3, at, even.Add(odd))
		store(q4, at, even.Sub(odd))
	}
	leave()
}

// GradRows applies A along a row: tile t takes pixels 4t..4t+3 of src and
// makes the pixels 6t..6t+5 of dst.
func gradRows(dst, src unsafe.Pointer, tiles, channels int) {
	pixel := uintptr(channels) * 4
	two, four := all(2), all(4)
	for t := range uintptr(tiles) {
		p0, q0 := unsafe.Add(src, 4*t*pixel), unsafe.Add(dst, 6*t*pixel)
		p1, p2, p3 := unsafe.Add(p0, pixel), unsafe.Add(p0, 2*pixel), unsafe.Add(p0, 3*pixel)
		q1, q2, q3, q4, q5 := unsafe.Add(q0, pixel), unsafe.Add(q0, 2*pixel), unsafe.Add(q0, 3*pixel), unsafe.Add(q0, 4*pixel), unsafe.Add(q0, 5*pixel)
		for at := uintptr(0); at < pixel; at += Size {
			d0, d1, d2, d3 := load(p0, at), load(p1, at), load(p2, at), load(p3, at)
			even, odd := d0.Add(d2), d1.Add(d3)
			store(q0, at, d0)
			store(q5, at, d3)
			store(q1, at, even.Add(odd))
			store(q2, at, even.Sub(odd))
			even, odd = fma(four, d2, d0), two.Mul(fma(four, d3, d1))
			store(q3, at, even.Add(odd))
			store(q4, at, even.Sub(odd))
		}
	}
	leave()
}

// AdjointColumns applies B to six rows of n values, stride apart, in place.
func adjointColumns(m unsafe.Pointer, stride uintptr, n int) {
	p0, p1, p2 := m, unsafe.Add(m, stride), unsafe.Add(m, 2*stride)
	p3, p4, p5 := unsafe.Add(m, 3*stride), unsafe.Add(m, 4*stride), unsafe.Add(m, 5*stride)
	var zero vec
	two, four, five := all(2), all(4), all(5)
	for at := uintptr(0); at < uintptr(n)*4; at += Size {
		q0, q1, q2 := load(p0, at), load(p1, at), load(p2, at)
		q3, q4, q5 := load(p3, at), load(p4, at), load(p5, at)
		sum12, sum34, dif21, dif34 := q1.Add(q2), q3.Add(q4), q2.Sub(q1), q3.Sub(q4)
		store(p0, at, four.Mul(q0))
		store(p4, at, q0.Add(sum12).Add(sum34))
		two34 := two.Mul(dif34)
		store(p1, at, fma(four, dif21.Add(q5), zero.Sub(two34)))
		store(p2, at, zero.Sub(fma(five, q0, fma(four, sum12, sum34))))
		store(p3, at, two34.Sub(dif21).Sub(five.Mul(q5)))
	}
	leave()
}

// AdjointRow applies B along a row of tiles and adds what overlaps: the pixels
// 6t..6t+5 of src, plus those of src2 if there is one, go to the pixels
// 4t-1..4t+4 of dst, those outside 0..4·tiles-1 nowhere.
func adjointRow(dst, src, src2 unsafe.Pointer, tiles, channels int) {
	pixel := uintptr(channels) * 4
	two, four, five := all(2), all(4), all(5)
	for at := uintptr(0); at < pixel; at += Size {
		var over0, over1, zero vec // what the tile before gives to this one's pixels -1 and 0
		for t := uintptr(0); t < uintptr(tiles); t++ {
			p := unsafe.Add(src, 6*t*pixel+at)
			q0, q1, q2 := load(p, 0), load(p, pixel), load(p, 2*pixel)
			q3, q4, q5 := load(p, 3*pixel), load(p, 4*pixel), load(p, 5*pixel)
			if src2 != nil {
				p := unsafe.Add(src2, 6*t*pixel+at)
				q0, q1, q2 = q0.Add(load(p, 0)), q1.Add(load(p, pixel)), q2.Add(load(p, 2*pixel))
				q3, q4, q5 = q3.Add(load(p, 3*pixel)), q4.Add(load(p, 4*pixel)), q5.Add(load(p, 5*pixel))
			}
			sum12, sum34, dif21, dif34 := q1.Add(q2), q3.Add(q4), q2.Sub(q1), q3.Sub(q4)
			to := unsafe.Add(dst, 4*t*pixel+at)
			if t > 0 {
				store(unsafe.Add(dst, 4*t*pixel-pixel+at), 0, fma(four, q0, over0))
			}
			two34 := two.Mul(dif34)
			store(to, 0, fma(four, dif21.Add(q5), over1.Sub(two34)))
			store(to, pixel, zero.Sub(fma(five, q0, fma(four, sum12, sum34))))
			store(to, 2*pixel, two34.Sub(dif21).Sub(five.Mul(q5)))
			over0, over1 = q0.Add(sum12).Add(sum34), q5
		}
		store(unsafe.Add(dst, (4*uintptr(tiles)-1)*pixel+at), 0, over0)
	}
	leave()
}

// KernelGrads makes Gᵀ m G for n kernels: value i of the 36 begins at m +
// i·stride, value j of the nine at dst + j·stride. n is a multiple of Panel.
func kernelGrads(dst, m unsafe.Pointer, stride uintptr, n int) {
	var columns [18 * Lanes]float32 // Gᵀ m
	c := unsafe.Pointer(&columns)
	for at := uintptr(0); at < uintptr(n)*4; at += Size {
		p, q := unsafe.Add(m, at), unsafe.Add(dst, at)
		for x := range uintptr(6) {
			kernelGrad(unsafe.Add(c, x*Size), 6*Size, unsafe.Add(p, x*stride), 6*stride)
		}
		for y := range uintptr(3) {
			kernelGrad(unsafe.Add(q, 3*y*stride), stride, unsafe.Add(c, 6*y*Size), Size)
		}
	}
	leave()
}

// kernelGrad applies Gᵀ to the six vectors from apart.
func kernelGrad(dst unsafe.Pointer, to uintptr, p unsafe.Pointer, from uintptr) {
	q0, q1, q2 := load(p, 0), load(p, from), load(p, 2*from)
	q3, q4, q5 := load(p, 3*from), load(p, 4*from), load(p, 5*from)
	sum12, sum34 := q1.Add(q2).Mul(all(-1.0/6)), q3.Add(q4)
	store(dst, 0, fma(all(1.0/4), q0, fma(all(1.0/24), sum34, sum12)))
	store(dst, to, fma(all(1.0/6), q2.Sub(q1), all(1.0/12).Mul(q3.Sub(q4))))
	store(dst, 2*to, fma(all(1.0/6), sum34, sum12).Add(q5))
}
