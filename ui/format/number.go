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
	return Decimals(math.Round(1000*float64(p))/10, 1) + " %"
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
	spread(rounded, left, func(i int) float64 { return parts[i]*scale - rounded[i] })
	for i, v := range rounded {
		out[i] = Signed(v / scale)
	}
	return out
}

// Shares writes all probabilities of an answer as per cents with one digit and
// without the sign, rounded so that what is written adds up to 100.0. The
// greatest is written as [Percent] writes it, since it is read elsewhere, too.
// Those of an answer that is no number are written each by itself.
func Shares(p []float32) []string {
	const scale = 1000
	out, rounded := make([]string, len(p)), make([]float64, len(p))
	left, sum, greatest := float64(scale), 0.0, 0
	for i, v := range p {
		rounded[i] = math.Round(scale * float64(v))
		left, sum = left-rounded[i], sum+float64(v)
		if v > p[greatest] {
			greatest = i
		}
	}
	if math.Abs(sum-1) < 1e-3 {
		spread(rounded, left, func(i int) float64 {
			if i == greatest {
				return math.NaN() // no better than any
			}
			return scale*float64(p[i]) - rounded[i]
		})
	}
	for i, v := range rounded {
		out[i] = Decimals(v/10, 1)
	}
	return out
}

// spread adds what rounding left over, by ones, to those that it changes least;
// lost is what one has lost by rounding so far.
func spread(rounded []float64, left float64, lost func(i int) float64) {
	for ; math.Abs(left) >= 1 && math.Abs(left) <= float64(len(rounded)); left -= math.Copysign(1, left) {
		best, gain := 0, math.Inf(-1)
		for i := range rounded {
			if g := math.Copysign(1, left) * lost(i); g > gain {
				best, gain = i, g
			}
		}
		rounded[best] += math.Copysign(1, left)
	}
}
