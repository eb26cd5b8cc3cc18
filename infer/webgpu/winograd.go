//go:build js

package webgpu

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
