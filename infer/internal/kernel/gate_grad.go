//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// DepthGradRow adds a row's share to the gradients of a depthwise kernel's nine
// weights and bias, ten rows of channels at acc. d has width pixels, the rows
// of u a pixel more on each side, and d's neighbours on both sides are zero.
func depthGradRow(acc, d, above, here, below unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		w := unsafe.Add(acc, c)
		w00, w01, w02 := load(w, 0), load(w, pixel), load(w, 2*pixel)
		w10, w11, w12 := load(w, 3*pixel), load(w, 4*pixel), load(w, 5*pixel)
		w20, w21, w22 := load(w, 6*pixel), load(w, 7*pixel), load(w, 8*pixel)
		var sum vec
		var e1 vec // of the pixel before
		e0 := load(d, c)
		// Column x of u, 1-based in the bordered row, meets the gradient at x−1
		// (its right tap), at x (the middle) and at x+1 (the left one).
		for i := c; i < end; i += pixel {
			next := load(d, i+pixel)
			sum = sum.Add(e0)
			v := load(above, i+pixel)
			w02, w01, w00 = fma(v, e1, w02), fma(v, e0, w01), fma(v, next, w00)
			v = load(here, i+pixel)
			w12, w11, w10 = fma(v, e1, w12), fma(v, e0, w11), fma(v, next, w10)
			v = load(below, i+pixel)
			w22, w21, w20 = fma(v, e1, w22), fma(v, e0, w21), fma(v, next, w20)
			e1, e0 = e0, next
		}
		store(w, 0, w00)
		store(w, pixel, w01)
		store(w, 2*pixel, w02)
		store(w, 3*pixel, w10)
		store(w, 4*pixel, w11)
		store(w, 5*pixel, w12)
		store(w, 6*pixel, w20)
		store(w, 7*pixel, w21)
		store(w, 8*pixel, w22)
		store(w, 9*pixel, load(w, 9*pixel).Add(sum))
	}
	leave()
}

// FuseGradRow is the way back through u = weight·x of one gate, for width
// pixels: it adds weight·du to dst, or writes it where fresh, and du·x to the
// weight's gradient, a row of channels.
func fuseGradRow(dst, x, du, weight, grad unsafe.Pointer, channels, width int, fresh bool) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		w, s := load(weight, c), load(grad, c)
		if fresh {
			for i := c; i < end; i += pixel {
				e := load(du, i)
				s = fma(load(x, i), e, s)
				store(dst, i, w.Mul(e))
			}
		} else {
			for i := c; i < end; i += pixel {
				e := load(du, i)
				s = fma(load(x, i), e, s)
				store(dst, i, fma(w, e, load(dst, i)))
			}
		}
		store(grad, c, s)
	}
	leave()
}

// FuseGradRows4 is FuseGradRow for an LSTM's four gates at once: dst is the sum
// of their weight·du. du and weights lie steps apart, in bytes.
func fuseGradRows4(dst, x, du unsafe.Pointer, duStep uintptr, weights, grads unsafe.Pointer, weightStep uintptr, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	d1, d2, d3 := unsafe.Add(du, duStep), unsafe.Add(du, 2*duStep), unsafe.Add(du, 3*duStep)
	for c := uintptr(0); c < pixel; c += Size {
		w, s := unsafe.Add(weights, c), unsafe.Add(grads, c)
		a0, a1, a2, a3 := load(w, 0), load(w, weightStep), load(w, 2*weightStep), load(w, 3*weightStep)
		b0, b1, b2, b3 := load(s, 0), load(s, weightStep), load(s, 2*weightStep), load(s, 3*weightStep)
		for i := c; i < end; i += pixel {
			v := load(x, i)
			e := load(du, i)
			sum := a0.Mul(e)
			b0 = fma(v, e, b0)
			e = load(d1, i)
			sum = fma(a1, e, sum)
			b1 = fma(v, e, b1)
			e = load(d2, i)
			sum = fma(a2, e, sum)
			b2 = fma(v, e, b2)
			e = load(d3, i)
			sum = fma(a3, e, sum)
			b3 = fma(v, e, b3)
			store(dst, i, sum)
		}
		store(s, 0, b0)
		store(s, weightStep, b1)
		store(s, 2*weightStep, b2)
		store(s, 3*weightStep, b3)
	}
	leave()
}

// LSTMGradRow makes the gradients pi, pf, po, pg in front of an LSTM's
// nonlinearities and dcPrev of the state before, for n values, from the gates,
// tc = tanh(C), dh = ∂H̃ and dc = ∂C of the step after (nil: none). cPrev and
// dcPrev nil stand for a first step; pf is then left alone.
func lstmGradRow(pi, pf, po, pg, dcPrev, i, f, o, g, tc, dh, cPrev, dc unsafe.Pointer, n int) {
	one := all(1)
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		t, e, vo := load(tc, k), load(dh, k), load(o, k)
		eo := e.Mul(vo)
		store(po, k, eo.Mul(t).Mul(one.Sub(vo)))
		d := eo.Mul(one.Sub(t.Mul(t)))
		if dc != nil {
			d = d.Add(load(dc, k))
		}
		vi, vg := load(i, k), load(g, k)
		di := d.Mul(vi)
		store(pi, k, di.Mul(vg).Mul(one.Sub(vi)))
		store(pg, k, di.Mul(one.Sub(vg.Mul(vg))))
		if cPrev != nil {
			df := d.Mul(load(f, k))
			store(dcPrev, k, df)
			store(pf, k, df.Mul(load(cPrev, k)).Mul(one.Sub(load(f, k))))
		}
	}
	leave()
}

// TanhGradRow writes dh·(1 − h²): the gradient in front of h = tanh, for n
// values.
func tanhGradRow(dst, dh, h unsafe.Pointer, n int) {
	one := all(1)
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		v := load(h, k)
		store(dst, k, load(dh, k).Mul(one.Sub(v.Mul(v))))
	}
	leave()
}

// GRUGradRow is the way back through H̃ = (1−z)∘H + z∘g, for n values: pz and
// pg are the gradients in front of the nonlinearities, dhPrev that of H. h and
// dhPrev nil stand for a first step.
func gruGradRow(pz, pg, dhPrev, z, g, h, dh unsafe.Pointer, n int) {
	one := all(1)
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		e, vz, vg := load(dh, k), load(z, k), load(g, k)
		d := vg
		if h != nil {
			d = vg.Sub(load(h, k))
			store(dhPrev, k, e.Mul(one.Sub(vz)))
		}
		store(pz, k, e.Mul(d).Mul(vz).Mul(one.Sub(vz)))
		store(pg, k, e.Mul(vz).Mul(one.Sub(vg.Mul(vg))))
	}
	leave()
}

// ResetGradRow is the way back through p = r∘H, for n values: it writes the
// gradient in front of r's nonlinearity and adds r∘dp to dhPrev.
func resetGradRow(pr, dhPrev, r, h, dp unsafe.Pointer, n int) {
	one := all(1)
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		e, vr := load(dp, k), load(r, k)
		store(pr, k, e.Mul(load(h, k)).Mul(vr).Mul(one.Sub(vr)))
		store(dhPrev, k, fma(e, vr, load(dhPrev, k)))
	}
	leave()
}
