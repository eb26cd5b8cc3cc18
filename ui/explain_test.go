package ui

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/explain"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

var shown = regexp.MustCompile(`−?[0-9]+\.[0-9]+`)

// numbers of a line, as they are written.
func numbers(line string) []float64 {
	var out []float64
	for _, s := range shown.FindAllString(line, -1) {
		v, _ := strconv.ParseFloat(strings.Replace(s, "−", "-", 1), 64)
		out = append(out, v)
	}
	return out
}

// The numbers as the page writes them make what it says they make, up to the
// rounding of each.
func TestEquations(t *testing.T) {
	tanh := math.Tanh
	for _, test := range []struct {
		letter string
		pixel  explain.Pixel
		line   int
		made   func(n []float64) float64 // of the numbers behind the first
	}{
		{"C", explain.Pixel{Kind: arch.RegulatorLSTM, Cell: map[string]float32{"C": 0.4103, "f": 0.88, "C0": 0.35, "i": 0.31, "g": 0.33}}, 1,
			func(n []float64) float64 { return n[0]*n[1] + n[2]*n[3] }},
		{"H", explain.Pixel{Kind: arch.RegulatorLSTM, Cell: map[string]float32{"C": -0.5, "o": 0.9, "T": -0.4159}}, 3,
			func(n []float64) float64 { return n[0] * tanh(n[1]) }},
		{"H", explain.Pixel{Kind: arch.RegulatorLSTM, Cell: map[string]float32{"T": -0.42, "a": -1.5, "b": 0.25, "H": 0.88}}, 5,
			func(n []float64) float64 { return max(0, n[0]*n[1]+n[2]) }},
		{"H", explain.Pixel{Kind: arch.RegulatorGRU, Cell: map[string]float32{"T": -0.09, "z": 0.3, "H0": 0.2, "h": -0.77}}, 1,
			func(n []float64) float64 { return (1-n[0])*n[1] + n[2]*n[3] }},
		{"H", explain.Pixel{Kind: arch.RegulatorLSTM, Cell: map[string]float32{"T": -0.0058, "a": 26.304, "b": 0.9826, "H": 0.83004}}, 5,
			func(n []float64) float64 { return max(0, n[0]*n[1]+n[2]) }},
		{"H", explain.Pixel{Kind: arch.RegulatorRNN, Cell: map[string]float32{"T": 0.61, "h": 0.61}}, 1,
			func(n []float64) float64 { return n[0] }},
	} {
		line := equation(&text.English.Explain, test.letter, &test.pixel)[test.line]
		n := numbers(strings.ReplaceAll(line, "(1−", "(1 "))
		if d := math.Abs(n[0] - test.made(n[1:])); d > 0.00501 {
			t.Errorf("%s %s: %q is off by %g", test.pixel.Kind, test.letter, line, d)
		}
	}
	lines := equation(&text.English.Explain, "O", &explain.Pixel{Sums: []float32{0.5}, Add: 0.25, Act: arch.ReLU, Value: 0.75})
	if got := strings.Join(lines, "; "); got != "O = ReLU(0.50 + shortcut 0.25) = 0.75" {
		t.Error(got)
	}
}

// A convolution's value is taken apart into what came in, the bias, the strongest
// map and the others; as written they make the sum.
func TestMade(t *testing.T) {
	w := &explain.Window{Kernel: 1, Of: 3, Channel: 1, Values: []float32{0.5}, Weights: []float32{1.5}}
	for _, test := range []struct {
		name  string
		pixel explain.Pixel
		want  string
	}{
		{"output", explain.Pixel{Window: w, Sums: []float32{0.5, 0.25, 1, 0.9}, Add: -0.25, Act: arch.ReLU, Value: 0.65}, "−0.25 +0.50 +0.75 −0.35 0.65"},
		{"below zero", explain.Pixel{Window: w, Sums: []float32{-2, -2, -1.25, -1}, Act: arch.ReLU}, "– −2.00 +0.75 +0.25 −1.00 → 0.00"},
		{"residual", explain.Pixel{Window: w, Sums: []float32{0.333, 0.333, 1.083, 1.749}, Value: 1.749}, "– +0.33 +0.75 +0.67 1.75"},
		{"gate", explain.Pixel{Window: &explain.Window{Fused: true, Kernel: 3, Of: 1}, Act: arch.Sigmoid, Sums: make([]float32, 10), Value: 0.5}, "– 0.00 0.00 0.00 0.00 → 0.50"},
		{"a cell", explain.Pixel{Cell: map[string]float32{"H": 1}}, ""},
	} {
		s, err := session.New(session.PageData{}, []weights.Model{{Arch: arch.Record{Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4}, Blocks: []int{1}, Shortcut: arch.ShortcutProjection, Classes: 2}, Input: 8, Classes: []string{"a", "b"}}})
		if err != nil {
			t.Fatal(err)
		}
		s.Slots[1].Activation = &protocol.Activation{Pixel: test.pixel}
		var got []string
		for _, r := range (&Explain{S: s}).rows() {
			if r.Values[0].Text != "–" {
				t.Errorf("%s: A has %q", test.name, r.Values[0].Text)
			}
			got = append(got, r.Values[1].Text)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// A sum has as many digits as it needs, and none of a number that is none.
func TestDigitsOfSums(t *testing.T) {
	add := func(n []float64) float64 { return n[0] + n[1] }
	for _, test := range []struct {
		a, b float32
		want string
	}{
		{1, 2, "3.00 = 1.00 + 2.00"},
		{0.994, 0.994, "1.99 = 0.994 + 0.994"},
		{-0.004, 0.001, "0.00 = 0.00 + 0.00"},
		{3e38, 1, "3.0 × 10³⁸ = 3.0 × 10³⁸ + 1.000000000"},
	} {
		written, of := sum(test.a+test.b, add, test.a, test.b)
		if got := written + " = " + of[0].(string) + " + " + of[1].(string); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	if written, _ := sum(float32(math.NaN()), add, 1, 2); written != "NaN" {
		t.Errorf("NaN is written %q", written)
	}
}
