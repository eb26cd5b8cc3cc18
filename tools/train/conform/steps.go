package conform

import (
	"math"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

func learns(t *testing.T, open Open) {
	d, c, set := open(t), Small(t, nil), Pictures(60)
	s, m, bad := Take(t, d, c, set, learn.Init(c.Graph, 1), 0, 40)
	if bad != 0 || m.Steps != 40 || m.Images != 240 || m.Right/m.Images < 0.7 {
		t.Errorf("bad %d, meters %+v", bad, m)
	}
	e, err := d.NewEvaluator(c, 7, set) // 60 is no multiple
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var order []int
	right := 0
	err = e.Logits(s, func(i int, logits []float32) error {
		order = append(order, i)
		if int32(slices.Index(logits, slices.Max(logits))) == set.Labels[i] {
			right++
		}
		return nil
	})
	if err != nil || len(order) != 60 || !slices.IsSorted(order) {
		t.Fatalf("%v, %v", order, err)
	}
	if right < 57 {
		t.Errorf("%d of 60 right", right)
	}
}

// A state that goes through the host continues to the same bits.
func resumeIsExact(t *testing.T, open Open) {
	d, c, set := open(t), Small(t, nil), Pictures(60)
	whole, _, _ := Take(t, d, c, set, learn.Init(c.Graph, 1), 0, 10)
	half, _, _ := Take(t, d, c, set, learn.Init(c.Graph, 1), 0, 5)
	rest, _, _ := Take(t, d, c, set, half, 5, 10)
	for name := range whole {
		if !slices.Equal(whole[name], rest[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

// Two passes over six pictures make the step that one pass over twelve makes,
// as long as norms see the same statistics: each pass takes them from its own
// pictures, so here both passes, and both halves of the twelve, are the same
// six. The running statistics take in two batches instead of one, and a
// variance with another denominator, so they alone differ, in a known way.
func passesEqualOneBatch(t *testing.T, open Open) {
	d, set := open(t), Pictures(60)
	step := func(batch, passes int) (learn.State, learn.State, device.Meters) {
		c := Small(t, func(c *device.Config) { c.Batch, c.Passes, c.Optimizer.EMA = batch, passes, 0 })
		start := learn.Init(c.Graph, 1)
		tr, err := d.NewTrainer(c, set, start, device.Meters{})
		if err != nil {
			t.Fatal(err)
		}
		defer tr.Close()
		drawer := input.Drawer{Seed: 1, Images: 60, Batch: 6, Size: 8, Augmentation: c.Augmentation}
		six := make([]int32, 6*input.DrawWidth)
		drawer.Draw(six, 0)
		if err := tr.Step(t.Context(), 1, 0.5, slices.Concat(six, six)); err != nil {
			t.Fatal(err)
		}
		m, _, err := tr.Read()
		if err != nil {
			t.Fatal(err)
		}
		s, err := tr.Save()
		if err != nil {
			t.Fatal(err)
		}
		return start, s, m
	}
	start, one, whole := step(12, 1)
	_, two, parts := step(6, 2)
	if math.Abs(whole.Loss-parts.Loss) > 1e-5 || whole.Right != parts.Right || whole.Images != parts.Images {
		t.Errorf("one batch %+v, two passes %+v", whole, parts)
	}
	moved := 0.0
	for _, p := range Small(t, nil).Graph.Params() {
		for i := range one[p.Name] {
			first, a, b := float64(start[p.Name][i]), float64(one[p.Name][i]), float64(two[p.Name][i])
			if p.Role == arch.NormMean {
				b = first + (b-first)/1.9 // 0.1 of the batch's, and then 0.09 more
			}
			if p.Role == arch.NormVar {
				continue
			}
			moved = max(moved, math.Abs(a-first))
			if math.Abs(a-b) > 1e-5*(1+math.Abs(a)) {
				t.Errorf("%s[%d]: %g in one batch, %g in two passes", p.Name, i, a, b)
				break
			}
		}
	}
	if moved < 0.01 {
		t.Errorf("nothing moved by more than %g", moved)
	}
}

// With a learning rate of zero nothing moves but the norms' statistics.
func zeroRateMovesOnlyStatistics(t *testing.T, open Open) {
	d, set := open(t), Pictures(60)
	c := Small(t, func(c *device.Config) { c.Passes = 2 })
	start := learn.Init(c.Graph, 1)
	tr, err := d.NewTrainer(c, set, start, device.Meters{})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	drawer := input.Drawer{Seed: 1, Images: 60, Batch: 12, Size: 8, Augmentation: c.Augmentation}
	draws := make([]int32, 12*input.DrawWidth)
	drawer.Draw(draws, 0)
	if err := tr.Step(t.Context(), 1, 0, draws); err != nil {
		t.Fatal(err)
	}
	s, err := tr.Save()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Graph.Params() {
		if same := slices.Equal(s[p.Name], start[p.Name]); same != p.Role.Trained() {
			t.Errorf("%s: unchanged is %v", p.Name, same)
		}
	}
	if m, _, _ := tr.Read(); m.Images != 12 || m.Steps != 1 {
		t.Errorf("meters %+v", m)
	}
}

// A loss that is no number freezes the state and is traced to its layer.
func divergence(t *testing.T, open Open) {
	d, c, set := open(t), Small(t, nil), Pictures(60)
	s := learn.Init(c.Graph, 1)
	name := "stage2.block1.conv2.weight"
	for i := range s[name] {
		s[name][i] = 3e38 // the sums of their products are infinite
	}
	tr, err := d.NewTrainer(c, set, s, device.Meters{})
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	drawer := input.Drawer{Seed: 1, Images: 60, Batch: 6, Size: 8, Augmentation: c.Augmentation}
	draws := make([]int32, 6*input.DrawWidth)
	for i := range 3 {
		drawer.Draw(draws, i)
		if err := tr.Step(t.Context(), i+1, 0.1, draws); err != nil {
			t.Fatal(err)
		}
	}
	m, bad, err := tr.Read()
	if err != nil || bad != 1 || m.Steps != 0 {
		t.Errorf("bad step %d, meters %+v, %v", bad, m, err)
	}
	after, err := tr.Save()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Graph.Params() {
		if p.Name != name && !slices.Equal(after[p.Name], s[p.Name]) {
			t.Errorf("%s moved", p.Name)
		}
	}
	layer, err := tr.Diagnose(draws)
	if err != nil || !strings.Contains(layer, "stage2.block1.conv2") {
		t.Errorf("%q, %v", layer, err)
	}
}
