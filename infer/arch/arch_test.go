package arch

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// cifar is the paper's CIFAR network with n blocks a stage.
func cifar(n int, reg Regulator) Record {
	return Record{
		Stem: StemCIFAR, StemWidth: 16, Block: BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{n, n, n},
		Shortcut: ShortcutProjection, Regulator: reg, Classes: 10,
	}
}

// imageNet50 is the paper's 50-layer ImageNet network.
func imageNet50(reg Regulator) Record {
	return Record{
		Stem: StemImageNet, StemWidth: 64, Block: BlockBottleneck, Widths: []int{64, 128, 256, 512},
		Blocks: []int{3, 4, 6, 3}, Shortcut: ShortcutProjection, Regulator: reg, Classes: 1000,
	}
}

func with(r Record, change func(*Record)) Record { change(&r); return r }

// The counts are facts from outside: torchvision's for ResNet-50 and its
// siblings, the paper's Table III (0.273M) for ResNet-20, and an independent
// PyTorch implementation of the regulators.
func TestParameterCounts(t *testing.T) {
	basic := func(blocks ...int) Record {
		return with(imageNet50(RegulatorNone), func(r *Record) { r.Block, r.Blocks = BlockBasic, blocks })
	}
	for _, c := range []struct {
		name   string
		record Record
		want   int64
	}{
		{"ResNet-20", cifar(3, RegulatorNone), 272474},
		{"ResNet-20, pad", with(cifar(3, RegulatorNone), func(r *Record) { r.Shortcut = ShortcutPad }), 269722},
		{"RegNet-20 rnn", cifar(3, RegulatorRNN), 307418},
		{"RegNet-20 gru", cifar(3, RegulatorGRU), 310106},
		{"RegNet-20 lstm", cifar(3, RegulatorLSTM), 311450},
		{"SE-RegNet-20 lstm", with(cifar(3, RegulatorLSTM), func(r *Record) { r.SE = 16 }), 313823},
		{"RegNet-32 gru, 100 classes", with(cifar(5, RegulatorGRU), func(r *Record) { r.Classes = 100 }), 532788},
		{"RegNet-56 lstm", cifar(9, RegulatorLSTM), 961946},
		{"ResNet-18", basic(2, 2, 2, 2), 11689512},
		{"ResNet-34", basic(3, 4, 6, 3), 21797672},
		{"ResNet-50", imageNet50(RegulatorNone), 25557032},
		{"RegNet-50 lstm", imageNet50(RegulatorLSTM), 28133160},
	} {
		g, err := c.record.Build(32, 32)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := g.Cost().Params; got != c.want {
			t.Errorf("%s: %d parameters, want %d", c.name, got, c.want)
		}
	}
}

// He et al. give 3.8 × 10⁹ multiply-adds for ResNet-50 at 224 × 224, and the
// CIFAR ResNet-20 is commonly given with 0.041 × 10⁹.
func TestMulAdds(t *testing.T) {
	for _, c := range []struct {
		record   Record
		size     int
		from, to float64
	}{
		{cifar(3, RegulatorNone), 32, 40.5e6, 41.5e6},
		{imageNet50(RegulatorNone), 224, 3.8e9, 3.9e9},
	} {
		g, err := c.record.Build(c.size, c.size)
		if err != nil {
			t.Fatal(err)
		}
		if n := float64(g.Cost().MulAdds); n < c.from || n > c.to {
			t.Errorf("%d layers: %g multiply-adds, want %g to %g", c.record.Depth(), n, c.from, c.to)
		}
	}
}

func TestDepth(t *testing.T) {
	for want, r := range map[int]Record{20: cifar(3, RegulatorLSTM), 56: cifar(9, RegulatorNone), 50: imageNet50(RegulatorNone)} {
		if got := r.Depth(); got != want {
			t.Errorf("depth %d, want %d", got, want)
		}
	}
}

func TestImpossibleRecordsNameTheField(t *testing.T) {
	ok := cifar(3, RegulatorLSTM)
	for field, change := range map[string]func(*Record){
		"stem":                func(r *Record) { r.Stem = "mnist" },
		"stem_width":          func(r *Record) { r.StemWidth = 0 },
		"block":               func(r *Record) { r.Block = "" },
		"widths":              func(r *Record) { r.Widths = nil },
		"widths[1]":           func(r *Record) { r.Widths = []int{16, 0, 64} },
		"widths[2]":           func(r *Record) { r.Widths = []int{16, 32, 1 << 40} },
		"blocks":              func(r *Record) { r.Blocks = []int{3, 3} },
		"blocks[0]":           func(r *Record) { r.Blocks = []int{-3, 3, 3} },
		"shortcut":            func(r *Record) { r.Shortcut = "none" },
		"regulator":           func(r *Record) { r.Regulator = 9 },
		"regulated_stages[0]": func(r *Record) { r.RegulatedStages = []int{4} },
		"regulated_stages[1]": func(r *Record) { r.RegulatedStages = []int{2, 2} },
		"regulated_stages":    func(r *Record) { r.RegulatedStages, r.Regulator = []int{1}, RegulatorNone },
		"se":                  func(r *Record) { r.SE = -1 },
		"classes":             func(r *Record) { r.Classes = 0 },
		"bottleneck_stride":   func(r *Record) { r.BottleneckStride = StrideConv2 },
	} {
		err := with(ok, change).Validate()
		var fe *FieldError
		if !errors.As(err, &fe) {
			t.Errorf("%s: error %v is no FieldError", field, err)
		} else if fe.Field != field {
			t.Errorf("error %q names field %q, want %q", err, fe.Field, field)
		}
	}
	for why, r := range map[string]Record{
		"parameters":         with(ok, func(r *Record) { r.Widths = []int{1 << 14, 1 << 14, 1 << 14}; r.Blocks = []int{512, 512, 512} }),
		"pad cannot take":    with(ok, func(r *Record) { r.Shortcut, r.Widths = ShortcutPad, []int{16, 8, 64} }),
		"with a regulator":   with(imageNet50(RegulatorLSTM), func(r *Record) { r.BottleneckStride = StrideConv2 }),
		"bottleneck blocks ": with(ok, func(r *Record) { r.Regulator, r.BottleneckStride = RegulatorNone, StrideConv2 }),
	} {
		if err := r.Validate(); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("error %v, want one with %q", err, why)
		}
	}
	for _, size := range [][2]int{{0, 32}, {32, -1}, {1 << 20, 32}} {
		if _, err := ok.Build(size[0], size[1]); err == nil {
			t.Errorf("input %v: no error", size)
		}
	}
	if _, err := imageNet50(RegulatorNone).Build(8192, 8192); err == nil {
		t.Error("activations of 2³⁰ values: no error")
	}
}

func TestParse(t *testing.T) {
	r, err := Parse([]byte(`{"stem":"cifar","stem_width":8,"block":"basic","widths":[8,16],"blocks":[1,2],"classes":3}`))
	if err != nil {
		t.Fatal(err)
	}
	if r.Shortcut != ShortcutProjection || r.Regulator != RegulatorNone {
		t.Errorf("absent fields became %q and %q", r.Shortcut, r.Regulator)
	}
	again, err := Parse([]byte(r.String()))
	if err != nil || again.String() != r.String() {
		t.Errorf("%s came back as %s, %v", r, again, err)
	}
	for _, bad := range []string{"", "[]", `{"stem":3}`, `{"colour":"red"}`, r.String() + "{}"} {
		if _, err := Parse([]byte(bad)); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(cifar(3, RegulatorLSTM).String()))
	f.Add([]byte(imageNet50(RegulatorGRU).String()))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data)
		if err != nil {
			return
		}
		if _, err := r.Build(9, 7); err != nil && !strings.Contains(err.Error(), "activation") {
			t.Errorf("%s is valid but cannot be built: %v", r, err)
		}
	})
}

func TestStrideAndTaps(t *testing.T) {
	r := with(imageNet50(RegulatorLSTM), func(r *Record) { r.RegulatedStages = []int{2} })
	g, err := r.Build(61, 64)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]Shape{
		"stem": {64, 31, 32}, "pool": {64, 16, 16}, "stage1.block1.o": {256, 16, 16}, "stage2.block1.i": {128, 8, 8},
		"stage2.block4.gate_g": {128, 8, 8}, "stage2.block1.c": {128, 8, 8}, "stage4.block3.o": {2048, 2, 2}, "gap": {2048, 1, 1},
	} {
		tap, ok := g.Tap(name)
		if !ok || tap.Shape != want {
			t.Errorf("%s: %v, want %v", name, tap.Shape, want)
		}
	}
	if _, ok := g.Tap("stage1.block1.h"); ok {
		t.Error("stage 1 is not regulated, but has a hidden state")
	}
	tap, _ := g.Tap("stage2.block4.gate_g")
	if tap.Place != (Place{2, 4}) || tap.Kind != KindGateG {
		t.Errorf("taken apart: %+v", tap)
	}
}

// What an operation reads was made before it, and lives until it has been
// read.
func TestLifetimes(t *testing.T) {
	for _, r := range []Record{cifar(3, RegulatorNone), cifar(2, RegulatorGRU), imageNet50(RegulatorLSTM)} {
		g, err := r.Build(32, 32)
		if err != nil {
			t.Fatal(err)
		}
		made := []ValueID{None, g.Input}
		for i, op := range g.Ops {
			for _, v := range op.Reads() {
				if !slices.Contains(made, v) || g.Values[v].Last < i || g.Values[v].Optional {
					t.Errorf("%s reads value %d, made at %d, read last at %d", op.Name(), v, g.Values[v].First, g.Values[v].Last)
				}
			}
			made = append(made, op.Writes()...)
		}
		if len(made) != len(g.Values) {
			t.Errorf("%d of %d values are made", len(made), len(g.Values))
		}
	}
}
