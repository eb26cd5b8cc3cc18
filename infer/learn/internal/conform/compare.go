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
// of which are small, ‖a−b‖ ≤ Tolerance·‖b‖ as well; see [relativeError].
const Tolerance = 1e-4

// maxRelativeError is the largest of |a−b| beside 1 + max|b|.
func maxRelativeError(a, b []float32) float64 {
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

// relativeError is ‖a−b‖ beside ‖b‖ for a gradient tensor of a network whose
// gradients have a common norm. Some are sums that cancel, as that of a bias before
// another norm, and hold nothing but rounding: a tensor's norm does not count
// as smaller than if each value were a thousandth of the common one, and that
// not as smaller than 0.01.
func relativeError(a, b []float32, common float64) float64 {
	sum := 0.0
	for i := range b {
		d := float64(a[i]) - float64(b[i])
		sum += d * d
	}
	return math.Sqrt(sum) / max(math.Sqrt(squares(b)), 1e-3*max(0.01, common)*math.Sqrt(float64(len(b))))
}

func squares(a []float32) float64 {
	sum := 0.0
	for _, v := range a {
		sum += float64(v) * float64(v)
	}
	return sum
}

// commonNorm is that of all gradients together.
func commonNorm(gradients learn.State) float64 {
	sum := 0.0
	for _, name := range slices.Sorted(maps.Keys(gradients)) {
		sum += squares(gradients[name])
	}
	return math.Sqrt(sum)
}

// closeTo fails the test where values differ by more than the tolerance.
func closeTo(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d values, want %d", what, len(got), len(want))
		return
	}
	if d := maxRelativeError(got, want); d > tolerance {
		t.Errorf("%s: off by %.2g of its largest value", what, d)
	}
}

// Within is how far a backend's gradients may be off, in the two senses of
// [Tolerance].
type Within struct{ Values, Norm float64 }

// Exactly is what a backend with exact nonlinearities keeps to in float32.
var Exactly = Within{Values: Tolerance, Norm: Tolerance}

// closeGradients fails the test where a learner's gradients differ from those
// wanted by more than they may.
func closeGradients(t *testing.T, got, want learn.State, within Within) {
	t.Helper()
	common := commonNorm(want)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		closeTo(t, "the gradient of "+name, got[name], want[name], within.Values)
		if len(got[name]) != len(want[name]) {
			continue
		}
		if d := relativeError(got[name], want[name], common); !(d <= within.Norm) {
			t.Errorf("the gradient of %s: the difference's norm is %.2g of its own", name, d)
		}
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
		if p.Role.Trained() {
			s[p.Name] = slices.Clone(l.Gradient(p.Name))
		}
	}
	return s
}

// statistics are the running ones of a learner.
func statistics(l learn.Learner) learn.State {
	s, all := learn.State{}, l.Save()
	for _, p := range l.Graph().Params() {
		if !p.Role.Trained() {
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
