package infer

import "math"

// Softmax writes the probabilities of one picture's logits to dst, which may
// be logits itself.
func Softmax(dst, logits []float32) {
	top := math.Inf(-1)
	for _, v := range logits {
		top = math.Max(top, float64(v))
	}
	sum := 0.0
	for _, v := range logits {
		sum += math.Exp(float64(v) - top)
	}
	for i, v := range logits {
		dst[i] = float32(math.Exp(float64(v)-top) / sum)
	}
}
