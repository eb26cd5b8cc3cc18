//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// Gate holds one gate's weights, each a row of padded channels.
type Gate struct {
	Weights  []float32 // [GateRows][Channels]
	Channels int       // padded
}

// The rows of a gate's weights.
const (
	FuseX    = iota // of X in the pair
	FuseH           // of H
	Taps3x3         // nine of the depthwise kernel, by row
	GateBias = Taps3x3 + 9
	GateRows = GateBias + 1
)

// PackGate makes a gate of n channels from the tensors of a weight file: fuse
// [n, 2], conv [n, 3, 3] and bias [n].
func PackGate(fuse, conv, bias []float32) Gate {
	n := len(bias)
	g := Gate{Channels: Padded(n)}
	g.Weights = Alloc(GateRows * g.Channels)
	for k := range n {
		g.Weights[FuseX*g.Channels+k] = fuse[2*k]
		g.Weights[FuseH*g.Channels+k] = fuse[2*k+1]
		for i := range 9 {
			g.Weights[(Taps3x3+i)*g.Channels+k] = conv[9*k+i]
		}
		g.Weights[GateBias*g.Channels+k] = bias[k]
	}
	return g
}

// Fuse makes a row u = a·X + b·H of width pixels; h may be nil for zeros.
func (g *Gate) Fuse(u, x, h unsafe.Pointer, width int) {
	a, b := At(g.Weights, FuseX*g.Channels), At(g.Weights, FuseH*g.Channels)
	if h == nil {
		ScaleRow(u, x, a, g.Channels, width)
		return
	}
	PairRow(u, x, h, a, b, g.Channels, width)
}

// Depthwise makes a row of the gate's 3×3 convolution from three rows of u,
// each with one pixel of padding on the left and on the right.
func (g *Gate) Depthwise(dst, above, here, below unsafe.Pointer, width int) {
	DepthwiseRow(dst, above, here, below, At(g.Weights, Taps3x3*g.Channels), g.Channels, width)
}

// ScaleRow writes a·x, channel by channel, to dst for width pixels.
func scaleRow(dst, x, a unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		w := load(a, c)
		for i := c; i < end; i += pixel {
			store(dst, i, w.Mul(load(x, i)))
		}
	}
	leave()
}

// PairRow writes a·x + b·h, channel by channel, to dst for width pixels.
func pairRow(dst, x, h, a, b unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += Size {
		w, v := load(a, c), load(b, c)
		for i := c; i < end; i += pixel {
			store(dst, i, fma(w, load(x, i), v.Mul(load(h, i))))
		}
	}
	leave()
}

// PairRows4 is PairRow for the four gates of an LSTM at once, which read x and h
// together: the rows of u lie uStep bytes apart, the gates' weights weightStep.
func pairRows4(u unsafe.Pointer, uStep uintptr, x, h, weights unsafe.Pointer, weightStep uintptr, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	u1, u2, u3 := unsafe.Add(u, uStep), unsafe.Add(u, 2*uStep), unsafe.Add(u, 3*uStep)
	for c := uintptr(0); c < pixel; c += Size {
		w := unsafe.Add(weights, c)
		a0, a1, a2, a3 := load(w, 0), load(w, weightStep), load(w, 2*weightStep), load(w, 3*weightStep)
		w = unsafe.Add(w, pixel) // of H
		b0, b1, b2, b3 := load(w, 0), load(w, weightStep), load(w, 2*weightStep), load(w, 3*weightStep)
		for i := c; i < end; i += pixel {
			v, e := load(x, i), load(h, i)
			store(u, i, fma(a0, v, b0.Mul(e)))
			store(u1, i, fma(a1, v, b1.Mul(e)))
			store(u2, i, fma(a2, v, b2.Mul(e)))
			store(u3, i, fma(a3, v, b3.Mul(e)))
		}
	}
	leave()
}

// DepthwiseRow has one sweep along the row for each vector of channels, which
// keeps the nine weights in registers; every column of u is read once and
// added to the three pixels it touches.
func depthwiseRow(dst, above, here, below, weights unsafe.Pointer, channels, width int) {
	pixel := uintptr(channels) * 4
	end := uintptr(width) * pixel
	for c := uintptr(0); c < pixel; c += Size {
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

// Multiply writes a·b to dst for n values.
func multiply(dst, a, b unsafe.Pointer, n int) {
	for i := uintptr(0); i < uintptr(n)*4; i += Size {
		store(dst, i, load(a, i).Mul(load(b, i)))
	}
	leave()
}

// LSTMState writes f∘c + i∘g to dst for n values.
func lstmState(dst, f, c, i, g unsafe.Pointer, n int) {
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		store(dst, k, fma(load(f, k), load(c, k), load(i, k).Mul(load(g, k))))
	}
	leave()
}

// GRUState writes (1−z)∘h + z∘g to dst for n values.
func gruState(dst, z, h, g unsafe.Pointer, n int) {
	for k := uintptr(0); k < uintptr(n)*4; k += Size {
		old := load(h, k)
		store(dst, k, fma(load(z, k), load(g, k).Sub(old), old))
	}
	leave()
}
