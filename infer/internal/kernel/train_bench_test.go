//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkTrainRows times the rows of training on what is in the first-level
// cache, a row of 32 pixels of 16 channels, as bytes read and written.
func BenchmarkTrainRows(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 9))
	const c, width = Panel, 32
	const n = c * width
	const pitch = c * 4
	x, y, z := random(rng, 3*(n+2*c)), random(rng, n+2*c), random(rng, n+2*c)
	v, w := random(rng, 12*c), random(rng, 12*c)
	dst, kept := poisoned(4*n), poisoned(4*n)
	for _, k := range []struct {
		name string
		maps int // rows read and written
		run  func()
	}{
		{"norm", 2, func() { NormRows(At(dst, 0), pitch, At(x, 0), At(v, 0), At(w, 0), c, width, 0) }},
		{"norm and sum", 4, func() {
			NormAddRows(At(dst, 0), pitch, At(kept, 0), At(x, 0), At(v, 0), At(w, 0), At(y, 0), c, width)
		}},
		{"statistics", 1, func() { StatRows(At(v, 0), At(x, 0), At(w, 0), c, width) }},
		{"norm's gradient", 3, func() {
			NormGradRows(At(dst, 0), At(x, 0), At(y, 0), At(v, 0), At(w, 0), At(w, c), c, width)
		}},
		{"mask and sums", 5, func() {
			MaskRows(At(dst, 0), At(x, 0), pitch, At(dst, 0), At(y, 0), pitch, At(z, 0), At(v, 0), At(w, 0), c, width)
		}},
		{"gradient's columns", 10, func() { GradColumns(At(dst, 0), n/2*4, At(x, 0), n/2*4, n/2/Lanes) }},
		{"gradient's rows", 2, func() { GradRows(At(dst, 0), At(x, 0), width/4, c) }},
		{"adjoint's row", 2, func() { AdjointRow(At(dst, 0), At(x, 0), nil, width/6, c) }},
		{"depthwise kernel's gradient", 4, func() {
			DepthGradRow(At(v, 0), At(y, c), At(x, 0), At(x, n+2*c), At(x, 2*(n+2*c)), c, width)
		}},
		{"LSTM's gradient", 12, func() {
			LSTMGradRow(At(dst, 0), At(dst, n), At(dst, 2*n), At(dst, 3*n), At(kept, 0), At(x, 0), At(y, 0), At(z, 0), At(x, n), At(x, 2*n), At(kept, n), At(kept, 2*n), At(kept, 3*n), n/Lanes)
		}},
	} {
		b.Run(k.name, func(b *testing.B) {
			b.SetBytes(int64(k.maps) * n * 4)
			for b.Loop() {
				k.run()
			}
		})
	}
}
