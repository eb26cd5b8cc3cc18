package format

import (
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestShares(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		p    []float32
		want []string
	}{
		{nil, []string{}},
		{[]float32{1}, []string{"100.0"}},
		{[]float32{0.5146, 0.3044, 0.0874, 0.0656, 0.028}, []string{"51.5", "30.4", "8.7", "6.6", "2.8"}},
		{[]float32{0.3334, 0.3333, 0.3333}, []string{"33.3", "33.4", "33.3"}},
		{[]float32{0.9856, 0.0048, 0.0048, 0.0048}, []string{"98.6", "0.4", "0.5", "0.5"}},
		{[]float32{nan, nan}, []string{"NaN", "NaN"}},
		{[]float32{0.7, 0.1}, []string{"70.0", "10.0"}}, // of no whole
	} {
		if got := Shares(c.p); !slices.Equal(got, c.want) {
			t.Errorf("%v is written %q, want %q", c.p, got, c.want)
		}
	}
}

// Whatever the shares of ten classes are, what is written adds up to 100.0, the
// greatest is written as by itself, and none is a whole digit off.
func TestSharesAddUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		p, sum := make([]float32, 10), float32(0)
		for i := range p {
			p[i] = float32(math.Exp(3 * random.NormFloat64()))
			sum += p[i]
		}
		tenths, greatest := 0, 0
		for i := range p {
			p[i] /= sum
			if p[i] > p[greatest] {
				greatest = i
			}
		}
		for i, s := range Shares(p) {
			n, err := strconv.Atoi(strings.Replace(s, ".", "", 1))
			if err != nil || n < 0 || math.Abs(float64(n)-1000*float64(p[i])) >= 1.001 || i == greatest && math.Abs(float64(n)-1000*float64(p[i])) > 0.501 {
				t.Fatalf("%v: %v is written %q", p, p[i], s)
			}
			tenths += n
		}
		if tenths != 1000 {
			t.Fatalf("%v adds up to %d tenths", p, tenths)
		}
	}
}
