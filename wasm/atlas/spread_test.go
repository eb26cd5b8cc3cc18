package atlas

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// exact is the end by its definition.
func exact(share float64, lists ...[]float32) float32 {
	var all []float32
	for _, v := range slices.Concat(lists...) {
		all = append(all, max(v, -v))
	}
	slices.Sort(all)
	return all[int(math.Ceil(share*float64(len(all))))-1]
}

// The end of two networks' colours is that of their values together, though
// each knows its own only.
func TestEnd(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	list := func(n int, scale, zeros float64) []float32 {
		out := make([]float32, n)
		for i := range out {
			if r.Float64() >= zeros {
				out[i] = float32(scale * r.NormFloat64())
			}
		}
		return out
	}
	for name, lists := range map[string][][]float32{
		"alone":       {list(3072, 1, 0.5)},
		"alike":       {list(3072, 1, 0.5), list(3072, 1.2, 0.3)},
		"far apart":   {list(3072, 1, 0.5), list(3072, 1e-3, 0)},
		"few":         {list(192, 5, 0.7), list(192, 2, 0.9)},
		"of two size": {list(768, 3, 0), list(192, 1, 0)},
		"none of one": {list(192, 5, 0.2), nil},
	} {
		var spreads []Spread
		for _, l := range lists {
			spreads = append(spreads, SpreadOf(l))
		}
		for _, share := range []float64{Share(1, 3), Share(3, 3)} {
			got, want := End(share, spreads...), exact(share, lists...)
			if math.Abs(float64(got-want)) > 0.03*float64(want) {
				t.Errorf("%s: %g of the values end at %g, want %g", name, share, got, want)
			}
		}
	}
}

func TestEndOfLittle(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	dark := make([]float32, 1000)
	dark[3] = -4
	for name, test := range map[string]struct {
		values []float32
		want   float32
	}{
		"nothing":               {nil, 0},
		"no number":             {[]float32{nan, inf}, 0},
		"zeros":                 {make([]float32, 50), 0},
		"one bright value":      {dark, 4},
		"one value":             {[]float32{7}, 7},
		"beside what is no one": {[]float32{nan, 2, inf, -2, 2}, 2},
		"the greatest there is": {[]float32{math.MaxFloat32, -math.MaxFloat32}, math.MaxFloat32},
	} {
		if got := End(0.99, SpreadOf(test.values)); math.Abs(float64(got)-float64(test.want)) > 0.01*float64(test.want) {
			t.Errorf("%s ends at %g, want %g", name, got, test.want)
		}
	}
	if got := End(0.99); got != 0 {
		t.Errorf("nothing ends at %g", got)
	}
	if got := End(0.99, Spread{Count: 3, At: []float32{1}}); got != 0 {
		t.Errorf("a spread of another kind ends at %g", got)
	}
}
