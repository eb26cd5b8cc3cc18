package explain

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// What the numbers of an explanation make is what the network made, at every
// kind of tap, block and cell, in edited networks too.
func TestPixel(t *testing.T) {
	bottleneck := record(arch.RegulatorLSTM)
	bottleneck.Block = arch.BlockBottleneck
	plain := bottleneck
	plain.Regulator, plain.BottleneckStride = arch.RegulatorNone, arch.StrideConv2
	se := record(arch.RegulatorGRU)
	se.SE = 4
	padded := record(arch.RegulatorRNN)
	padded.Shortcut = arch.ShortcutPad
	freeze := []infer.Edit{
		{Tap: "stage2.block2.h", Channel: infer.AllChannels, Op: infer.Freeze},
		{Tap: "stage2.block2.c", Channel: infer.AllChannels, Op: infer.Freeze},
		{Tap: "stage1.block1.o", Channel: 2, Op: infer.Scale, Factor: 0.5},
	}
	for name, test := range map[string]struct {
		record arch.Record
		edits  []infer.Edit
	}{
		"none": {record: record(arch.RegulatorNone)}, "rnn": {record: record(arch.RegulatorRNN)},
		"gru": {record: record(arch.RegulatorGRU)}, "lstm": {record: record(arch.RegulatorLSTM)},
		"bottleneck": {record: bottleneck}, "bottleneck, none": {record: plain}, "se": {record: se}, "pad": {record: padded},
		"edited": {record(arch.RegulatorLSTM), freeze},
	} {
		t.Run(name, func(t *testing.T) {
			net, src, q := ran(t, test.record, 12, test.edits...)
			e := &Explainer{Graph: net.Graph(), Weights: src, Input: q.Input, Values: func(tap string) ([]float32, error) { return q.Taps[tap], nil }}
			rng := rand.New(rand.NewPCG(8, 8))
			for _, tap := range net.Graph().Taps() {
				if !tap.Place.Inside() && tap.Kind != arch.KindStem || test.edits != nil && editsTap(test.edits, tap.Name) {
					continue
				}
				for range 6 {
					c, y, x := rng.IntN(tap.Shape.C), rng.IntN(tap.Shape.H), rng.IntN(tap.Shape.W)
					if test.record.SE > 0 && tap.Kind == arch.KindResidual {
						continue
					}
					p, err := e.Pixel(tap.Name, c, y, x)
					if err != nil {
						t.Fatal(err)
					}
					want := q.Taps[tap.Name][(c*tap.Shape.H+y)*tap.Shape.W+x]
					if math.Abs(float64(p.Value-want)) > 1e-4*(1+math.Abs(float64(want))) {
						t.Errorf("%s, channel %d at %d, %d: %g, want %g", tap.Name, c, y, x, p.Value, want)
					}
					adds(t, fmt.Sprint(tap.Name, " ", c, y, x), e, q, tap.Name, p)
				}
			}
		})
	}
}

func editsTap(edits []infer.Edit, tap string) bool {
	for _, e := range edits {
		if e.Tap == tap {
			return true
		}
	}
	return false
}

// adds holds the parts of an explanation against each other and the maps.
func adds(t *testing.T, what string, e *Explainer, q *infer.Request, tap string, p *Pixel) {
	t.Helper()
	if w := p.Window; w != nil {
		source := q.Taps[w.Tap]
		if w.Fused {
			u, err := e.Fused(tap, w.Channel)
			if err != nil {
				t.Fatal(err)
			}
			source = append(make([]float32, w.Channel*w.Height*w.Width), u...)
		}
		part := float32(0)
		for i, v := range w.Values {
			y, x := w.Top+i/w.Kernel, w.Left+i%w.Kernel
			want := float32(0)
			if y >= 0 && x >= 0 && y < w.Height && x < w.Width && source != nil {
				want = source[(w.Channel*w.Height+y)*w.Width+x]
			}
			if source != nil && v != want {
				t.Errorf("%s: the window has %g at %d, %d of %s; the map %g", what, v, y, x, w.Tap, want)
			}
			part += v * w.Weights[i]
		}
		if wanted := w.Of + 1; !w.Fused && len(p.Sums) != wanted {
			t.Errorf("%s: %d sums, want %d", what, len(p.Sums), wanted)
		}
		if w.Fused && math.Abs(float64(p.Sums[0]+part-p.Sums[9])) > 1e-4 {
			t.Errorf("%s: %g and %g do not make %g", what, p.Sums[0], part, p.Sums[9])
		}
	}
	n := p.Cell
	switch {
	case n == nil:
	case p.Kind == arch.RegulatorLSTM:
		if d := n["f"]*n["C0"] + n["i"]*n["g"] - n["C"]; math.Abs(float64(d)) > 1e-5 {
			t.Errorf("%s: C = f∘C + i∘g is off by %g", what, d)
		}
	case p.Kind == arch.RegulatorGRU:
		if d := (1-n["z"])*n["H0"] + n["z"]*n["h"] - n["T"]; math.Abs(float64(d)) > 1e-5 {
			t.Errorf("%s: H̃ = (1−z)∘H + z∘h is off by %g", what, d)
		}
	}
}

func TestPixelRefuses(t *testing.T) {
	net, src, q := ran(t, record(arch.RegulatorRNN), 12)
	e := &Explainer{Graph: net.Graph(), Weights: src, Input: q.Input, Values: func(tap string) ([]float32, error) { return q.Taps[tap], nil }}
	for want, p := range map[string]struct {
		tap     string
		c, y, x int
	}{"no tap": {tap: "none"}, "no channel": {tap: "stem", c: 6}, "row 12": {tap: "stem", y: 12}, "nothing to explain": {tap: "gap"}} {
		if _, err := e.Pixel(p.tap, p.c, p.y, p.x); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want an error with %q", p, err, want)
		}
	}
	if _, err := e.Fused("stem", 0); err == nil {
		t.Error("the stem is no gate")
	}
}
