//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// MaxPoolRow makes a row of outW pixels of a 3×3 max pool of stride 2 and
// padding 1 from the three rows under it, of inW pixels each; a row outside of
// the picture is nil.
func maxPoolRow(dst unsafe.Pointer, rows [3]unsafe.Pointer, outW, inW, channels int) {
	pixel := uintptr(channels) * 4
	for x := range outW {
		from, to := uintptr(max(0, 2*x-1))*pixel, uintptr(min(2*x+2, inW))*pixel
		for c := uintptr(0); c < pixel; c += Size {
			v := all(NoFloor)
			for _, row := range rows {
				if row == nil {
					continue
				}
				for i := from + c; i < to; i += pixel {
					v = larger(load(row, i), v)
				}
			}
			store(dst, uintptr(x)*pixel+c, v)
		}
	}
	leave()
}

// ChannelMeans writes the mean of every channel over n pixels.
func channelMeans(dst, src unsafe.Pointer, channels, n int) {
	pixel := uintptr(channels) * 4
	share := all(1 / float32(n))
	for c := uintptr(0); c < pixel; c += Size {
		// Two sums: each addition waits for the one before.
		var even, odd vec
		i, end := c, uintptr(n&^1)*pixel
		for ; i < end; i += 2 * pixel {
			even, odd = even.Add(load(src, i)), odd.Add(load(src, i+pixel))
		}
		if n%2 == 1 {
			even = even.Add(load(src, i))
		}
		store(dst, c, even.Add(odd).Mul(share))
	}
	leave()
}
