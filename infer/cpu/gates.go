//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
)

// gate holds one gate's weights, each a row of padded channels.
type gate struct {
	weights  []float32
	channels int // padded
}

// The rows of a gate's weights.
const (
	fuseX    = iota // of X in the pair
	fuseH           // of H
	taps3x3         // nine of the depthwise kernel, by row
	gateBias = taps3x3 + 9
	gateRows = gateBias + 1
)

func packGate(p infer.GateParams) gate {
	n := len(p.Bias)
	g := gate{channels: padded(n)}
	g.weights = alloc(gateRows * g.channels)
	for k := range n {
		g.weights[fuseX*g.channels+k] = p.Fuse[2*k]
		g.weights[fuseH*g.channels+k] = p.Fuse[2*k+1]
		for i := range 9 {
			g.weights[(taps3x3+i)*g.channels+k] = p.Conv[9*k+i]
		}
		g.weights[gateBias*g.channels+k] = p.Bias[k]
	}
	return g
}

// fuse makes a row u = a·X + b·H of width pixels; h may be nil for zeros.
func (g *gate) fuse(u, x, h unsafe.Pointer, width int) {
	a, b := at(g.weights, fuseX*g.channels), at(g.weights, fuseH*g.channels)
	if h == nil {
		scaleRow(u, x, a, g.channels, width)
		return
	}
	pairRow(u, x, h, a, b, g.channels, width)
}

// scaleRow writes a·x, channel by channel, to dst for width pixels.
func scaleRow(dst, x, a unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += size {
		w := load(a, c)
		for i := c; i < end; i += pixel {
			store(dst, i, w.Mul(load(x, i)))
		}
	}
	leave()
}

// pairRow writes a·x + b·h, channel by channel, to dst for width pixels.
func pairRow(dst, x, h, a, b unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += size {
		w, v := load(a, c), load(b, c)
		for i := c; i < end; i += pixel {
			store(dst, i, fma(w, load(x, i), v.Mul(load(h, i))))
		}
	}
	leave()
}

// depthwise makes a row of the gate's 3×3 convolution from three rows of u,
// each with one pixel of padding on the left and on the right.
func (g *gate) depthwise(dst, above, here, below unsafe.Pointer, width int) {
	depthwiseRow(dst, above, here, below, at(g.weights, taps3x3*g.channels), g.channels, width)
}

// depthwiseRow has one sweep along the row for each vector of channels, which
// keeps the nine weights in registers; every column of u is read once and
// added to the three pixels it touches.
func depthwiseRow(dst, above, here, below, weights unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += size {
		w := unsafe.Add(weights, c)
		w00, w01, w02 := load(w, 0), load(w, pixel), load(w, 2*pixel)
		w10, w11, w12 := load(w, 3*pixel), load(w, 4*pixel), load(w, 5*pixel)
		w20, w21, w22 := load(w, 6*pixel), load(w, 7*pixel), load(w, 8*pixel)
		bias := load(w, 9*pixel)

		u0, u1, u2 := load(above, c), load(here, c), load(below, c)
		next := fma(w20, u2, fma(w10, u1, fma(w00, u0, bias)))
		u0, u1, u2 = load(above, c+pixel), load(here, c+pixel), load(below, c+pixel)
		sum := fma(w21, u2, fma(w11, u1, fma(w01, u0, next)))
		next = fma(w20, u2, fma(w10, u1, fma(w00, u0, bias)))
		for i := c; i < end; i += pixel {
			u0, u1, u2 = load(above, i+2*pixel), load(here, i+2*pixel), load(below, i+2*pixel)
			store(dst, i, fma(w22, u2, fma(w12, u1, fma(w02, u0, sum))))
			sum = fma(w21, u2, fma(w11, u1, fma(w01, u0, next)))
			next = fma(w20, u2, fma(w10, u1, fma(w00, u0, bias)))
		}
	}
	leave()
}

// multiply writes a·b to dst for n vectors.
func multiply(dst, a, b unsafe.Pointer, n int) {
	for i := uintptr(0); i < uintptr(n)*size; i += size {
		store(dst, i, load(a, i).Mul(load(b, i)))
	}
	leave()
}

// lstmState writes f∘c + i∘g to dst for n vectors.
func lstmState(dst, f, c, i, g unsafe.Pointer, n int) {
	for k := uintptr(0); k < uintptr(n)*size; k += size {
		store(dst, k, fma(load(f, k), load(c, k), load(i, k).Mul(load(g, k))))
	}
	leave()
}

// gruState writes (1−z)∘h + z∘g to dst for n vectors.
func gruState(dst, z, h, g unsafe.Pointer, n int) {
	for k := uintptr(0); k < uintptr(n)*size; k += size {
		old := load(h, k)
		store(dst, k, fma(load(z, k), load(g, k).Sub(old), old))
	}
	leave()
}

// normRow writes relu(scale·a + shift) to dst, channel by channel.
func normRow(dst, a, scale, shift unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += size {
		s, t := load(scale, c), load(shift, c)
		for i := c; i < end; i += pixel {
			store(dst, i, clamp(fma(s, load(a, i), t), zero))
		}
	}
	leave()
}

// normProductRow writes relu(scale·a·b + shift) to dst, channel by channel.
func normProductRow(dst, a, b, scale, shift unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	var zero vec
	for c := uintptr(0); c < pixel; c += size {
		s, t := load(scale, c), load(shift, c)
		for i := c; i < end; i += pixel {
			store(dst, i, clamp(fma(s, load(a, i).Mul(load(b, i)), t), zero))
		}
	}
	leave()
}
