package arena

import (
	"testing"

	"regnetlens/infer/arch"
)

func TestPlan(t *testing.T) {
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{3, 3, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 10,
	}
	g, err := r.Build(32, 32)
	if err != nil {
		t.Fatal(err)
	}
	size := func(v arch.ValueID) int { return g.Shape(v).Len() }
	offsets, total := Plan(g, size)
	sum := 0
	for a := range g.Values {
		if arch.ValueID(a) == arch.None { // of which there is nothing to keep
			continue
		}
		if (offsets[a] < 0) != g.Values[a].Optional {
			t.Errorf("value %d: offset %d, optional %v", a, offsets[a], g.Values[a].Optional)
		}
		if offsets[a] < 0 {
			continue
		}
		sum += size(arch.ValueID(a))
		for b := range a {
			if offsets[b] < 0 || g.Values[a].Last < g.Values[b].First || g.Values[b].Last < g.Values[a].First {
				continue
			}
			if offsets[a] < offsets[b]+size(arch.ValueID(b)) && offsets[b] < offsets[a]+size(arch.ValueID(a)) {
				t.Errorf("values %d and %d live together and overlap", a, b)
			}
		}
	}
	// X, I, H, C, and the sums and states being made: 7 maps of a stage fit.
	if limit := 7 * 16 * 32 * 32; total > limit || total >= sum {
		t.Errorf("%d elements for %d of values, want at most %d", total, sum, limit)
	}
}
