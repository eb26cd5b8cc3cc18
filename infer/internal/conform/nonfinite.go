package conform

import (
	"context"
	"fmt"
	"math"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// nonFiniteRecords have every kind of operation between them.
var nonFiniteRecords = []arch.Record{
	small,
	{
		Stem: arch.StemImageNet, StemWidth: 8, Block: arch.BlockBottleneck, Widths: []int{4, 8}, Blocks: []int{1, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: 5,
	},
	{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 16}, Blocks: []int{2, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorRNN, Classes: 5,
	},
}

// NonFinite checks that no backend hides what overflowed: where the reference
// has no finite number, in a tap or a logit, the backend has none, and where
// the reference has NaN in a logit, so has the backend. (In between it may have
// more of them than the reference: Winograd's transforms spread one over a
// tile, and turn infinities into NaN.)
func NonFinite(t *testing.T, b, reference infer.Backend) {
	inf, nan := float32(math.Inf(1)), float32(math.NaN())
	// A NaN of either sign: processors make both.
	negative := math.Float32frombits(math.Float32bits(nan) | 1<<31)
	for i, record := range nonFiniteRecords {
		g, err := record.Build(24, 24)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name string
			all  bool // of the pixels; else one
			x    float32
			gain float32 // on all norms
			// overflow says that pictures and weights are finite.
			overflow bool
		}{
			{"all NaN", true, nan, 1, false},
			{"all negative NaN", true, negative, 1, false},
			{"one NaN", false, nan, 1, false},
			{"one negative NaN", false, negative, 1, false},
			{"one infinity", false, inf, 1, false},
			{"one negative infinity", false, -inf, 1, false},
			{"one of 3e38", false, 3e38, 10, true},
			{"weights that overflow", false, 1, 1e20, true},
		} {
			t.Run(fmt.Sprintf("%d/%s", i, c.name), func(t *testing.T) {
				src := newOverflowing(g, c.gain)
				want, wantNaN := runNonFinite(t, reference, g, src, c.all, c.x)
				got, gotNaN := runNonFinite(t, b, g, src, c.all, c.x)
				seen := false
				for name, places := range want {
					for k, bad := range places {
						seen = seen || bad
						// Where finite numbers overflow first, the order of a
						// sum decides: there only the answers count.
						if c.overflow && name != "logits" {
							continue
						}
						if bad && !got[name][k] {
							t.Fatalf("%s: value %d is finite, that of the reference is not", name, k)
						}
					}
				}
				for k := range wantNaN {
					if wantNaN[k] && !gotNaN[k] {
						t.Errorf("logit %d is a number, that of the reference is not", k)
					}
				}
				if !seen {
					t.Error("nothing overflowed, so nothing is tested")
				}
			})
		}
	}
}

// overflowing is a source whose norms have larger gains.
type overflowing struct {
	infer.Source
	gains map[string]bool // names of the norms' gains
	gain  float32
}

func newOverflowing(g *arch.Graph, gain float32) overflowing {
	o := overflowing{Random(g, 1), map[string]bool{}, gain}
	for _, p := range g.Params() {
		o.gains[p.Name] = p.Role == arch.NormWeight
	}
	return o
}

func (o overflowing) Float32(name string) ([]float32, []int, error) {
	data, shape, err := o.Source.Float32(name)
	if o.gains[name] {
		scaled := make([]float32, len(data))
		for i, v := range data {
			scaled[i] = v * o.gain
		}
		data = scaled
	}
	return data, shape, err
}

// runNonFinite says for every tap and the logits which values are not finite,
// and which logits are NaN.
func runNonFinite(t *testing.T, b infer.Backend, g *arch.Graph, src infer.Source, all bool, x float32) (bad map[string][]bool, nan []bool) {
	t.Helper()
	net, err := b.New(g, src, infer.Options{MaxBatch: 1, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	var taps []string
	for _, tap := range g.Taps() {
		taps = append(taps, tap.Name)
	}
	r, err := infer.NewRequest(g, 1, taps...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Input {
		r.Input[i] = float32(i%7) / 8
		if all || i == 300 {
			r.Input[i] = x
		}
	}
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	bad = map[string][]bool{}
	mark := func(name string, values []float32) {
		for _, v := range values {
			bad[name] = append(bad[name], v-v != 0)
		}
	}
	for name, values := range r.Taps {
		mark(name, values)
	}
	mark("logits", r.Logits)
	for _, v := range r.Logits {
		nan = append(nan, v != v)
	}
	return bad, nan
}
