package conform

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	forward "regnetlens/infer/internal/conform"
	"regnetlens/infer/learn"
)

// usual has the sizes of a CIFAR network, of which kernels do more than edges.
var usual = arch.Record{
	Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32}, Blocks: []int{1, 1},
	Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 10,
}

// Agree holds a backend's loss, gradients and running statistics against those
// of the reference: on networks with everything and on random architectures, with
// input sizes that are odd or a single pixel, and batches.
//
// A ReLU's input that is nearly zero, and maxima of a pool that are nearly
// equal, may fall on one side in float32 and on the other in float64; the
// gradients then differ by far more than rounding, and both are right. So only
// pictures count on which the reference's own gradients hardly change when
// every value of a picture does by as much as a backend may be off. A network
// without such pictures among a few is passed over, which must remain rare.
func Agree(t *testing.T, b, reference learn.Backend, rounds int, within Within) {
	large, err := usual.Build(32, 24)
	if err != nil {
		t.Fatal(err)
	}
	graphs := append(Graphs(t), large)
	for seed := range uint64(rounds) {
		graphs = append(graphs, RandomGraph(t, rand.New(rand.NewPCG(seed, 2)), 1<<20))
	}
	passed := 0
	for i, g := range graphs {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			n := 2 + i%4
			o := learn.Options{Batch: n, Smoothing: 0.1}
			s := Random(t, g, uint64(i))
			ref := learner(t, reference, g, s, o)
			t.Logf("%d × %v through %s", n, g.Shape(g.Input), g.Record)
			in, ok := robust(t, ref, s, uint64(i), n)
			if !ok {
				t.Log("passed over: its gradients are all near a kink")
				passed++
				return
			}
			l := learner(t, b, g, s, o)
			got, want := step(t, l, 1, 0, in), reload(t, ref, s, in)
			if math.Abs(got.Loss-want.Loss) > Tolerance*(1+want.Loss) || math.Abs(got.Norm-want.Norm) > Tolerance*(1+want.Norm) {
				t.Errorf("%+v, want %+v", got, want)
			}
			stats := statistics(ref)
			for name, data := range statistics(l) {
				closeTo(t, name, data, stats[name], Tolerance)
			}
			closeGradients(t, gradients(l), gradients(ref), within)
		})
	}
	if passed > len(graphs)/5 {
		t.Errorf("%d of %d networks passed over", passed, len(graphs))
	}
}

// reload takes a first step from a state.
func reload(t *testing.T, l learn.Learner, s learn.State, in learn.Batch) learn.Result {
	t.Helper()
	if err := l.Load(s); err != nil {
		t.Fatal(err)
	}
	return step(t, l, 1, 0, in)
}

// robust looks for pictures whose gradients are far from every kink.
func robust(t *testing.T, ref learn.Learner, s learn.State, seed uint64, n int) (learn.Batch, bool) {
	t.Helper()
	const rounding = 3e-6
	for try := range uint64(8) {
		in := RandomBatch(ref.Graph(), n, seed<<8+try)
		reload(t, ref, s, in)
		base, far := gradients(ref), true
		common := commonNorm(base)
		for k := range uint64(2) {
			near, rng := in, rand.New(rand.NewPCG(seed, k))
			near.Pictures = slices.Clone(in.Pictures)
			for i := range near.Pictures {
				near.Pictures[i] *= float32(1 + rounding*rng.NormFloat64())
			}
			reload(t, ref, s, near)
			for name, d := range gradients(ref) {
				far = far && relativeError(d, base[name], common) < Tolerance
			}
		}
		if far {
			return in, true
		}
	}
	return learn.Batch{}, false
}

// RandomGraph is a network of any kind for pictures of any size, of at most so
// many multiply-adds.
func RandomGraph(t *testing.T, rng *rand.Rand, most int64) *arch.Graph {
	t.Helper()
	for {
		g, err := forward.RandomRecord(rng).Build(1+rng.IntN(20), 1+rng.IntN(20))
		if err != nil {
			t.Fatal(err)
		}
		if g.Cost().MulAdds <= most {
			return g
		}
	}
}

// Random are weights and statistics of a size that keeps activations near 1.
func Random(t *testing.T, g *arch.Graph, seed uint64) learn.State {
	t.Helper()
	src, s := forward.Random(g, seed), learn.State{}
	for _, p := range g.Params() {
		data, _, err := src.Float32(p.Name)
		if err != nil {
			t.Fatal(err)
		}
		s[p.Name] = data
	}
	return s
}

// RandomBatch is noise with any labels.
func RandomBatch(g *arch.Graph, n int, seed uint64) learn.Batch {
	rng := rand.New(rand.NewPCG(seed, 12))
	b := learn.Batch{Pictures: make([]float32, n*g.Shape(g.Input).Len()), Labels: make([]int32, n)}
	for i := range b.Pictures {
		b.Pictures[i] = float32(rng.NormFloat64())
	}
	for i := range b.Labels {
		b.Labels[i] = rng.Int32N(int32(g.Record.Classes))
	}
	return b
}
