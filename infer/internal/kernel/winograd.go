//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// Winograd's minimal filtering F(4×4, 3×3) (Lavin and Gray, arXiv 1509.09308)
// makes a 4×4 tile of a 3×3 convolution with 36 multiplications instead of
// 144. With d the 6×6 values of the input around the tile and g the kernel:
//
//	Y = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A
//
// The element products, summed over channels, are 36 matrix products over all
// tiles of a block. This file has the transforms. All of them work on rows of
// vectors: going down a column of the picture is the same for every pixel and
// channel of a row, so the six rows under a row of tiles are transformed as
// one long row each.

// TransformKernels makes G g Gᵀ for a vector of kernels, whose nine values each
// are nine vectors at g; value m of the result goes to dst + m·stride. Networks
// have tens of thousands of kernels, and whoever opens a page waits for them.
func TransformKernels(dst unsafe.Pointer, stride uintptr, g unsafe.Pointer) {
	var columns [18 * Lanes]float32 // G g
	c := unsafe.Pointer(&columns)
	for x := range uintptr(3) {
		filterKernels(unsafe.Add(c, x*Size), 3*Size, load(g, x*Size), load(g, (3+x)*Size), load(g, (6+x)*Size))
	}
	for i := range uintptr(6) {
		filterKernels(unsafe.Add(dst, 6*i*stride), stride, load(c, 3*i*Size), load(c, (3*i+1)*Size), load(c, (3*i+2)*Size))
	}
	leave()
}

// filterKernels writes G (a, b, c)ᵀ, where G has the rows (1/4, 0, 0),
// −(1, ±1, 1)/6, (1, ±2, 4)/24 and (0, 0, 1).
func filterKernels(dst unsafe.Pointer, stride uintptr, a, b, c vec) {
	even1, odd1 := all(-1.0/6).Mul(a.Add(c)), all(1.0/6).Mul(b)
	even2, odd2 := all(1.0/24).Mul(fma(all(4), c, a)), all(1.0/12).Mul(b)
	store(dst, 0, all(1.0/4).Mul(a))
	store(dst, stride, even1.Sub(odd1))
	store(dst, 2*stride, even1.Add(odd1))
	store(dst, 3*stride, even2.Add(odd2))
	store(dst, 4*stride, even2.Sub(odd2))
	store(dst, 5*stride, c)
}

// InputColumns applies Bᵀ to six rows p of n values; row r of the result
// begins at dst + r·stride.
func inputColumns(dst unsafe.Pointer, stride uintptr, p0, p1, p2, p3, p4, p5 unsafe.Pointer, n int) {
	q0, q1, q2 := dst, unsafe.Add(dst, stride), unsafe.Add(dst, 2*stride)
	q3, q4, q5 := unsafe.Add(dst, 3*stride), unsafe.Add(dst, 4*stride), unsafe.Add(dst, 5*stride)
	two, four := all(2), all(4)
	for at := uintptr(0); at < uintptr(n)*4; at += Size {
		d0, d2, d4 := load(p0, at), load(p2, at), load(p4, at)
		d1, d3, d5 := load(p1, at), load(p3, at), load(p5, at)
		d42, d31 := d4.Sub(d2), d3.Sub(d1)
		store(q0, at, fma(four, d0.Sub(d2), d42))
		store(q5, at, d5.Sub(d3).Sub(four.Mul(d31)))
		d31 = two.Mul(d31)
		store(q3, at, d42.Add(d31))
		store(q4, at, d42.Sub(d31))
		even, odd := d4.Sub(four.Mul(d2)), d3.Sub(four.Mul(d1))
		store(q1, at, even.Add(odd))
		store(q2, at, even.Sub(odd))
	}
	leave()
}

// InputRows applies Bᵀ along a row: tile t takes pixels 4t..4t+5 of src (of
// channels values each) and makes the six pixels 6t..6t+5 of dst.
func inputRows(dst, src unsafe.Pointer, tiles, channels int) {
	pixel := uintptr(channels) * 4
	two, four := all(2), all(4)
	for t := range uintptr(tiles) {
		p0, q0 := unsafe.Add(src, 4*t*pixel), unsafe.Add(dst, 6*t*pixel)
		p1, p2, p3, p4, p5 := unsafe.Add(p0, pixel), unsafe.Add(p0, 2*pixel), unsafe.Add(p0, 3*pixel), unsafe.Add(p0, 4*pixel), unsafe.Add(p0, 5*pixel)
		q1, q2, q3, q4, q5 := unsafe.Add(q0, pixel), unsafe.Add(q0, 2*pixel), unsafe.Add(q0, 3*pixel), unsafe.Add(q0, 4*pixel), unsafe.Add(q0, 5*pixel)
		for at := uintptr(0); at < pixel; at += Size {
			d0, d2, d4 := load(p0, at), load(p2, at), load(p4, at)
			d1, d3, d5 := load(p1, at), load(p3, at), load(p5, at)
			d42, d31 := d4.Sub(d2), d3.Sub(d1)
			store(q0, at, fma(four, d0.Sub(d2), d42))
			store(q5, at, d5.Sub(d3).Sub(four.Mul(d31)))
			d31 = two.Mul(d31)
			store(q3, at, d42.Add(d31))
			store(q4, at, d42.Sub(d31))
			even, odd := d4.Sub(four.Mul(d2)), d3.Sub(four.Mul(d1))
			store(q1, at, even.Add(odd))
			store(q2, at, even.Sub(odd))
		}
	}
	leave()
}

// OutputColumns applies Aᵀ to six rows of n values, stride apart, and leaves
// the four rows of the result in the place of the first four.
func outputColumns(m unsafe.Pointer, stride uintptr, n int) {
	p0, p1, p2 := m, unsafe.Add(m, stride), unsafe.Add(m, 2*stride)
	p3, p4, p5 := unsafe.Add(m, 3*stride), unsafe.Add(m, 4*stride), unsafe.Add(m, 5*stride)
	two, four, eight := all(2), all(4), all(8)
	for at := uintptr(0); at < uintptr(n)*4; at += Size {
		m1, m2, m3, m4 := load(p1, at), load(p2, at), load(p3, at), load(p4, at)
		sum1, difference1 := m1.Add(m2), m1.Sub(m2)
		sum3, difference3 := m3.Add(m4), m3.Sub(m4)
		store(p0, at, load(p0, at).Add(sum1).Add(sum3))
		store(p1, at, fma(two, difference3, difference1))
		store(p2, at, fma(four, sum3, sum1))
		store(p3, at, fma(eight, difference3, difference1).Add(load(p5, at)))
	}
	leave()
}

// OutputRows applies Aᵀ along a row: tile t takes the pixels 6t..6t+5 of src
// (of channels values, pitch bytes a pixel) and makes the pixels 4t..4t+3 of
// dst, of which there are width; their pitch is also that
// of add, which may be nil: y = max(y + bias + add, floor).
func outputRows(dst unsafe.Pointer, pitch uintptr, src unsafe.Pointer, width, channels int, bias, add unsafe.Pointer, floor float32) {
	pixel := uintptr(channels) * 4
	two, four, eight, least := all(2), all(4), all(8), all(floor)
	for t := uintptr(0); int(4*t) < width; t++ {
		p0 := unsafe.Add(src, 6*t*pixel)
		p1, p2, p3, p4, p5 := unsafe.Add(p0, pixel), unsafe.Add(p0, 2*pixel), unsafe.Add(p0, 3*pixel), unsafe.Add(p0, 4*pixel), unsafe.Add(p0, 5*pixel)
		// Pixels beyond the right edge are written over the last one inside,
		// before it.
		beyond := width - 1 - int(4*t)
		o3 := 4*t*pitch + uintptr(min(3, beyond))*pitch
		o2 := 4*t*pitch + uintptr(min(2, beyond))*pitch
		o1 := 4*t*pitch + uintptr(min(1, beyond))*pitch
		o0 := 4 * t * pitch
		for at := uintptr(0); at < pixel; at += Size {
			m1, m2, m3, m4 := load(p1, at), load(p2, at), load(p3, at), load(p4, at)
			sum1, difference1 := m1.Add(m2), m1.Sub(m2)
			sum3, difference3 := m3.Add(m4), m3.Sub(m4)
			b := load(bias, at)
			y0 := load(p0, at).Add(sum1).Add(sum3.Add(b))
			difference1, sum1 = difference1.Add(b), sum1.Add(b)
			y1 := fma(two, difference3, difference1)
			y2 := fma(four, sum3, sum1)
			y3 := fma(eight, difference3, difference1).Add(load(p5, at))
			if add != nil {
				y0, y1 = y0.Add(load(add, o0+at)), y1.Add(load(add, o1+at))
				y2, y3 = y2.Add(load(add, o2+at)), y3.Add(load(add, o3+at))
			}
			store(dst, o3+at, clamp(y3, least))
			store(dst, o2+at, clamp(y2, least))
			store(dst, o1+at, clamp(y1, least))
			store(dst, o0+at, clamp(y0, least))
		}
	}
	leave()
}
