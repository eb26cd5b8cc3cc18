package step

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph" //nolint:staticcheck // see loss.go

	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
)

// small is a network that compiles and trains in no time.
func small(t *testing.T, change func(*Config)) Config {
	t.Helper()
	r := arch.Record{
		Stem: arch.StemCIFAR, StemWidth: 4, Block: arch.BlockBasic, Widths: []int{4, 8}, Blocks: []int{1, 1},
		Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: 3,
	}
	g, err := r.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	c := Config{
		Graph: g, Batch: 6, Momentum: 0.9, Nesterov: true, Decay: 1e-3, Clip: 1, EMA: 0.9, Smoothing: 0.1,
		Augmentation:  input.Augmentation{Crop: 1, Padding: input.PadZero, Flip: true},
		Normalisation: input.Normalisation{Mean: [3]float32{0.5, 0.5, 0.5}, Std: [3]float32{0.25, 0.25, 0.25}},
	}
	if change != nil {
		change(&c)
	}
	return c
}

// pictures are noise around a colour for each of three classes.
func pictures(n int) *input.Set {
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

func goBackend(t *testing.T) compute.Backend {
	t.Helper()
	d, err := device.Open(device.Go, "")
	if err != nil {
		t.Fatal(err)
	}
	return d.Backend
}

// take trains for some steps from a state.
func take(t *testing.T, b compute.Backend, c Config, set *input.Set, s State, from, to int) (State, Meters, int) {
	t.Helper()
	tr, err := NewTrainer(b, c, set, s)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	batch := c.Batch * max(1, c.Passes)
	d := input.Drawer{Seed: 1, Images: set.Images, Batch: batch, Size: set.Size, Augmentation: c.Augmentation}
	draws := make([]int32, batch*input.DrawWidth)
	for i := from; i < to; i++ {
		d.Draw(draws, i)
		if err := tr.Step(i+1, 0.05, draws); err != nil {
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

func TestTrainingLearnsAndIsEvaluated(t *testing.T) {
	b, c, set := goBackend(t), small(t, nil), pictures(60)
	s, m, bad := take(t, b, c, set, c.Init(1), 0, 40)
	if bad != 0 || m.Steps != 40 || m.Images != 240 || m.Right/m.Images < 0.7 {
		t.Errorf("bad %d, meters %+v", bad, m)
	}
	e, err := NewEvaluator(b, c, 7, set) // 60 is no multiple
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
func TestResumeIsExact(t *testing.T) {
	b, c, set := goBackend(t), small(t, nil), pictures(60)
	whole, _, _ := take(t, b, c, set, c.Init(1), 0, 10)
	half, _, _ := take(t, b, c, set, c.Init(1), 0, 5)
	rest, _, _ := take(t, b, c, set, half, 5, 10)
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
func TestPassesEqualOneBatch(t *testing.T) {
	b, set := goBackend(t), pictures(60)
	step := func(batch, passes int) (State, State, Meters) {
		c := small(t, func(c *Config) { c.Batch, c.Passes, c.EMA = batch, passes, 0 })
		start := c.Init(1)
		tr, err := NewTrainer(b, c, set, start)
		if err != nil {
			t.Fatal(err)
		}
		defer tr.Close()
		d := input.Drawer{Seed: 1, Images: 60, Batch: 6, Size: 8, Augmentation: c.Augmentation}
		six := make([]int32, 6*input.DrawWidth)
		d.Draw(six, 0)
		if err := tr.Step(1, 0.5, slices.Concat(six, six)); err != nil {
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
	for _, p := range small(t, nil).Graph.Params() {
		for i := range one[p.Name] {
			first, a, b := float64(start[p.Name][i]), float64(one[p.Name][i]), float64(two[p.Name][i])
			if strings.HasSuffix(p.Name, ".running_mean") {
				b = first + (b-first)/1.9 // 0.1 of the batch's, and then 0.09 more
			}
			if strings.HasSuffix(p.Name, ".running_var") {
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
func TestZeroRateMovesOnlyStatistics(t *testing.T) {
	b, set := goBackend(t), pictures(60)
	c := small(t, func(c *Config) { c.Passes = 2 })
	start := c.Init(1)
	tr, err := NewTrainer(b, c, set, start)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	d := input.Drawer{Seed: 1, Images: 60, Batch: 12, Size: 8, Augmentation: c.Augmentation}
	draws := make([]int32, 12*input.DrawWidth)
	d.Draw(draws, 0)
	if err := tr.Step(1, 0, draws); err != nil {
		t.Fatal(err)
	}
	s, err := tr.Save()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range c.Graph.Params() {
		if same := slices.Equal(s[p.Name], start[p.Name]); same != p.Trained {
			t.Errorf("%s: unchanged is %v", p.Name, same)
		}
	}
	if m, _, _ := tr.Read(); m.Images != 12 || m.Steps != 1 {
		t.Errorf("meters %+v", m)
	}
}

// A loss that is no number freezes the state and is traced to its layer.
func TestDivergence(t *testing.T) {
	b, c, set := goBackend(t), small(t, nil), pictures(60)
	s := c.Init(1)
	name := "stage2.block1.conv2.weight"
	s[name][0] = float32(math.NaN())
	tr, err := NewTrainer(b, c, set, s)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	d := input.Drawer{Seed: 1, Images: 60, Batch: 6, Size: 8, Augmentation: c.Augmentation}
	draws := make([]int32, 6*input.DrawWidth)
	for i := range 3 {
		d.Draw(draws, i)
		if err := tr.Step(i+1, 0.1, draws); err != nil {
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

// Two steps of the optimizer on one weight, by hand: PyTorch's rule.
func TestSGD(t *testing.T) {
	for _, nesterov := range []bool{false, true} {
		c := Config{Momentum: 0.9, Nesterov: nesterov, Decay: 0.1, DecayAll: true}
		w, v := 2.0, 0.0
		var buffers []compute.Buffer
		b := goBackend(t)
		for _, x := range []float32{2, 0, 0.5, 0.01} {
			buffers = append(buffers, upload(t, b, []float32{x}))
		}
		scalar := shapes.Make(dtypes.Float32)
		p, err := compile(b, 1, "sgd", []field{{name: "w", shape: scalar}, {name: "v", shape: scalar}, {name: "g", shape: scalar}, {name: "rate", shape: scalar}},
			func(in map[string]*Node) []*Node {
				w1, v1 := c.sgd(in["w"], in["v"], in["g"], in["rate"])
				w2, v2 := c.sgd(w1, v1, in["g"], in["rate"])
				return []*Node{w2, v2}
			})
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.run([][]compute.Buffer{buffers}, 0)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			d := 0.5 + 0.1*w
			v = 0.9*v + d
			if nesterov {
				w -= 0.01 * (d + 0.9*v)
			} else {
				w -= 0.01 * v
			}
		}
		for i, want := range []float64{w, v} {
			var got [1]float32
			if err := out[0][i].ToFlatData(got[:]); err != nil {
				t.Fatal(err)
			}
			if math.Abs(float64(got[0])-want) > 1e-6 {
				t.Errorf("nesterov %v: %g, want %g", nesterov, got[0], want)
			}
		}
	}
}

func TestInit(t *testing.T) {
	c := small(t, nil)
	s, again, other := c.Init(1), c.Init(1), c.Init(2)
	if !maps.EqualFunc(s, again, slices.Equal[[]float32]) {
		t.Error("the same seed gives other weights")
	}
	if slices.Equal(s["conv0.weight"], other["conv0.weight"]) {
		t.Error("another seed gives the same weights")
	}
	if s["bn0.weight"][0] != 1 || s["bn0.running_var"][0] != 1 || s["bn0.bias"][0] != 0 || s["fc.bias"][0] != 0 {
		t.Error("norms do not begin with 1 and 0")
	}
	if v := s["ema/conv0.weight"]; !slices.Equal(v, s["conv0.weight"]) {
		t.Error("the average does not begin at the weights")
	}
}

// Data parallel training has the losses of one device: the norms' statistics
// are those of the whole batch.
func TestDevices(t *testing.T) {
	d, err := device.Open(device.CPU, "")
	if _, missing := err.(*device.MissingError); missing {
		t.Skipf("skipped, needs several devices: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	if d.NumDevices() < 2 {
		t.Skipf("skipped, the plugin shows %d device", d.NumDevices())
	}
	set := pictures(60)
	one := small(t, nil)
	two := small(t, func(c *Config) { c.Devices = 2 })
	a, ma, _ := take(t, d.Backend, one, set, one.Init(1), 0, 8)
	b, mb, _ := take(t, d.Backend, two, set, two.Init(1), 0, 8)
	if math.Abs(ma.Loss-mb.Loss)/ma.Steps > 1e-4 || ma.Right != mb.Right {
		t.Errorf("meters %+v on one device, %+v on two", ma, mb)
	}
	for _, p := range one.Graph.Params() {
		closeTo(t, p.Name, b[p.Name], a[p.Name], 1e-4)
	}
}
