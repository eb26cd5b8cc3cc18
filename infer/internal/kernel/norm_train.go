//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// Rows of norms in training: none of them is a pass over memory of its own,
// each works on rows that are in the cache for another reason.
//
// Places that are further apart than rows are long are counted by offsets, not
// by pointers that move on: one that has moved past the end of the memory would
// be a fault if the garbage collector came at that moment.

// NormRows writes max(s·z + t, floor) for n pixels; the pixels of dst lie pitch
// bytes apart.
func normRows(dst unsafe.Pointer, pitch uintptr, z, s, t unsafe.Pointer, channels, n int, floor float32) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	least := all(floor)
	for c := uintptr(0); c < pixel; c += Size {
		a, b := load(s, c), load(t, c)
		to := c
		for i := c; i < end; i += pixel {
			store(dst, to, clamp(fma(a, load(z, i), b), least))
			to += pitch
		}
	}
	leave()
}

// NormAddRows writes max(s·z + t + add, 0) to kept, and with a pitch to dst:
// the end of a block.
func normAddRows(dst unsafe.Pointer, pitch uintptr, kept, z, s, t, add unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += Size {
		a, b := load(s, c), load(t, c)
		to := c
		for i := c; i < end; i += pixel {
			v := clamp(fma(a, load(z, i), b).Add(load(add, i)), zero)
			store(dst, to, v)
			store(kept, i, v)
			to += pitch
		}
	}
	leave()
}

// NormNormRows is NormAddRows with s2·z2 + t2, a projection, as what is added.
func normNormRows(dst unsafe.Pointer, pitch uintptr, kept, z, s, t, z2, s2, t2 unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += Size {
		a, a2 := load(s, c), load(s2, c)
		b := load(t, c).Add(load(t2, c))
		to := c
		for i := c; i < end; i += pixel {
			v := clamp(fma(a, load(z, i), fma(a2, load(z2, i), b)), zero)
			store(dst, to, v)
			store(kept, i, v)
			to += pitch
		}
	}
	leave()
}

// CopyRows copies n pixels between places with a pitch each.
func copyRows(dst unsafe.Pointer, pitch uintptr, src unsafe.Pointer, from uintptr, channels, n int) {
	pixel := uintptr(channels) * 4
	for p := range uintptr(n) {
		to, at := unsafe.Add(dst, p*pitch), unsafe.Add(src, p*from)
		for c := uintptr(0); c < pixel; c += Size {
			store(to, c, load(at, c))
		}
	}
	leave()
}

// AddSpans adds n spans of channels values to places of dst: spans lie from
// bytes apart in src, their places pitch bytes apart, which may overlap.
func addSpans(dst unsafe.Pointer, pitch uintptr, src unsafe.Pointer, from uintptr, channels, n int) {
	span := uintptr(channels) * 4
	for p := range uintptr(n) {
		to, at := unsafe.Add(dst, p*pitch), unsafe.Add(src, p*from)
		for c := uintptr(0); c < span; c += Size {
			store(to, c, load(to, c).Add(load(at, c)))
		}
	}
	leave()
}

// StatRows adds to sums, two rows of channels, the sums of z − shift and of its
// square over n pixels.
func statRows(sums, z, shift unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n&^1) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		m := load(shift, c)
		s0, q0 := load(sums, c), load(sums, pixel+c)
		var s1, q1 vec
		for i := c; i < end; i += 2 * pixel {
			v, w := load(z, i).Sub(m), load(z, i+pixel).Sub(m)
			s0, s1 = s0.Add(v), s1.Add(w)
			q0, q1 = fma(v, v, q0), fma(w, w, q1)
		}
		if n&1 == 1 {
			v := load(z, end+c).Sub(m)
			s0, q0 = s0.Add(v), fma(v, v, q0)
		}
		store(sums, c, s0.Add(s1))
		store(sums, pixel+c, q0.Add(q1))
	}
	leave()
}

// NormGradRows writes p·g + q·z + r to dst for n pixels: the gradient in front
// of a norm, of g behind it.
func normGradRows(dst, g, z, p, q, r unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		a, b, d := load(p, c), load(q, c), load(r, c)
		for i := c; i < end; i += pixel {
			store(dst, i, fma(a, load(g, i), fma(b, load(z, i), d)))
		}
	}
	leave()
}

// MaskRows writes dx (+ add) where act > 0, else 0, to g, which may be add, and
// adds to sums, two rows of channels, the sums of it and of it times z − mean.
// The pixels of dx and of act have a pitch of their own; add may be nil.
func maskRows(g, dx unsafe.Pointer, dxPitch uintptr, add, act unsafe.Pointer, actPitch uintptr, z, mean, sums unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		m := load(mean, c)
		s, q := load(sums, c), load(sums, pixel+c)
		x, a := c, c
		if add == nil {
			for i := c; i < end; i += pixel {
				v := positive(load(dx, x), load(act, a))
				store(g, i, v)
				s, q = s.Add(v), fma(v, load(z, i).Sub(m), q)
				x, a = x+dxPitch, a+actPitch
			}
		} else {
			for i := c; i < end; i += pixel {
				v := positive(load(dx, x).Add(load(add, i)), load(act, a))
				store(g, i, v)
				s, q = s.Add(v), fma(v, load(z, i).Sub(m), q)
				x, a = x+dxPitch, a+actPitch
			}
		}
		store(sums, c, s)
		store(sums, pixel+c, q)
	}
	leave()
}

// DotRows adds to sums, two rows of channels, the sums of g and of g·(z − mean)
// over n pixels.
func dotRows(sums, g, z, mean unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		m := load(mean, c)
		s, q := load(sums, c), load(sums, pixel+c)
		for i := c; i < end; i += pixel {
			v := load(g, i)
			s, q = s.Add(v), fma(v, load(z, i).Sub(m), q)
		}
		store(sums, c, s)
		store(sums, pixel+c, q)
	}
	leave()
}

// AddTo adds n values of src to dst, n a multiple of Panel.
func addTo(dst, src unsafe.Pointer, n int) {
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		store(dst, i, load(dst, i).Add(load(src, i)))
	}
	leave()
}

// AddScaled adds a·src to dst, n values, a multiple of Panel.
func addScaled(dst, src unsafe.Pointer, a float32, n int) {
	w := all(a)
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		store(dst, i, fma(w, load(src, i), load(dst, i)))
	}
	leave()
}

// Dot is the sum of a·b over n values, a multiple of Panel.
func Dot(a, b unsafe.Pointer, n int) float32 {
	var sum vec
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		sum = fma(load(a, i), load(b, i), sum)
	}
	var lanes [Lanes]float32
	store(unsafe.Pointer(&lanes), 0, sum)
	leave()
	total := float32(0)
	for _, v := range lanes {
		total += v
	}
	return total
}
