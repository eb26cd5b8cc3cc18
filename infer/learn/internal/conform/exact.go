package conform

import (
	"fmt"
	"testing"

	"regnetlens/infer/learn"
)

// Threads checks that the number of threads changes no bit: of states,
// gradients and results over three steps, with batches that no number of
// threads divides.
func Threads(t *testing.T, b learn.Backend) {
	for i, r := range records {
		g := graph(t, r)
		for _, n := range []int{5, 13} {
			if testing.Short() && (i+n)%2 == 0 {
				continue
			}
			t.Run(fmt.Sprintf("%s/%d pictures", label(r), n), func(t *testing.T) {
				var states, last []learn.State
				var results [][3]learn.Result
				for _, threads := range []int{1, 2, 3, 16} {
					l := learner(t, b, g, learn.Init(g, 3), learn.Options{Batch: n, Threads: threads, Smoothing: 0.1, Optimizer: everything})
					var made [3]learn.Result
					for k := range made {
						made[k] = step(t, l, k+1, 0.1, batch(g, n, uint64(k)))
					}
					results, states, last = append(results, made), append(states, l.Save()), append(last, gradients(l))
				}
				for k, threads := range []int{2, 3, 16} {
					sameBits(t, fmt.Sprint(threads, " threads"), states[k+1], states[0])
					sameBits(t, fmt.Sprint("the gradients of ", threads, " threads"), last[k+1], last[0])
					if results[k+1] != results[0] {
						t.Errorf("%d threads: %+v, one has %+v", threads, results[k+1], results[0])
					}
				}
			})
		}
	}
}

// Resume checks that a learner made from a saved state goes on to the same
// bits, with everything that an optimiser remembers and gradients accumulated
// over two passes; and so does one that is loaded over other weights.
func Resume(t *testing.T, b learn.Backend) {
	for _, r := range records {
		t.Run(label(r), func(t *testing.T) {
			g := graph(t, r)
			o := learn.Options{Batch: 4, Threads: 2, Smoothing: 0.1, Optimizer: everything}
			take := func(l learn.Learner, from, to int) learn.State {
				for k := from; k <= to; k++ {
					step(t, l, k, 0.1, batch(g, 8, uint64(k)))
				}
				return l.Save()
			}
			whole := learner(t, b, g, learn.Init(g, 3), o)
			half := take(whole, 1, 2)
			want := take(whole, 3, 4)

			sameBits(t, "made from the half", take(learner(t, b, g, half, o), 3, 4), want)
			other := learner(t, b, g, learn.Init(g, 4), o)
			take(other, 1, 1)
			if err := other.Load(half); err != nil {
				t.Fatal(err)
			}
			sameBits(t, "loaded", other.Save(), half)
			sameBits(t, "loaded and gone on", take(other, 3, 4), want)
		})
	}
}

// Start checks what a state becomes that has parameters only, and that a
// learner keeps nothing of the states that it is given or gives.
func Start(t *testing.T, b learn.Backend) {
	g := graph(t, records[3])
	s := learn.Init(g, 3)
	l := learner(t, b, g, s, learn.Options{Batch: 2, Optimizer: everything})
	check := func(what string, got learn.State) {
		t.Helper()
		want := learn.State{}
		for _, p := range g.Params() {
			want[p.Name], want[learn.PrefixEMA+p.Name] = learn.Init(g, 3)[p.Name], learn.Init(g, 3)[p.Name]
			if p.Role.Trained() {
				want[learn.PrefixMomentum+p.Name] = make([]float32, p.Len())
			}
		}
		sameBits(t, what, got, want)
	}
	clear(s["fc.weight"])
	first := l.Save()
	check("made", first)
	clear(first["conv0.weight"])
	check("saved", l.Save())
	step(t, l, 1, 0.1, batch(g, 2, 1))
	if err := l.Load(learn.Init(g, 3)); err != nil {
		t.Fatal(err)
	}
	check("loaded again", l.Save())
	plain := learner(t, b, g, l.Save(), learn.Options{Batch: 2})
	if _, ok := plain.Save()[learn.PrefixEMA+"fc.weight"]; ok {
		t.Error("without a moving average there is one")
	}
}
