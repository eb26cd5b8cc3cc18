package conform

import (
	"context"
	"testing"

	"regnetlens/infer/learn"
)

// Learns checks that thirty steps on half a dozen pictures bring the loss near
// nothing, whatever the architecture.
func Learns(t *testing.T, b learn.Backend) {
	for _, r := range records {
		t.Run(label(r), func(t *testing.T) {
			g := graph(t, r)
			l := learner(t, b, g, learn.Init(g, 1), learn.Options{Batch: 6, Optimizer: learn.Optimizer{Momentum: 0.9}})
			var first, last learn.Result
			for k := range 30 {
				last = step(t, l, k+1, 0.03, batch(g, 6, 1))
				if k == 0 {
					first = last
				}
			}
			if last.Loss > 0.1*first.Loss || last.Right != 6 {
				t.Errorf("from %+v to %+v", first, last)
			}
		})
	}
}

// Allocations checks that after its first step a learner allocates nothing, of
// whole passes, several of them or part of one.
func Allocations(t *testing.T, b learn.Backend) {
	for _, r := range records {
		g := graph(t, r)
		for threads := 1; threads <= 2; threads++ {
			l := learner(t, b, g, learn.Init(g, 1), learn.Options{Batch: 4, Threads: threads, Optimizer: everything})
			step(t, l, 1, 0.01, batch(g, 4, 1))
			for _, n := range []int{4, 8, 3} {
				in, ctx := batch(g, n, 1), context.Background()
				count := testing.AllocsPerRun(3, func() {
					if _, err := l.Step(ctx, 2, 0.01, in); err != nil {
						t.Fatal(err)
					}
				})
				if count != 0 {
					t.Errorf("%s, %d pictures, %d threads: %g allocations a step", label(r), n, threads, count)
				}
			}
		}
	}
}

// Times checks that a step says of every operation, both ways, what it took,
// and that the memory it states is more than the state's.
func Times(t *testing.T, b learn.Backend) {
	g := graph(t, records[4])
	o := learn.Options{Batch: 4, Optimizer: everything}
	l := learner(t, b, g, learn.Init(g, 1), o)
	step(t, l, 1, 0.01, batch(g, 4, 1))
	var forward, backward, muladds int64
	for _, p := range l.Times() {
		if p.Name == "" || p.Seconds < 0 || p.MulAdds < 0 || p.Bytes < 0 {
			t.Errorf("%+v", p)
		}
		if p.Backward {
			backward++
			continue
		}
		forward, muladds = forward+1, muladds+p.MulAdds
	}
	if want := 4 * g.Cost().MulAdds; forward == 0 || backward == 0 || muladds != want {
		t.Errorf("%d parts forward and %d backward, %d multiply-adds forward, want %d", forward, backward, muladds, want)
	}
	var state int64
	for _, data := range l.Save() {
		state += 4 * int64(len(data))
	}
	small, large := b.Memory(g, o), b.Memory(g, learn.Options{Batch: 8, Optimizer: everything})
	if small <= state || large <= small {
		t.Errorf("%d bytes for batches of 4, %d for 8; the state alone has %d", small, large, state)
	}
}
