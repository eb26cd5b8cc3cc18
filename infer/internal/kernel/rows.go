//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// AddRows writes max(a + b, floor) to rows of n values of dst, which may be
// a. All three have the same stride between rows.
func addRows(dst, a, b unsafe.Pointer, stride uintptr, rows, n int, floor float32) {
	least := all(floor)
	for r := uintptr(0); r < uintptr(rows); r++ {
		for i := r * stride; i < r*stride+uintptr(n)*4; i += Size {
			store(unsafe.Add(dst, i), 0, clamp(load(unsafe.Add(a, i), 0).Add(load(unsafe.Add(b, i), 0)), least))
		}
	}
	leave()
}

// ClampRows writes max(a, floor) to rows of n values of dst.
func clampRows(dst, a unsafe.Pointer, stride uintptr, rows, n int, floor float32) {
	least := all(floor)
	for r := uintptr(0); r < uintptr(rows); r++ {
		for i := r * stride; i < r*stride+uintptr(n)*4; i += Size {
			store(unsafe.Add(dst, i), 0, clamp(load(unsafe.Add(a, i), 0), least))
		}
	}
	leave()
}

// NormRow writes relu(scale·a + shift) to dst, channel by channel.
func normRow(dst, a, scale, shift unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += Size {
		s, t := load(scale, c), load(shift, c)
		for i := c; i < end; i += pixel {
			store(dst, i, clamp(fma(s, load(a, i), t), zero))
		}
	}
	leave()
}

// NormProductRow writes relu(scale·a·b + shift) to dst, channel by channel.
func normProductRow(dst, a, b, scale, shift unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += Size {
		s, t := load(scale, c), load(shift, c)
		for i := c; i < end; i += pixel {
			store(dst, i, clamp(fma(s, load(a, i).Mul(load(b, i)), t), zero))
		}
	}
	leave()
}

// ScaleAddRows writes max(scale·a + add, floor), channel by channel, to dst for
// n pixels; add may be nil.
func scaleAddRows(dst, a, scale, add unsafe.Pointer, channels, n int, floor float32) {
	pixel := uintptr(channels) * 4
	end := uintptr(n) * pixel
	least := all(floor)
	for c := uintptr(0); c < pixel; c += Size {
		by := load(scale, c)
		for i := c; i < end; i += pixel {
			v := by.Mul(load(a, i))
			if add != nil {
				v = v.Add(load(add, i))
			}
			store(dst, i, clamp(v, least))
		}
	}
	leave()
}
