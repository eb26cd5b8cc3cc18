package conform

import (
	"context"
	"errors"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// small has every kind of operation but the ImageNet stem's.
var small = arch.Record{
	Stem: arch.StemCIFAR, StemWidth: 8, Block: arch.BlockBasic, Widths: []int{8, 16}, Blocks: []int{2, 2},
	Shortcut: arch.ShortcutPad, Regulator: arch.RegulatorLSTM, SE: 4, Classes: 10,
}

// Running checks what holds for every run, whatever the numbers: no
// allocation after the first, with and without taps; cancellation; requests
// and weight files that don't fit.
func Running(t *testing.T, b infer.Backend) {
	g, err := small.Build(16, 16)
	if err != nil {
		t.Fatal(err)
	}
	net, err := b.New(g, Random(g, 1), infer.Options{MaxBatch: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	t.Run("allocations", func(t *testing.T) { allocations(t, net) })
	t.Run("cancelled", func(t *testing.T) { cancelled(t, net) })
	refusals(t, b, g, net)
}

// Refusals is the part of [Running] that holds for backends on other devices
// too, which can't do without allocations: requests and weight files that
// don't fit.
func Refusals(t *testing.T, b infer.Backend) {
	g, err := small.Build(16, 16)
	if err != nil {
		t.Fatal(err)
	}
	net, err := b.New(g, Random(g, 1), infer.Options{MaxBatch: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	refusals(t, b, g, net)
}

func refusals(t *testing.T, b infer.Backend, g *arch.Graph, net infer.Network) {
	t.Run("requests", func(t *testing.T) { requests(t, net) })
	t.Run("weights", func(t *testing.T) { badWeights(t, b, g) })
}

func allocations(t *testing.T, net infer.Network) {
	for _, taps := range [][]string{nil, {"stem", "stage2.block1.h", "stage2.block1.gate_i", "stage1.block1.residual", "gap"}} {
		for _, batch := range []int{1, 2} {
			r, err := infer.NewRequest(net.Graph(), batch, taps...)
			if err != nil {
				t.Fatal(err)
			}
			ctx := context.Background()
			n := testing.AllocsPerRun(20, func() {
				if err := net.Run(ctx, r); err != nil {
					t.Fatal(err)
				}
			})
			if n != 0 {
				t.Errorf("batch %d, %d taps: %g allocations a run", batch, len(taps), n)
			}
		}
	}
}

func cancelled(t *testing.T, net infer.Network) {
	r, err := infer.NewRequest(net.Graph(), 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := net.Run(ctx, r); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled run returned %v", err)
	}
	// It ends between layers, not only before the first one.
	late := &lateContext{Context: context.Background(), left: 5}
	if err := net.Run(late, r); !errors.Is(err, context.Canceled) {
		t.Errorf("a run cancelled on its way returned %v", err)
	}
	if late.asked > 8 {
		t.Errorf("the run went on after cancellation: it asked %d times", late.asked)
	}
	if err := net.Run(context.Background(), r); err != nil {
		t.Errorf("the run after a cancelled one: %v", err)
	}
}

// lateContext is done from the sixth question on.
type lateContext struct {
	context.Context
	left, asked int
}

func (c *lateContext) Err() error {
	c.asked++
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func requests(t *testing.T, net infer.Network) {
	for want, change := range map[string]func(*infer.Request){
		"batch":           func(r *infer.Request) { r.Batch = 3 },
		"input":           func(r *infer.Request) { r.Input = r.Input[1:] },
		"logits":          func(r *infer.Request) { r.Logits = nil },
		"no tap":          func(r *infer.Request) { r.Taps = map[string][]float32{"stage9.block1.o": nil} },
		"tap stem has 1 ": func(r *infer.Request) { r.Taps = map[string][]float32{"stem": make([]float32, 1)} },
	} {
		r, err := infer.NewRequest(net.Graph(), 1)
		if err != nil {
			t.Fatal(err)
		}
		change(r)
		if err := net.Run(context.Background(), r); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func badWeights(t *testing.T, b infer.Backend, g *arch.Graph) {
	for want, change := range map[string]func(source){
		"no such tensor":   func(s source) { delete(s, "fc.weight") },
		"has the shape":    func(s source) { s["conv0.weight"] = tensorOf{make([]float32, 3), []int{3}} },
		"not a finite":     func(s source) { s["stage1.cell.gates.i.fuse.weight"].data[0] /= 0 },
		"negative varianc": func(s source) { s["stage2.block1.bn_h.running_var"].data[0] = -1 },
	} {
		s := Random(g, 1).(source)
		change(s)
		net, err := b.New(g, s, infer.Options{})
		if err == nil {
			net.Close()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
