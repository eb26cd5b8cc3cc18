package conform

import (
	"context"
	"errors"
	"maps"
	"math"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Faults checks that whatever a step refuses is an error, that the state is
// then to the bit what it was, and that the next good step is the one that
// would have been without the fault.
func Faults(t *testing.T, b learn.Backend) {
	g := graph(t, records[3])
	o := learn.Options{Batch: 4, Threads: 2, Smoothing: 0.1, Optimizer: everything}
	faulty, sound := learner(t, b, g, learn.Init(g, 3), o), learner(t, b, g, learn.Init(g, 3), o)
	number := 0
	onward := func(t *testing.T, state learn.State) {
		t.Helper()
		sameBits(t, "after the fault", faulty.Save(), state)
		number++
		in := batch(g, 4, uint64(number))
		if x, y := step(t, faulty, number, 0.1, in), step(t, sound, number, 0.1, in); x != y {
			t.Errorf("the next step has %+v, without the fault %+v", x, y)
		}
		sameBits(t, "the step after the fault", faulty.Save(), sound.Save())
	}
	onward(t, faulty.Save())
	t.Run("batches", func(t *testing.T) {
		for want, bad := range badBatches(g) {
			before := faulty.Save()
			if _, err := faulty.Step(context.Background(), number+1, 0.1, bad); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one with %q", err, want)
			}
			onward(t, before)
		}
	})
	t.Run("pictures", func(t *testing.T) {
		for _, v := range []float32{float32(math.NaN()), float32(math.Inf(1)), math.MaxFloat32} {
			for _, second := range []bool{false, true} { // in either pass
				before := faulty.Save()
				bad := batch(g, 8, 5)
				at := 7
				if second {
					at += len(bad.Pictures) / 2
				}
				bad.Pictures[at] = v
				_, err := faulty.Step(context.Background(), number+1, 0.1, bad)
				names(t, err, number+1, "the output of conv0")
				onward(t, before)
			}
		}
	})
	t.Run("cancelled", func(t *testing.T) { cancelled(t, faulty, number+1, batch(g, 8, 6), onward) })
	t.Run("loads", func(t *testing.T) {
		for want, change := range badStates {
			before := faulty.Save()
			s := maps.Clone(before)
			change(s)
			if err := faulty.Load(s); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one with %q", err, want)
			}
			if l, err := b.New(g, s, o); err == nil {
				l.Close()
				t.Errorf("a learner is made of a state with: %s", want)
			}
			onward(t, before)
		}
	})
	t.Run("rate", func(t *testing.T) {
		before := faulty.Save()
		if _, err := faulty.Step(context.Background(), number+1, math.NaN(), batch(g, 4, 1)); err == nil || !strings.Contains(err.Error(), "rate") {
			t.Errorf("error %v, want one about the rate", err)
		}
		onward(t, before)
	})
	t.Run("options", func(t *testing.T) {
		if l, err := b.New(g, learn.Init(g, 3), learn.Options{}); err == nil {
			l.Close()
			t.Error("a learner is made for batches of 0")
		}
	})
	t.Run("divergence", func(t *testing.T) { divergence(t, b) })
}

// badBatches are batches by what the error says.
func badBatches(g *arch.Graph) map[string]learn.Batch {
	short, high, negative := batch(g, 4, 1), batch(g, 4, 1), batch(g, 4, 1)
	short.Pictures = short.Pictures[1:]
	high.Labels[2], negative.Labels[3] = 3, -1
	return map[string]learn.Batch{
		"without pictures": {}, "not a multiple": batch(g, 6, 1), "values": short,
		"label 3 of picture 2": high, "label -1 of picture 3": negative,
	}
}

// badStates are changes of a state by what the error says.
var badStates = map[string]func(learn.State){
	"no fc.weight":              func(s learn.State) { delete(s, "fc.weight") },
	"bn0.bias has 1 values":     func(s learn.State) { s["bn0.bias"] = []float32{1} },
	"momentum/fc.bias has 2 va": func(s learn.State) { s[learn.PrefixMomentum+"fc.bias"] = []float32{1, 2} },
	"fc.bias holds a value":     func(s learn.State) { s["fc.bias"] = []float32{0, float32(math.NaN()), 0} },
}

// names checks that an error is of a step, and of the part that went wrong.
func names(t *testing.T, err error, number int, what string) {
	t.Helper()
	var fault *learn.NonFiniteError
	if !errors.As(err, &fault) || fault.Step != number || fault.What != what {
		t.Errorf("error %v, want one of step %d and %s", err, number, what)
	}
}

// cancelled checks that a step ends when its context does, wherever that
// happens on its way.
func cancelled(t *testing.T, l learn.Learner, number int, in learn.Batch, onward func(*testing.T, learn.State)) {
	before := l.Save()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := l.Step(ctx, number, 0.1, in); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled step returned %v", err)
	}
	for left := 0; ; left += 1 + left/4 {
		late := &lateContext{Context: context.Background(), left: left}
		_, err := l.Step(late, number, 0.1, in)
		if err == nil {
			if left < 3 {
				t.Errorf("a step asks %d times whether it is cancelled", left)
			}
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("a step cancelled on its way returned %v", err)
		}
		sameBits(t, "a step cancelled on its way", l.Save(), before)
	}
	if err := l.Load(before); err != nil { // the last one took its step
		t.Fatal(err)
	}
	onward(t, before)
}

// lateContext is done after so many questions. It is asked by one goroutine.
type lateContext struct {
	context.Context
	left int
}

// Err implements [context.Context].
func (c *lateContext) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// divergence checks which layer is named when weights make values that
// float32 does not hold, or gradients.
func divergence(t *testing.T, b learn.Backend) {
	const huge = 3e38
	for _, c := range []struct {
		record       int
		tensor, what string
	}{
		{3, "conv0.weight", "the output of conv0"},
		{3, "stage1.block2.bn2.weight", "the output of stage1.block2.conv2"},
		{3, "stage2.block1.mix.weight", "the output of stage2.block1.mix"},
		{3, "stage2.block1.bn_h.weight", "the output of stage2.block1.cell"},
		{1, "stage1.block2.bn2.weight", "the output of stage1.block2.conv2"},
		{4, "stage2.block1.bn_proj.weight", "the output of stage2.block1.proj"},
		{2, "fc.weight", "the output of fc"},
	} {
		g := graph(t, records[c.record])
		s := learn.Init(g, 3)
		for i := range s[c.tensor] {
			s[c.tensor][i] = huge
		}
		l := learner(t, b, g, s, learn.Options{Batch: 4, Optimizer: everything})
		before := l.Save()
		_, err := l.Step(context.Background(), 9, 0.1, batch(g, 4, 1))
		names(t, err, 9, c.what)
		sameBits(t, "after "+c.tensor, l.Save(), before)
	}
}
