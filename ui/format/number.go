// Package format writes the page's values: numbers, shares, sizes, the letters
// of networks and maps, and the words that attributes of HTML take. What is said
// about them is in package text.
package format

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Number writes a value of an activation, short.
func Number(v float32) string {
	switch f := math.Abs(float64(v)); {
	case v != v:
		return "NaN"
	case f < 0.005:
		return "0.00"
	case v < 0:
		return "−" + Number(-v)
	case f >= 1e5:
		return scientific(f)
	case f >= 100:
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2f", v)
}

// Small writes a difference that is mostly small: "2.1 × 10⁻⁶".
func Small(v float64) string {
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

// Percent writes a probability as "98.5 %".
func Percent(p float32) string {
	if p != p {
		return "NaN"
	}
	return fmt.Sprintf("%.1f %%", 100*p)
}

// Decimals writes a value with so many digits behind the point; what has none
// to speak of as Number does.
func Decimals(v float64, digits int) string {
	if math.IsNaN(v) || math.Abs(v) >= 1e5 {
		return Number(float32(v))
	}
	s := strconv.FormatFloat(v, 'f', digits, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return strings.Replace(s, "-", "−", 1)
}

// Fixed writes a number as style sheets and SVG read it, with so many digits
// behind the point.
func Fixed(v float64, digits int) string { return strconv.FormatFloat(v, 'f', digits, 64) }

// Three writes an amount that is not negative with three digits or so: "0",
// "1.23", "12.3", "123".
func Three(v float64) string {
	switch {
	case v == 0:
		return "0"
	case v >= 100:
		return Fixed(v, 0)
	case v >= 10:
		return Fixed(v, 1)
	}
	return Fixed(v, 2)
}

// Count writes a number with a narrow no-break space after the thousands.
func Count(n int64) string {
	if n < 1000 {
		return strconv.FormatInt(n, 10)
	}
	return fmt.Sprintf("%s\u202f%03d", Count(n/1000), n%1000)
}

// Factor writes what something is multiplied by: "0.5".
func Factor(by float32) string { return strconv.FormatFloat(float64(by), 'g', -1, 32) }

// Signed writes a value with two digits and its sign, plus too: "+1.24".
func Signed(v float64) string {
	s := Decimals(v, 2)
	if v > 0 && strings.Trim(s, "0.") != "" && s != Number(float32(math.Inf(1))) {
		s = "+" + s
	}
	return s
}

// Parts writes the parts of a sum with two digits and their signs, rounded so
// that what is written adds up to the sum as [Decimals] writes it: what rounding
// left over goes where it changes least.
func Parts(parts []float64, sum float64) []string {
	const scale = 100
	out := make([]string, len(parts))
	rounded := make([]float64, len(parts))
	left := math.Round(sum * scale)
	for i, v := range parts {
		if math.IsNaN(v) || math.Abs(v) >= 1e5 {
			left = math.NaN()
		}
		rounded[i] = math.Round(v * scale)
		left -= rounded[i]
	}
	for ; math.Abs(left) >= 1 && math.Abs(left) <= float64(len(parts)); left -= math.Copysign(1, left) {
		best, gain := 0, math.Inf(-1)
		for i, v := range parts {
			if g := math.Copysign(1, left) * (v*scale - rounded[i]); g > gain {
				best, gain = i, g
			}
		}
		rounded[best] += math.Copysign(1, left)
	}
	for i, v := range rounded {
		out[i] = Signed(v / scale)
	}
	return out
}
