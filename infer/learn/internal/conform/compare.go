package conform

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Tolerance of a backend in float32: for each tensor max|a−b| ≤
// Tolerance·(1 + max|b|), which is the engine's own, and for gradients, many
// of which are small, ‖a−b‖ ≤ Tolerance·‖b‖ as well.
const Tolerance = 1e-4

// least is the norm below which a gradient tensor counts as zero, for each √n
// of its values: sums of terms near 1 that cancel leave float32's rounding.
const least = 1e-4

// difference is the largest of |a−b| beside 1 + max|b|.
func difference(a, b []float32) float64 {
	worst, top := 0.0, 0.0
	for i := range b {
		d := math.Abs(float64(a[i]) - float64(b[i]))
		if math.IsNaN(d) {
			return math.Inf(1)
		}
		worst, top = max(worst, d), max(top, math.Abs(float64(b[i])))
	}
	return worst / (1 + top)
}

// relative is ‖a−b‖ beside ‖b‖.
func relative(a, b []float32) float64 {
	apart, size := 0.0, 0.0
	for i := range b {
		d := float64(a[i]) - float64(b[i])
		apart, size = apart+d*d, size+float64(b[i])*float64(b[i])
	}
	return math.Sqrt(apart) / max(math.Sqrt(size), least*math.Sqrt(float64(len(b))))
}

// closeTo fails the test where values differ by more than the tolerance.
func closeTo(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	if d := difference(got, want); d > tolerance {
		t.Errorf("%s: off by %.2g of its largest value", what, d)
	}
}

// closeGradient is [closeTo] with the norm of the difference as well.
func closeGradient(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	closeTo(t, what, got, want, tolerance)
	if len(got) != len(want) {
		return
	}
	if d := relative(got, want); !(d <= tolerance) {
		t.Errorf("%s: the difference's norm is %.2g of its own", what, d)
	}
}

// sameBits fails the test where states differ at all.
func sameBits(t *testing.T, what string, got, want learn.State) {
	t.Helper()
	names := slices.Sorted(maps.Keys(want))
	if other := slices.Sorted(maps.Keys(got)); !slices.Equal(names, other) {
		t.Errorf("%s: the state has %v, want %v", what, other, names)
		return
	}
	for _, name := range names {
		if at := firstDifference(got[name], want[name]); at >= 0 {
			t.Errorf("%s: %s differs from value %d on", what, name, at)
			return
		}
	}
}

// firstDifference is the first index at which bits differ, or -1.
func firstDifference(a, b []float32) int {
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	for i := range a {
		if math.Float32bits(a[i]) != math.Float32bits(b[i]) {
			return i
		}
	}
	return -1
}

// gradients are a copy of all of a learner's.
func gradients(l learn.Learner) learn.State {
	s := learn.State{}
	for _, p := range l.Graph().Params() {
		if p.Trained {
			s[p.Name] = slices.Clone(l.Gradient(p.Name))
		}
	}
	return s
}

// statistics are the running ones of a learner.
func statistics(l learn.Learner) learn.State {
	s, all := learn.State{}, l.Save()
	for _, p := range l.Graph().Params() {
		if !p.Trained {
			s[p.Name] = all[p.Name]
		}
	}
	return s
}

// label is a short name of an architecture.
func label(r arch.Record) string {
	name := fmt.Sprintf("%s-%s-%s%v", r.Stem, r.Block, r.Regulator, r.Widths)
	if r.SE > 0 {
		name = "se-" + name
	}
	return name
}
