//go:build js

package webgpu

// The matrices G of Winograd's F(2×2, 3×3) and F(4×4, 3×3) (Lavin & Gray, arXiv
// 1509.09308, Sections 4.1 and 4.2).
var (
	winograd2x2 = [][3]float64{{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}}
	winograd4x4 = [][3]float64{
		{1. / 4, 0, 0}, {-1. / 6, -1. / 6, -1. / 6}, {-1. / 6, 1. / 6, -1. / 6},
		{1. / 24, 1. / 12, 1. / 6}, {1. / 24, -1. / 12, 1. / 6}, {0, 0, 1},
	}
)

// winogradFilter is G·f·Gᵀ, the transformed form of a 3 × 3 filter, row by row:
// one factor of the kernels' products.
func winogradFilter(g [][3]float64, f []float32) []float32 {
	u := make([]float32, 0, len(g)*len(g))
	for _, row := range g {
		for _, column := range g {
			sum := 0.0
			for y, r := range row {
				for x, c := range column {
					sum += r * float64(f[3*y+x]) * c
				}
			}
			u = append(u, float32(sum))
		}
	}
	return u
}
