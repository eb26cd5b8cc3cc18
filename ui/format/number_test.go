package format

import (
	"math"
	"strings"
	"testing"
)

func TestNumbers(t *testing.T) {
	inf := float32(math.Inf(1))
	for v, want := range map[float32]string{
		0: "0.00", -0.001: "0.00", 1.234: "1.23", -26.304: "−26.30", 123.4: "123", 99999: "99999", 1e5: "1.0 × 10⁵", -3.4e38: "−3.4 × 10³⁸", inf: "∞", -inf: "−∞",
	} {
		if got := Number(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
	if got := Number(float32(math.NaN())); got != "NaN" {
		t.Errorf("NaN is written %q", got)
	}
	for v, want := range map[float64]string{
		0: "0", 2.1e-6: "2.1 × 10⁻⁶", 9.99e-7: "1.0 × 10⁻⁶", 0.5: "5.0 × 10⁻¹", 3: "3.0", 1e10: "1.0 × 10¹⁰", math.MaxFloat64: "1.8 × 10³⁰⁸", math.Inf(1): "∞",
	} {
		if got := Small(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float32]string{0: "0.0 %", 0.9849: "98.5 %", 1: "100.0 %"} {
		if got := Percent(v); got != want {
			t.Errorf("%g is a share of %q, want %q", v, got, want)
		}
	}
	if got := Percent(float32(math.NaN())); got != "NaN" {
		t.Errorf("NaN is a share of %q", got)
	}
	for v, want := range map[float64]string{0: "0", 0.004: "0.00", 9.994: "9.99", 12.34: "12.3", 123.4: "123", 123456: "123456"} {
		if got := Three(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
	for v, want := range map[int64]string{0: "0", 999: "999", 1000: "1\u202f000", 1_002_003: "1\u202f002\u202f003"} {
		if got := Count(v); got != want {
			t.Errorf("%d is written %q, want %q", v, got, want)
		}
	}
	for v, want := range map[float32]string{0: "0", 0.5: "0.5", 2: "2", 0.1: "0.1"} {
		if got := Factor(v); got != want {
			t.Errorf("the factor %g is written %q, want %q", v, got, want)
		}
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		v      float64
		digits int
		want   string
	}{
		{1.2345, 2, "1.23"}, {1.2345, 3, "1.234"}, {-1.5, 2, "−1.50"}, {-0.001, 2, "0.00"}, {-0.001, 3, "−0.001"},
		{1e5, 2, "1.0 × 10⁵"}, {math.NaN(), 4, "NaN"}, {math.Inf(-1), 2, "−∞"},
	} {
		if got := Decimals(c.v, c.digits); got != c.want {
			t.Errorf("%g with %d digits is written %q, want %q", c.v, c.digits, got, c.want)
		}
	}
	// Style sheets and SVG know no other minus.
	if got := Fixed(-0.25, 1); got != "-0.2" {
		t.Errorf("a number of SVG is written %q", got)
	}
}

// Parts add up as they are written, and each is near what it stands for.
func TestParts(t *testing.T) {
	for _, c := range []struct {
		parts []float64
		want  string
	}{
		{[]float64{2.371, 0.604, -0.452, 1.089}, "+2.37 +0.60 −0.45 +1.09"},
		{[]float64{0.334, 0.334, 0.334}, "+0.34 +0.33 +0.33"},
		{[]float64{-0.004, -0.004}, "−0.01 0.00"},
		{[]float64{0, 0}, "0.00 0.00"},
		{[]float64{1e6, 1}, "+1.0 × 10⁶ +1.00"},
		{[]float64{math.NaN(), 1}, "NaN +1.00"},
	} {
		sum := 0.0
		for _, v := range c.parts {
			sum += v
		}
		got := Parts(c.parts, sum)
		if got := strings.Join(got, " "); got != c.want {
			t.Errorf("%v: %s, want %s", c.parts, got, c.want)
		}
	}
}
