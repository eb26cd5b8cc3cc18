package ui

import (
	"fmt"
	"math"
	"strings"
)

// number writes a value of an activation, short.
func number(v float32) string {
	switch f := math.Abs(float64(v)); {
	case v != v:
		return "NaN"
	case f < 0.005:
		return "0.00"
	case v < 0:
		return "−" + number(-v)
	case f >= 1e5:
		return scientific(f)
	case f >= 100:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// small writes a difference that is mostly small: "2.1 × 10⁻⁶".
func small(v float64) string {
	switch {
	case v == 0:
		return "0"
	case v >= 1 && v < 1e5:
		return fmt.Sprintf("%.1f", v)
	}
	return scientific(v)
}

// scientific writes a positive value as "3.4 × 10³⁸".
func scientific(v float64) string {
	if math.IsInf(v, 0) {
		return "∞"
	}
	digits, exponent, _ := strings.Cut(fmt.Sprintf("%.1e", v), "e")
	power := strings.TrimLeft(exponent[1:], "0")
	if power == "" {
		return digits
	}
	if exponent[0] == '-' {
		power = "-" + power
	}
	return digits + " × 10" + superscript.Replace(power)
}

var superscript = strings.NewReplacer("-", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// percent writes a probability as "98.5 %".
func percent(p float32) string {
	if p != p {
		return "NaN"
	}
	return fmt.Sprintf("%.1f %%", 100*p)
}
