//go:build js

package webgpu

// winogradFilter is G·g·Gᵀ, the 4 × 4 form of a 3 × 3 filter in F(2×2, 3×3)
// (Lavin & Gray, arXiv 1509.09308): one factor of conv3x3_winograd.wgsl's
// products.
func winogradFilter(g []float32) (u [16]float32) {
	// G's rows applied to a column of three values.
	rows := func(a, b, c float64) [4]float64 { return [4]float64{a, (a + b + c) / 2, (a - b + c) / 2, c} }
	var half [4][3]float64
	for x := range 3 {
		for y, v := range rows(float64(g[x]), float64(g[3+x]), float64(g[6+x])) {
			half[y][x] = v
		}
	}
	for y := range 4 {
		for x, v := range rows(half[y][0], half[y][1], half[y][2]) {
			u[4*y+x] = float32(v)
		}
	}
	return u
}
