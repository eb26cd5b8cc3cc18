package conform

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// edited is one block of each kind with three time steps a stage.
var edited = []arch.Record{
	{Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 20}, Blocks: []int{3, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorRNN, Classes: 10},
	{Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 20}, Blocks: []int{3, 3},
		Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorGRU, SE: 4, Classes: 10},
	{Stem: arch.StemImageNet, StemWidth: 8, Block: arch.BlockBottleneck, Widths: []int{8, 16}, Blocks: []int{3, 3},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 10},
}

// Edits checks a backend's edits against networks in which the same is done
// by changed weights, which are run without edits.
func Edits(t *testing.T, b infer.Backend, tolerance float64) {
	for _, r := range edited {
		g, err := r.Build(24, 20)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(r.Regulator.String(), func(t *testing.T) {
			t.Run("factor 1", func(t *testing.T) { factorOne(t, b, g) })
			t.Run("nothing of what is no number", func(t *testing.T) { zeroOfNaN(t, b, g) })
			t.Run("freeze", func(t *testing.T) { freeze(t, b, g) })
			for _, test := range asWeights {
				t.Run(test.name, func(t *testing.T) {
					changed := Random(g, 3).(source)
					test.change(changed)
					got := runEdited(t, b, g, Random(g, 3), test.edits)
					want := runEdited(t, b, g, changed, nil)
					Close(t, "logits", got.Logits, want.Logits, tolerance)
					plain := runEdited(t, b, g, Random(g, 3), nil)
					if slices.Equal(plain.Logits, got.Logits) {
						t.Error("the edit changes nothing")
					}
				})
			}
		})
	}
	t.Run("refused", func(t *testing.T) { refusedEdits(t, b) })
}

// asWeights are edits and the change of weights that does the same: a norm
// behind a ReLU passes a factor of 0 or more on, a layer's columns take one
// for what they read.
var asWeights = []struct {
	name   string
	edits  []infer.Edit
	change func(source)
}{
	{"regulator off at a block", scale("stage1.block2.h", infer.AllChannels, 0), func(s source) { s.norm("stage1.block2.bn_h", -1, 0) }},
	{"regulator off in a stage",
		slices.Concat(scale("stage2.block1.h", -1, 0), scale("stage2.block2.h", -1, 0), scale("stage2.block3.h", -1, 0)),
		func(s source) { // what mix takes from H is gone
			for b := 1; b <= 3; b++ {
				w := s[fmt.Sprintf("stage2.block%d.mix.weight", b)]
				in := w.shape[1]
				for i := range w.data {
					if i%in >= in/2 {
						w.data[i] = 0
					}
				}
			}
		}},
	{"half of h", scale("stage2.block1.h", infer.AllChannels, 0.5), func(s source) { s.norm("stage2.block1.bn_h", -1, 0.5) }},
	{"no channel of i", scale("stage2.block3.i", 7, 0), func(s source) { s.norm("stage2.block3.bn1", 7, 0) }},
	{"twice a channel of mix, then half of it again",
		slices.Concat(scale("stage1.block1.mix", 2, 3), scale("stage1.block1.mix", 2, 0.5)),
		func(s source) { s.norm("stage1.block1.bn_mix", 2, 1.5) }},
	{"twice the stem", scale("stem", infer.AllChannels, 2), func(s source) { s.norm("bn0", -1, 2) }},
	{"less of the last output", scale("stage2.block3.o", 11, 0.25), func(s source) {
		w := s["fc.weight"]
		for i := 11; i < len(w.data); i += w.shape[1] {
			w.data[i] *= 0.25
		}
	}},
	{"a mean turned round", scale("gap", 3, -1), func(s source) {
		w := s["fc.weight"]
		for i := 3; i < len(w.data); i += w.shape[1] {
			w.data[i] *= -1
		}
	}},
}

func scale(tap string, channel int, factor float32) []infer.Edit {
	return []infer.Edit{{Tap: tap, Channel: channel, Op: infer.Scale, Factor: factor}}
}

// norm multiplies a norm's output, of one channel or (−1) of all.
func (s source) norm(prefix string, channel int, by float32) {
	for _, name := range []string{".weight", ".bias"} {
		for i := range s[prefix+name].data {
			if channel < 0 || i == channel {
				s[prefix+name].data[i] *= by
			}
		}
	}
}

// runEdited takes a batch of two through a new network with every tap.
func runEdited(t *testing.T, b infer.Backend, g *arch.Graph, src infer.Source, edits []infer.Edit) *infer.Request {
	t.Helper()
	net, err := b.New(g, src, infer.Options{MaxBatch: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	var names []string
	for _, tap := range g.Taps() {
		names = append(names, tap.Name)
	}
	r, err := infer.NewRequest(g, 2, names...)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(5, 5))
	for i := range r.Input {
		r.Input[i] = float32(rng.NormFloat64())
	}
	poison(r)
	r.Edits = edits
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	return r
}

func factorOne(t *testing.T, b infer.Backend, g *arch.Graph) {
	var ones []infer.Edit
	for _, tap := range g.Taps() {
		if !g.Values[tap.Value].Optional {
			ones = append(ones, infer.Edit{Tap: tap.Name, Channel: infer.AllChannels, Op: infer.Scale, Factor: 1})
		}
	}
	got, want := runEdited(t, b, g, Random(g, 3), ones), runEdited(t, b, g, Random(g, 3), nil)
	if !slices.Equal(got.Logits, want.Logits) {
		t.Error("the logits changed")
	}
	for name := range want.Taps {
		if !slices.Equal(got.Taps[name], want.Taps[name]) {
			t.Errorf("%s changed", name)
		}
	}
}

// A factor of 0 makes zeros, of what is not finite too: the network goes on as
// if nothing had been there.
func zeroOfNaN(t *testing.T, b infer.Backend, g *arch.Graph) {
	net, err := b.New(g, Random(g, 3), infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	r, err := infer.NewRequest(g, 1, "stem")
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Input {
		r.Input[i] = float32(math.NaN())
	}
	r.Edits = scale("stem", infer.AllChannels, 0)
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	if i := slices.IndexFunc(r.Taps["stem"], func(v float32) bool { return v != 0 }); i >= 0 {
		t.Errorf("value %d of the stem is %g", i, r.Taps["stem"][i])
	}
	if i := slices.IndexFunc(r.Logits, func(v float32) bool { return v-v != 0 }); i >= 0 {
		t.Errorf("logit %d is %g", i, r.Logits[i])
	}
}

// A frozen state is that of the block before, nothing in front of it changes,
// and what follows works with it.
func freeze(t *testing.T, b infer.Backend, g *arch.Graph) {
	edits := []infer.Edit{
		{Tap: "stage1.block2.h", Channel: infer.AllChannels, Op: infer.Freeze},
		{Tap: "stage2.block1.h", Channel: 4, Op: infer.Freeze},
	}
	if _, ok := g.Tap("stage1.block2.c"); ok {
		edits = append(edits, infer.Edit{Tap: "stage1.block2.c", Channel: infer.AllChannels, Op: infer.Freeze})
	}
	got, plain := runEdited(t, b, g, Random(g, 3), edits), runEdited(t, b, g, Random(g, 3), nil)
	for _, e := range edits {
		if e.Channel != infer.AllChannels {
			continue
		}
		if before := strings.Replace(e.Tap, "block2", "block1", 1); !slices.Equal(got.Taps[e.Tap], got.Taps[before]) {
			t.Errorf("%s is not %s", e.Tap, before)
		}
	}
	for _, same := range []string{"stem", "stage1.block1.o", "stage1.block2.i"} {
		if !slices.Equal(got.Taps[same], plain.Taps[same]) {
			t.Errorf("%s, which comes before, changed", same)
		}
	}
	for _, other := range []string{"stage1.block2.mix", "stage1.block3.h"} {
		if slices.Equal(got.Taps[other], plain.Taps[other]) {
			t.Errorf("%s, which comes after, did not change", other)
		}
	}
	first, _ := g.Tap("stage2.block1.h")
	plane := first.Shape.H * first.Shape.W
	for i, v := range got.Taps["stage2.block1.h"] {
		if channel := i / plane % first.Shape.C; channel == 4 && v != 0 {
			t.Fatalf("in front of a stage's first block the state is zero, here it is %g", v)
		}
	}
}

func refusedEdits(t *testing.T, b infer.Backend) {
	g, err := edited[2].Build(16, 16)
	if err != nil {
		t.Fatal(err)
	}
	net, err := b.New(g, Random(g, 1), infer.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	zero := float32(0)
	for want, e := range map[string]infer.Edit{
		"no such tap":        {Tap: "stage9.block1.h", Op: infer.Scale},
		"one operation only": {Tap: "stage1.block1.gate_f", Op: infer.Scale},
		"no number 8":        {Tap: "stage1.block1.h", Channel: 8, Op: infer.Scale},
		"no number -2":       {Tap: "stage1.block1.h", Channel: -2, Op: infer.Scale},
		"not a finite":       {Tap: "stage1.block1.h", Op: infer.Scale, Factor: 1 / zero},
		"only the state":     {Tap: "stage1.block1.o", Op: infer.Freeze},
		`no operation "cut"`: {Tap: "stage1.block1.o", Op: "cut"},
	} {
		r, err := infer.NewRequest(g, 1)
		if err != nil {
			t.Fatal(err)
		}
		r.Edits = []infer.Edit{e}
		if err := net.Run(context.Background(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want an error with %q", e, err, want)
		}
	}
}

// AgreeEdited checks on random architectures and random edits that a and b
// make the same of the same.
func AgreeEdited(t *testing.T, a, b infer.Backend, rounds int, tolerance float64) {
	for seed := range uint64(rounds) {
		rng := rand.New(rand.NewPCG(seed, 7))
		r := RandomRecord(rng)
		g, err := r.Build(24, 20)
		if err != nil {
			t.Fatal(err)
		}
		edits := randomEdits(rng, g)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Logf("%+v in %s", edits, r)
			x, y := runEdited(t, a, g, Random(g, seed), edits), runEdited(t, b, g, Random(g, seed), edits)
			for _, tap := range g.Taps() {
				Close(t, tap.Name, x.Taps[tap.Name], y.Taps[tap.Name], tolerance)
			}
			Close(t, "logits", x.Logits, y.Logits, tolerance)
		})
	}
}

func randomEdits(rng *rand.Rand, g *arch.Graph) []infer.Edit {
	var out []infer.Edit
	taps := g.Taps()
	for len(out) < 4 {
		tap := taps[rng.IntN(len(taps))]
		if g.Values[tap.Value].Optional {
			continue
		}
		e := infer.Edit{Tap: tap.Name, Channel: rng.IntN(tap.Shape.C+1) - 1, Op: infer.Scale, Factor: rng.Float32()*3 - 1}
		if tap.Kind.State() && rng.IntN(2) == 0 {
			e.Op = infer.Freeze
		}
		out = append(out, e)
	}
	return out
}
