package infer

import (
	"math"
	"testing"
)

func TestSoftmax(t *testing.T) {
	inf := float32(math.Inf(-1))
	for _, c := range []struct{ logits, want []float32 }{
		{[]float32{0, 0}, []float32{0.5, 0.5}},
		{[]float32{0, float32(math.Log(3))}, []float32{0.25, 0.75}},
		{[]float32{1e30, 1e30, -1e30}, []float32{0.5, 0.5, 0}}, // no overflow
		{[]float32{5, inf}, []float32{1, 0}},
		{[]float32{-7}, []float32{1}},
	} {
		got := make([]float32, len(c.logits))
		Softmax(got, c.logits)
		for i := range got {
			if math.Abs(float64(got[i]-c.want[i])) > 1e-7 {
				t.Errorf("softmax of %v is %v, want %v", c.logits, got, c.want)
				break
			}
		}
	}
	inPlace := []float32{1, 2, 3}
	Softmax(inPlace, inPlace)
	if sum := inPlace[0] + inPlace[1] + inPlace[2]; math.Abs(float64(sum)-1) > 1e-6 {
		t.Errorf("in place the probabilities sum to %g", sum)
	}
}
