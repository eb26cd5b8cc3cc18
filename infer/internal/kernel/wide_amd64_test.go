//go:build goexperiment.simd

package kernel

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestWideSameBits holds kernels on 512-bit vectors against those on 256-bit
// ones, to the bit: one of each kind of arithmetic that they are made of. That
// whole steps of training agree, learn/simd tests.
func TestWideSameBits(t *testing.T) {
	if !hasAVX512 {
		t.Skip("no AVX-512 here")
	}
	defer UseWide(true)
	rng := rand.New(rand.NewPCG(6, 1))
	const c, width = 2 * Panel, 9
	const n = c * width
	x, y, v := random(rng, n+2*c), random(rng, n+2*c), random(rng, 12*c)
	for name, run := range map[string]func(dst []float32){
		"tanh":       func(dst []float32) { TanhRow(At(dst, 0), At(x, 0), n) },
		"norm":       func(dst []float32) { NormRows(At(dst, 0), c*4, At(x, 0), At(v, 0), At(v, c), c, width, 0) },
		"statistics": func(dst []float32) { StatRows(At(dst, 0), At(x, 0), At(v, 0), c, width) },
		"mask": func(dst []float32) {
			MaskRows(At(dst, 2*c), At(x, 0), c*4, nil, At(y, 0), c*4, At(y, 0), At(v, 0), At(dst, 0), c, width-2)
		},
		"depthwise": func(dst []float32) {
			DepthGradRow(At(dst, 0), At(x, c), At(y, 0), At(y, 0), At(y, 0), c, width)
		},
		"columns": func(dst []float32) { GradColumns(At(dst, 0), 4*c, At(x, 0), 4*c, c) },
	} {
		results := [2][]float32{}
		for i := range results {
			UseWide(i == 1)
			results[i] = Alloc(max(n, 12*c) + 2*c)
			run(results[i])
		}
		if !slices.Equal(results[0], results[1]) {
			t.Errorf("%s: other bits on 512-bit vectors", name)
		}
	}
}
