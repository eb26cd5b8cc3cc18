package ui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/infer/explain"
	"regnetlens/ui/format"
	"regnetlens/ui/text"
)

// sum writes an equation so that it comes out as printed: the numbers behind it
// have as many digits as its result needs. made computes the result of them.
func sum(result float32, made func(n []float64) float64, numbers ...float32) (written string, of []any) {
	const least, most = 2, 9
	written = format.Decimals(float64(result), least)
	for digits := least; ; digits++ {
		of = of[:0]
		rounded := make([]float64, len(numbers))
		for i, v := range numbers {
			s := format.Decimals(float64(v), digits)
			of = append(of, s)
			rounded[i], _ = strconv.ParseFloat(strings.Replace(s, "−", "-", 1), 64)
		}
		if digits == most || format.Decimals(made(rounded), least) == written {
			return written, of
		}
	}
}

// line is an equation: a phrase of its numbers, after what they make.
func line(letter, phrase string, result float32, made func(n []float64) float64, numbers ...float32) string {
	written, of := sum(result, made, numbers...)
	return letter + " = " + fmt.Sprintf(phrase, of...) + " = " + written
}

// equation is how a cell's value is made, or one that is weighed as a whole
// (squeeze and excitation); nil of a convolution, which is a sum (see madeRow).
func equation(t *text.Explain, letter string, p *explain.Pixel) []string {
	switch {
	case p.Cell != nil:
		return cellEquation(letter, p)
	case p.Window == nil && len(p.Sums) > 0:
		return []string{line(letter, "ReLU(%s + "+t.Shortcut+" %s)", p.Value, func(n []float64) float64 { return max(0, n[0]+n[1]) }, p.Sums[len(p.Sums)-1], p.Add)}
	}
	return nil
}

// cellEquation is the paper's equation and, below it, the live numbers.
func cellEquation(letter string, p *explain.Pixel) []string {
	n := p.Cell
	live := func(of, phrase string, made func(n []float64) float64, names ...string) string {
		var numbers []float32
		for _, name := range names {
			numbers = append(numbers, n[name])
		}
		written, texts := sum(n[of], made, numbers...)
		return written + " = " + fmt.Sprintf(phrase, texts...)
	}
	var lines []string
	switch p.Kind {
	case arch.RegulatorRNN:
		lines = []string{"H̃ = h", live("T", "%s", func(n []float64) float64 { return n[0] }, "h")}
	case arch.RegulatorGRU:
		lines = []string{"H̃ = (1−z)∘H + z∘h", live("T", "(1−%[1]s)·%[2]s + %[1]s·%[3]s", func(n []float64) float64 { return (1-n[0])*n[1] + n[0]*n[2] }, "z", "H0", "h")}
	case arch.RegulatorLSTM:
		lines = []string{"C = f∘C + i∘g", live("C", "%s·%s + %s·%s", func(n []float64) float64 { return n[0]*n[1] + n[2]*n[3] }, "f", "C0", "i", "g")}
		if letter == "C" {
			return lines
		}
		lines = append(lines, "H̃ = o∘tanh(C)", live("T", "%s·tanh(%s)", func(n []float64) float64 { return n[0] * math.Tanh(n[1]) }, "o", "C"))
	}
	return append(lines, "H = ReLU(a·H̃ + b)", live("H", "ReLU(%s·%s + %s)", func(n []float64) float64 { return max(0, n[0]*n[1]+n[2]) }, "a", "T", "b"))
}
