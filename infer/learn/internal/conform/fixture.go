package conform

import (
	"context"
	"math/rand/v2"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// records have every kind of operation and parameter between them: each
// regulator, both blocks, stems and shortcuts, squeeze and excitation, widths
// that are no multiple of four, either place of a bottleneck's stride, and a
// regulator in one stage only.
var records = []arch.Record{
	{Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 12}, Blocks: []int{2, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 3},
	{Stem: arch.StemCIFAR, StemWidth: 5, Block: arch.BlockBasic, Widths: []int{5, 7}, Blocks: []int{2, 1},
		Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorRNN, SE: 4, Classes: 3},
	{Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{3, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, RegulatedStages: []int{1}, Classes: 3},
	{Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 6}, Blocks: []int{2, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 3},
	{Stem: arch.StemImageNet, StemWidth: 6, Block: arch.BlockBottleneck, Widths: []int{3, 4}, Blocks: []int{2, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, SE: 8, Classes: 3},
	{Stem: arch.StemImageNet, StemWidth: 4, Block: arch.BlockBottleneck, Widths: []int{4, 5}, Blocks: []int{1, 2},
		Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorNone, BottleneckStride: arch.StrideConv2, Classes: 3},
}

// Graphs are the networks of most tests.
func Graphs(t *testing.T) []*arch.Graph {
	t.Helper()
	var graphs []*arch.Graph
	for _, r := range records {
		graphs = append(graphs, graph(t, r))
	}
	return graphs
}

// graph lays a record out for small pictures of an odd width.
func graph(t *testing.T, r arch.Record) *arch.Graph {
	t.Helper()
	h, w := 8, 9
	if r.Stem == arch.StemImageNet {
		h, w = 15, 18
	}
	g, err := r.Build(h, w)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// everything is an optimiser with all it can do.
var everything = learn.Optimizer{Momentum: 0.9, Nesterov: true, Decay: 1e-3, Clip: 1, EMA: 0.9}

// batch is noise around a colour for each class.
func batch(g *arch.Graph, n int, seed uint64) learn.Batch {
	rng := rand.New(rand.NewPCG(seed, 11))
	s := g.Shape(g.Input)
	b := learn.Batch{Pictures: make([]float32, n*s.Len()), Labels: make([]int32, n)}
	for i := range b.Pictures {
		picture, channel := i/s.Len(), i/(s.H*s.W)%3
		v := rng.NormFloat64()
		if channel == picture%g.Record.Classes {
			v++
		}
		b.Pictures[i] = float32(v)
	}
	for i := range b.Labels {
		b.Labels[i] = int32(i % g.Record.Classes)
	}
	return b
}

// join puts batches behind each other.
func join(batches ...learn.Batch) learn.Batch {
	var b learn.Batch
	for _, part := range batches {
		b.Pictures = append(b.Pictures, part.Pictures...)
		b.Labels = append(b.Labels, part.Labels...)
	}
	return b
}

// learner makes one that is closed with the test.
func learner(t *testing.T, b learn.Backend, g *arch.Graph, s learn.State, o learn.Options) learn.Learner {
	t.Helper()
	l, err := b.New(g, s, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

// step takes one that has to succeed.
func step(t *testing.T, l learn.Learner, number int, rate float64, b learn.Batch) learn.Result {
	t.Helper()
	r, err := l.Step(context.Background(), number, rate, b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
