package conform

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Random is a [infer.Source] of reproducible random weights for a graph, of a
// size that keeps activations near 1 through the whole network.
func Random(g *arch.Graph, seed uint64) infer.Source {
	rng := rand.New(rand.NewPCG(seed, 1))
	s := source{}
	for _, p := range g.Params() {
		data := make([]float32, p.Len())
		scale := 1.0
		if len(p.Shape) > 1 { // a weight matrix: by its fan-in
			scale = math.Sqrt(2 / (float64(p.Len()) / float64(p.Shape[0])))
		}
		for i := range data {
			switch {
			case len(p.Shape) > 1:
				data[i] = float32(rng.NormFloat64() * scale)
			case p.Role.Trained():
				data[i] = float32(0.5 + 0.25*rng.NormFloat64())
			default: // running statistics
				data[i] = float32(0.5 + rng.Float64())
			}
		}
		s[p.Name] = tensorOf{data, p.Shape}
	}
	return s
}

type tensorOf struct {
	data  []float32
	shape []int
}

type source map[string]tensorOf

// Float32 implements [infer.Source].
func (s source) Float32(name string) ([]float32, []int, error) {
	t, ok := s[name]
	if !ok {
		return nil, nil, errors.New("there is no such tensor")
	}
	return t.data, t.shape, nil
}

// RandomRecord draws any architecture of the family, small.
func RandomRecord(rng *rand.Rand) arch.Record {
	pick := func(n int) int { return rng.IntN(n) }
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 1 + pick(9), Block: arch.BlockBasic,
		Shortcut: arch.ShortcutProjection, Classes: 1 + pick(12), SE: pick(3) * 4,
		Regulator: []arch.Regulator{arch.RegulatorNone, arch.RegulatorRNN, arch.RegulatorGRU, arch.RegulatorLSTM}[pick(4)],
	}
	if pick(3) == 0 {
		r.Stem = arch.StemImageNet
	}
	if pick(3) == 0 {
		r.Block = arch.BlockBottleneck
		if r.Regulator == arch.RegulatorNone && pick(2) == 0 {
			r.BottleneckStride = arch.StrideConv2
		}
	}
	stages := 1 + pick(3)
	least := r.StemWidth
	for s := range stages {
		w := 1 + pick(20)
		if s == 0 || pick(2) == 0 { // growing widths, so that pad is possible too
			w += least
		}
		least = w
		r.Widths, r.Blocks = append(r.Widths, w), append(r.Blocks, 1+pick(3))
	}
	if r.Regulator != arch.RegulatorNone && pick(3) == 0 {
		r.RegulatedStages = []int{1 + pick(stages)}
	}
	if padded := r; pick(2) == 0 {
		if padded.Shortcut = arch.ShortcutPad; padded.Validate() == nil {
			r = padded
		}
	}
	return r
}

// Agree checks on random architectures, input sizes (odd ones and single
// pixels among them) and batches that a and b make the same of the same.
func Agree(t *testing.T, a, b infer.Backend, rounds int, tolerance float64) {
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 2))
		r := RandomRecord(rng)
		h, w, batch := 1+rng.IntN(40), 1+rng.IntN(40), 1+rng.IntN(3)
		t.Run(fmt.Sprintf("%d", seed), func(t *testing.T) {
			t.Logf("%d × %d × %d through %s", batch, h, w, r)
			g, err := r.Build(h, w)
			if err != nil {
				t.Fatal(err)
			}
			input := make([]float32, batch*3*h*w)
			for i := range input {
				input[i] = float32(rng.NormFloat64())
			}
			x, y := runAll(t, a, g, input, batch, seed), runAll(t, b, g, input, batch, seed)
			for _, tap := range g.Taps() {
				Close(t, tap.Name, x.Taps[tap.Name], y.Taps[tap.Name], tolerance)
			}
			Close(t, "logits", x.Logits, y.Logits, tolerance)
		})
	}
}

// runAll takes one batch through a new network with every tap.
func runAll(t *testing.T, b infer.Backend, g *arch.Graph, input []float32, batch int, seed uint64) *infer.Request {
	t.Helper()
	net, err := b.New(g, Random(g, seed), infer.Options{MaxBatch: batch + 1})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	var names []string
	for _, tap := range g.Taps() {
		names = append(names, tap.Name)
	}
	r, err := infer.NewRequest(g, batch, names...)
	if err != nil {
		t.Fatal(err)
	}
	poison(r)
	copy(r.Input, input)
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return r
}
