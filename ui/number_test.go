package ui

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	inf := float32(math.Inf(1))
	for v, want := range map[float32]string{
		0: "0.00", -0.001: "0.00", 1.234: "1.23", -26.304: "−26.30", 123.4: "123", 99999: "99999", 1e5: "1.0 × 10⁵", -3.4e38: "−3.4 × 10³⁸", inf: "∞", -inf: "−∞",
	} {
		if got := number(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
	if got := number(float32(math.NaN())); got != "NaN" {
		t.Errorf("NaN is written %q", got)
	}
	for v, want := range map[float64]string{
		0: "0", 2.1e-6: "2.1 × 10⁻⁶", 9.99e-7: "1.0 × 10⁻⁶", 0.5: "5.0 × 10⁻¹", 3: "3.0", 1e10: "1.0 × 10¹⁰", math.MaxFloat64: "1.8 × 10³⁰⁸", math.Inf(1): "∞",
	} {
		if got := small(v); got != want {
			t.Errorf("%g is written %q, want %q", v, got, want)
		}
	}
	if got := percent(float32(math.NaN())); got != "NaN" {
		t.Errorf("NaN is a share of %q", got)
	}
}
