//go:build js

package webgpu

import (
	"math"
	"math/rand/v2"
	"testing"

	"regnetlens/infer/webgpu/kernels"
)

// transforms of the input and of the products, as the kernels have them, but as
// the paper's matrices Bᵀ and Aᵀ (Lavin & Gray, arXiv 1509.09308).
var transforms = map[string]struct{ b, a [][]float64 }{
	"F(2×2)": {
		b: [][]float64{{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, 1, 0, -1}},
		a: [][]float64{{1, 1, 1, 0}, {0, 1, -1, -1}},
	},
	"F(4×4)": {
		b: [][]float64{
			{4, 0, -5, 0, 1, 0}, {0, -4, -4, 1, 1, 0}, {0, 4, -4, -1, 1, 0},
			{0, -2, -1, 2, 1, 0}, {0, 2, -1, -2, 1, 0}, {0, 4, 0, -5, 0, 1},
		},
		a: [][]float64{{1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}},
	},
}

// sandwich is m·x·mᵀ of a square x, row by row.
func sandwich(m [][]float64, x []float64) []float64 {
	n := len(m[0])
	var out []float64
	for _, row := range m {
		for _, column := range m {
			sum := 0.0
			for i, r := range row {
				for j, c := range column {
					sum += r * x[i*n+j] * c
				}
			}
			out = append(out, sum)
		}
	}
	return out
}

// The transformed filters are those that the paper's transforms of input and
// products turn into a convolution.
func TestWinogradFilter(t *testing.T) {
	for _, k := range kernels.Convs {
		g, name := k.Filter, map[int]string{4: "F(2×2)", 6: "F(4×4)"}[len(k.Filter)]
		if g == nil {
			continue
		}
		m, rng := transforms[name], rand.New(rand.NewPCG(1, 2))
		size, tile := len(m.b), len(m.a)
		x := make([]float64, size*size)
		for i := range x {
			x[i] = rng.NormFloat64()
		}
		f := noise(rng, 9)
		products := sandwich(m.b, x)
		for i, u := range winogradFilter(g, f) {
			products[i] *= float64(u)
		}
		for i, got := range sandwich(m.a, products) {
			want := 0.0
			for k, v := range f {
				want += float64(v) * x[(i/tile+k/3)*size+i%tile+k%3]
			}
			if math.Abs(got-want) > 1e-5 {
				t.Errorf("%s: output %d is %g, want %g", name, i, got, want)
			}
		}
	}
}
