// Package conform tests that a device trains as the training loop wants it, and
// that runs on it can be stopped, killed and taken up again. Every device's
// own tests call it.
package conform

import (
	"math/rand/v2"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

// Open opens the device under test, or skips the test.
type Open func(t testing.TB) device.Device

// Steps tests a device's trainer and evaluator.
func Steps(t *testing.T, open Open) {
	for name, test := range map[string]func(*testing.T, Open){
		"learns":     learns,
		"resume":     resumeIsExact,
		"passes":     passesEqualOneBatch,
		"zero rate":  zeroRateMovesOnlyStatistics,
		"divergence": divergence,
	} {
		t.Run(name, func(t *testing.T) { test(t, open) })
	}
}

// Small is a network that compiles and trains in no time.
func Small(t testing.TB, change func(*device.Config)) device.Config {
	t.Helper()
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{1, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: 3,
	}
	g, err := r.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	c := device.Config{
		Graph: g, Batch: 6, Smoothing: 0.1,
		Optimizer:     learn.Optimizer{Momentum: 0.9, Nesterov: true, Decay: 1e-3, Clip: 1, EMA: 0.9},
		Augmentation:  input.Augmentation{Crop: 1, Padding: input.PadZero, Flip: true},
		Normalisation: input.Normalisation{Mean: [3]float32{0.5, 0.5, 0.5}, Std: [3]float32{0.25, 0.25, 0.25}},
	}
	if change != nil {
		change(&c)
	}
	return c
}

// Pictures are noise around a colour for each of three classes.
func Pictures(n int) *input.Set {
	rng := rand.New(rand.NewPCG(5, 6))
	s := &input.Set{Header: input.Header{Size: 8, Images: n, Classes: []string{"red", "green", "blue"}}}
	for i := range n {
		s.Labels = append(s.Labels, int32(i%3))
		for p := range 8 * 8 * 3 {
			v := rng.IntN(100)
			if p%3 == i%3 {
				v += 100
			}
			s.Pixels = append(s.Pixels, byte(v))
		}
	}
	return s
}

// Take trains for some steps from a state.
func Take(t testing.TB, d device.Device, c device.Config, set *input.Set, s learn.State, from, to int) (learn.State, device.Meters, int) {
	t.Helper()
	tr, err := d.NewTrainer(c, set, s, device.Meters{})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	batch := c.Batch * max(1, c.Passes)
	drawer := input.Drawer{Seed: 1, Images: set.Images, Batch: batch, Size: set.Size, Augmentation: c.Augmentation}
	draws := make([]int32, batch*input.DrawWidth)
	for i := from; i < to; i++ {
		drawer.Draw(draws, i)
		if err := tr.Step(t.Context(), i+1, 0.05, draws); err != nil {
			t.Fatal(err)
		}
	}
	m, bad, err := tr.Read()
	if err != nil {
		t.Fatal(err)
	}
	out, err := tr.Save()
	if err != nil {
		t.Fatal(err)
	}
	return out, m, bad
}
