package gonum

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/infer/learn/internal/conform"
)

// On random architectures the gradient of every parameter is the slope of the
// loss: along a random direction, by central differences.
//
// The loss has kinks where a ReLU's input is zero and where a pool's maxima
// change places; across one, differences are not the slope. So a direction
// along which a choice flips is tried with smaller steps and then passed over,
// which must remain rare.
func TestGradientsAreSlopes(t *testing.T) {
	rounds := 16
	if testing.Short() || runtime.GOOS == "js" {
		rounds = 4 // it takes seconds there
	}
	graphs := conform.Graphs(t)
	for seed := range uint64(rounds) {
		graphs = append(graphs, conform.RandomGraph(t, rand.New(rand.NewPCG(seed, 3)), 1e5))
	}
	tried, passed := 0, 0
	for i, g := range graphs {
		seed, n := uint64(i), 3+i%2
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Logf("%d × %v through %s", n, g.Shape(g.Input), g.Record)
			made, err := Backend{}.New(g, conform.Random(t, g, seed), learn.Options{Batch: n, Smoothing: 0.1})
			if err != nil {
				t.Fatal(err)
			}
			l, rng := made.(*learner), rand.New(rand.NewPCG(seed, 4))
			l.store.begin()
			if _, _, err := l.pass(context.Background(), 1, conform.RandomBatch(g, n, seed)); err != nil {
				t.Fatal(err)
			}
			base := choices(l)
			for i, p := range l.store.params {
				if p.gradient == nil {
					continue
				}
				tried++
				got, want, ok := slope(t, l, p, base, rng)
				if !ok {
					passed++
				} else if math.Abs(got-want) > 1e-6*(1e-2+math.Abs(want)) {
					t.Errorf("%s: the loss rises by %g, the gradient says %g", l.store.tensors[i].Name, want, got)
				}
			}
		})
	}
	if t.Logf("%d of %d directions passed over", passed, tried); passed > tried/20 {
		t.Errorf("%d of %d directions have a kink", passed, tried)
	}
}

// slope is the loss's along a random direction of p, by the gradient and by
// differences. It is not ok where all steps cross a kink.
func slope(t *testing.T, l *learner, p *param, base []int, rng *rand.Rand) (gradient, difference float64, ok bool) {
	t.Helper()
	start, direction := slices.Clone(p.value), make([]float64, len(p.value))
	size := 0.0
	for k := range direction {
		direction[k] = rng.NormFloat64()
		size += direction[k] * direction[k]
	}
	for k := range direction {
		direction[k] /= math.Sqrt(size)
		gradient += direction[k] * p.gradient[k]
	}
	at := func(distance float64) (loss float64, same bool) {
		for k := range direction {
			p.value[k] = start[k] + distance*direction[k]
		}
		defer copy(p.value, start)
		if err := l.forward(context.Background(), 1); err != nil {
			t.Fatal(err)
		}
		loss, _ = l.loss.run(l.frame)
		return loss, slices.Equal(choices(l), base)
	}
	for _, h := range []float64{1e-5, 2e-6, 4e-7} {
		above, x := at(h)
		below, y := at(-h)
		if x && y {
			return gradient, (above - below) / (2 * h), true
		}
	}
	return gradient, 0, false
}

// choices are which ReLUs are open and which values pools have chosen.
func choices(l *learner) []int {
	var out []int
	open := func(y []float64) {
		for k, v := range y {
			if v > 0 {
				out = append(out, k)
			}
		}
	}
	for i, op := range l.graph.Ops {
		switch op := op.(type) {
		case *arch.Conv:
			if op.ReLU {
				open(l.frame.value(op.Out))
			}
		case *arch.Cell:
			open(l.frame.value(op.OutH))
		case *arch.SE:
			open(l.frame.value(op.Out))
			open(l.layers[i].(*se).hidden)
		case *arch.MaxPool:
			l.layers[i].(*maxPool).each(l.frame, func(_, top int) { out = append(out, top) })
		}
	}
	return out
}
