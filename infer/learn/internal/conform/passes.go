package conform

import (
	"math"
	"testing"

	"regnetlens/infer/learn"
)

// Passes checks accumulation: the gradients of a step of two passes are the
// mean of what the passes have, its loss theirs, and the running statistics
// those of one after the other.
func Passes(t *testing.T, b learn.Backend) {
	for _, r := range records {
		t.Run(label(r), func(t *testing.T) {
			g := graph(t, r)
			o := learn.Options{Batch: 5, Smoothing: 0.1}
			first, second := batch(g, 5, 1), batch(g, 5, 2)
			single := learner(t, b, g, Random(t, g, 3), o)
			one := step(t, single, 1, 0, first)
			a := gradients(single)
			two := step(t, single, 2, 0, second)
			c := gradients(single)
			both := learner(t, b, g, Random(t, g, 3), o)
			got := step(t, both, 1, 0, join(first, second))

			if want := (one.Loss + two.Loss) / 2; math.Abs(got.Loss-want) > 1e-6 || got.Right != one.Right+two.Right {
				t.Errorf("%+v of %+v and %+v", got, one, two)
			}
			for name, d := range a {
				for i := range d {
					d[i] = (d[i] + c[name][i]) / 2
				}
			}
			closeGradients(t, gradients(both), a, Within{Values: 1e-5, Norm: 1e-5})
			sameBits(t, "the running statistics", statistics(both), statistics(single))
		})
	}
}

// Fewer checks that a step of fewer pictures than a pass holds is that of a
// learner made for so many, and that a whole pass after it is as it was.
func Fewer(t *testing.T, b learn.Backend) {
	for _, r := range records {
		t.Run(label(r), func(t *testing.T) {
			g := graph(t, r)
			large := learner(t, b, g, Random(t, g, 3), learn.Options{Batch: 7})
			step(t, large, 1, 0, batch(g, 7, 1))
			whole := gradients(large)
			for _, n := range []int{1, 2, 6} {
				exact := learner(t, b, g, Random(t, g, 3), learn.Options{Batch: n})
				x, y := step(t, exact, 1, 0, batch(g, n, 2)), step(t, large, 2, 0, batch(g, n, 2))
				if math.Abs(x.Loss-y.Loss) > 1e-5*(1+x.Loss) || x.Right != y.Right {
					t.Errorf("%d pictures: %+v, want %+v", n, y, x)
				}
				closeGradients(t, gradients(large), gradients(exact), Exactly)
			}
			step(t, large, 3, 0, batch(g, 7, 1))
			sameBits(t, "the whole pass again", gradients(large), whole)
		})
	}
}
