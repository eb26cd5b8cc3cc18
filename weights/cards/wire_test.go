//go:build !js

package cards

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// lossless are the pictures that every shipped network is measured on.
const lossless = "CIFAR-10 test images, lossless"

// Every shipped network is as often right from its form for the page as from its
// file, and its card says so.
func TestShippedWithinBound(t *testing.T) {
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	of := func(list []weights.Accuracy) weights.Accuracy {
		for _, a := range list {
			if a.Data == lossless {
				return a
			}
		}
		return weights.Accuracy{}
	}
	for _, m := range models {
		whole, wire := of(m.Accuracy), of(m.Wire.Accuracy)
		if whole.Images != 10_000 || wire.Images != 10_000 {
			t.Errorf("%s: measured on %d and %d of the 10,000 pictures (run \"regnet card weights/models --measure '%s=DATA'\")", m.ID, whole.Images, wire.Images, lossless)
		}
		if !near(whole, wire) {
			t.Errorf("%s: %.4f of the pictures, %.4f in the form for the page", m.ID, whole.Top1, wire.Top1)
		}
		card, err := os.ReadFile(filepath.Join(shipped, m.ID+".md"))
		if err != nil || !bytes.Contains(card, []byte(m.Wire.SHA256)) || strings.Contains(string(card), "Not measured yet") {
			t.Errorf("%s: the card does not say it: %v", m.ID, err)
		}
	}
}

// Both forms are measured and noted; where they are too far apart, matrices are
// kept until they are not.
func TestMeasure(t *testing.T) {
	path := copyModel(t, t.TempDir(), "resnet-20.safetensors")
	for _, c := range []struct {
		name string
		keep []string // some of what is kept, all of it where there is less
	}{
		{"at once", nil},
		{"the ends kept", []string{"conv0.weight", "fc.weight"}},
		{"the shortcuts kept too", []string{"conv0.weight", "stage2.block1.proj.weight", "stage3.block1.proj.weight", "fc.weight"}},
	} {
		measure := func(w *weights.Weights) (weights.Accuracy, error) {
			a := weights.Accuracy{Data: "some", Images: 10_000, Top1: 0.5}
			for _, name := range c.keep {
				if info, _ := w.Info(name); info.DType != safetensors.F16 {
					a.Top1 = 0.4993
				}
			}
			return a, nil
		}
		whole, wire, err := Measure(path, measure)
		if err != nil || whole.Top1 != 0.5 || wire.Top1 != 0.5 {
			t.Fatalf("%s: %v, %v, %v", c.name, whole, wire, err)
		}
		w, err := weights.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(w.Wire.Keep, c.keep) || w.Wire.Accuracy[len(w.Wire.Accuracy)-1] != wire || !slices.Contains(w.Accuracy, whole) {
			t.Errorf("%s: the file says %+v", c.name, w.Wire)
		}
		now, b, err := wireOf(w)
		if err != nil || now.SHA256 != w.Wire.SHA256 || now.Bytes != int64(len(b)) || !slices.Equal(now.Accuracy, w.Wire.Accuracy) {
			t.Errorf("%s: the form for the page is now %+v, %v", c.name, now, err)
		}
	}
}

func TestMeasureRefuses(t *testing.T) {
	path := copyModel(t, t.TempDir(), "resnet-20.safetensors")
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	stopped := errors.New("stopped")
	top1 := 1.0
	for name, c := range map[string]struct {
		measure func(*weights.Weights) (weights.Accuracy, error)
		want    string
	}{
		"never near": {func(*weights.Weights) (weights.Accuracy, error) {
			top1 -= 0.01
			return weights.Accuracy{Data: "some", Images: 1, Top1: top1}, nil
		}, "apart"},
		"stopped": {func(*weights.Weights) (weights.Accuracy, error) { return weights.Accuracy{}, stopped }, "stopped"},
	} {
		if _, _, err := Measure(path, c.measure); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, before) {
			t.Errorf("%s: the file changed", name)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b float64
		want bool
	}{{0.8607, 0.8602, true}, {0.9146, 0.9151, true}, {0.8607, 0.8601, false}, {0.5, 0.5006, false}} {
		if got := near(weights.Accuracy{Top1: c.a}, weights.Accuracy{Top1: c.b}); got != c.want {
			t.Errorf("%g and %g: %v", c.a, c.b, got)
		}
	}
}

// What was measured of another form is not said of this one.
func TestStaleWire(t *testing.T) {
	w, err := weights.Open(filepath.Join(shipped, "resnet-20.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	w.Wire.SHA256 = strings.Repeat("0", 64)
	if wire, _, err := wireOf(w); err != nil || len(wire.Accuracy) != 0 {
		t.Errorf("%+v, %v", wire, err)
	}
}

// Each plan keeps what the one before does and more, of networks of every kind,
// and none keeps the matrices that most of the bytes are of.
func TestKeepPlans(t *testing.T) {
	for _, record := range []arch.Record{
		{Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32, 64}, Blocks: []int{3, 3, 3}, Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorLSTM, SE: 4, Classes: 10},
		{Stem: arch.StemImageNet, StemWidth: 64, Block: arch.BlockBottleneck, Widths: []int{64, 128}, Blocks: []int{2, 2}, Shortcut: arch.ShortcutProjection, Regulator: arch.RegulatorGRU, Classes: 10},
	} {
		plans, err := keepPlans(record)
		if err != nil {
			t.Fatal(err)
		}
		g, err := record.Build(1, 1)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for _, p := range g.Params() {
			known[p.Name] = true
		}
		if len(plans[0]) != 0 || !slices.Contains(plans[1], g.Params()[0].Name) || !slices.Contains(plans[1], "fc.weight") {
			t.Errorf("the first plans keep %v and %v", plans[0], plans[1])
		}
		for i, plan := range plans[1:] {
			for _, name := range plans[i] {
				if !slices.Contains(plan, name) {
					t.Errorf("plan %d does not keep %s", i+1, name)
				}
			}
			for _, name := range plan {
				if !known[name] {
					t.Errorf("plan %d keeps %s, which is no parameter", i+1, name)
				}
			}
			if len(plan) <= len(plans[i]) || len(plan) >= len(g.Params()) {
				t.Errorf("plan %d keeps %d matrices, the one before %d", i+1, len(plan), len(plans[i]))
			}
		}
	}
}
