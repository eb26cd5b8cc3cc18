//go:build goexperiment.simd

package simd

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
	"regnetlens/infer/learn"
)

// TestWideSameBits takes steps of training on 256-bit and on 512-bit vectors:
// the same bits, so that a run can go on on another processor.
func TestWideSameBits(t *testing.T) {
	if kernel.Width == kernel.Lanes {
		t.Skip("no AVX-512 here")
	}
	defer kernel.UseWide(true)
	for _, regulator := range []arch.Regulator{arch.RegulatorLSTM, arch.RegulatorGRU, arch.RegulatorRNN} {
		g, err := cifarRecord(regulator, 1, 4).Build(20, 20)
		if err != nil {
			t.Fatal(err)
		}
		const n = 5
		rng := rand.New(rand.NewPCG(1, 1))
		in := learn.Batch{Pictures: make([]float32, n*g.Shape(g.Input).Len()), Labels: make([]int32, n)}
		for i := range in.Pictures {
			in.Pictures[i] = float32(rng.NormFloat64())
		}
		states := [2]learn.State{}
		for i := range states {
			kernel.UseWide(i == 1)
			states[i] = after(t, g, in, 3)
		}
		for name, want := range states[0] {
			if !slices.Equal(want, states[1][name]) {
				t.Errorf("%s: %s has other bits on 512-bit vectors", regulator, name)
			}
		}
	}
}

// after is the state after some steps from the same start.
func after(t *testing.T, g *arch.Graph, in learn.Batch, steps int) learn.State {
	t.Helper()
	l, err := (Backend{}).New(g, learn.Init(g, 1), learn.Options{Batch: len(in.Labels), Threads: 2, Optimizer: learn.Optimizer{Momentum: 0.9}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for i := range steps {
		if _, err := l.Step(context.Background(), i+1, 0.1, in); err != nil {
			t.Fatal(fmt.Errorf("step %d: %w", i+1, err))
		}
	}
	return l.Save()
}
