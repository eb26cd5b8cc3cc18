//go:build js

package webgpu

import (
	"context"
	"errors"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/conform"
)

// twin are two small networks, a ResNet and the same with a regulator.
var twin = [2]arch.Record{
	{
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 12}, Blocks: []int{1, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorNone, Classes: 10,
	}, {
		Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 12}, Blocks: []int{1, 2},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, Classes: 10,
	},
}

// newNetwork is a network of random weights for pictures of 16 × 16.
func newNetwork(t *testing.T, e *Engine, r arch.Record, maxBatch int) *Network {
	t.Helper()
	g := build(t, r)
	n, err := e.NewNetwork(t.Context(), g, conform.Random(g, 5), infer.Options{MaxBatch: maxBatch})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close() })
	return n
}

func build(t *testing.T, r arch.Record) *arch.Graph {
	t.Helper()
	g, err := r.Build(16, 16)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// newRequest is a batch of noise.
func newRequest(t *testing.T, n *Network, batch int, taps ...string) *infer.Request {
	t.Helper()
	r, err := infer.NewRequest(n.graph, batch, taps...)
	if err != nil {
		t.Fatal(err)
	}
	fill(r)
	return r
}

func fill(r *infer.Request) {
	for i := range r.Input {
		r.Input[i] = float32(i%19)/10 - 1
	}
}

// expected is a request done by the reference.
func expected(t *testing.T, r arch.Record, batch int, taps ...string) *infer.Request {
	t.Helper()
	g := build(t, r)
	n, err := gonum.Backend{}.New(g, conform.Random(g, 5), infer.Options{MaxBatch: batch})
	if err != nil {
		t.Fatal(err)
	}
	defer n.Close()
	q, err := infer.NewRequest(g, batch, taps...)
	if err != nil {
		t.Fatal(err)
	}
	fill(q)
	if err := n.Run(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	return q
}

func TestTwoNetworksInOneRun(t *testing.T) {
	e := open(t, Options{Reference: gonum.Backend{}})
	taps := [2][]string{{"stage2.block1.o"}, {"stage2.block2.c", "stem"}}
	var jobs []Job
	for i, r := range twin {
		n := newNetwork(t, e, r, 2)
		q := newRequest(t, n, 1+i, taps[i]...)
		jobs = append(jobs, Job{Network: n, Request: q, Probabilities: make([]float32, len(q.Logits))})
	}
	for range 2 {
		if err := e.Run(t.Context(), jobs...); err != nil {
			t.Fatal(err)
		}
		for i, j := range jobs {
			want := expected(t, twin[i], 1+i, taps[i]...)
			conform.Close(t, "logits", j.Request.Logits, want.Logits, infer.ToleranceGPU)
			for _, tap := range taps[i] {
				conform.Close(t, tap, j.Request.Taps[tap], want.Taps[tap], infer.ToleranceGPU)
			}
			for k := 0; k < len(want.Logits); k += 10 {
				infer.Softmax(want.Logits[k:k+10], want.Logits[k:k+10])
			}
			conform.Close(t, "probabilities", j.Probabilities, want.Logits, infer.ToleranceGPU)
		}
	}
}

// A batch with more pictures than the device has room for is done in rounds.
func TestRounds(t *testing.T) {
	const batch = 5
	e := open(t, Options{})
	n := newNetwork(t, e, twin[1], batch)
	r := newRequest(t, n, batch, "stage1.block1.h")
	n.most = 2
	if err := n.Run(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	want := expected(t, twin[1], batch, "stage1.block1.h")
	conform.Close(t, "logits", r.Logits, want.Logits, infer.ToleranceGPU)
	conform.Close(t, "h", r.Taps["stage1.block1.h"], want.Taps["stage1.block1.h"], infer.ToleranceGPU)
}

func TestRunMistakes(t *testing.T) {
	e := open(t, Options{})
	a, b := newNetwork(t, e, twin[0], 1), newNetwork(t, e, twin[1], 1)
	job := func(q Painting) Job {
		return Job{Network: a, Request: newRequest(t, a, 1), Paint: []Painting{q}}
	}
	canvas, palette := NewPixels(8, 8), &Palette{}
	for want, jobs := range map[string][]Job{
		"two jobs":              {{Network: a, Request: newRequest(t, a, 1)}, {Network: a, Request: newRequest(t, a, 1)}},
		"probabilities have 3":  {{Network: a, Request: newRequest(t, a, 1), Probabilities: make([]float32, 3)}},
		`no tap "nose"`:         {job(Painting{Tap: "nose"})},
		"lacks a canvas":        {job(Painting{Tap: "stem"})},
		`no tap "nose" to take`: {job(Painting{Tap: "stem", Minus: "nose", Canvas: canvas, Palette: palette, Columns: 1})},
		"can't be taken off":    {job(Painting{Tap: "stem", Minus: "gap", Canvas: canvas, Palette: palette, Columns: 1})},
		"has no job in this":    {job(Painting{Tap: "stem", Minus: "stem", MinusOf: b, Canvas: canvas, Palette: palette, Columns: 1})},
	} {
		err := e.Run(t.Context(), jobs...)
		var fault *Fault
		if err == nil || !strings.Contains(err.Error(), want) || errors.As(err, &fault) {
			t.Errorf("error %v, want one with %q that is no fault", err, want)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := a.Run(ctx, newRequest(t, a, 1)); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run returned %v", err)
	}
}
