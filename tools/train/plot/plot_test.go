package plot

import (
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/plotter"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/results"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

func TestCurves(t *testing.T) {
	runs := []Run{
		{Name: "one", Epochs: []run.Epoch{{Epoch: 1, Loss: 2, Accuracy: 0.3}, {Epoch: 2, Loss: 1, Accuracy: 0.6}}},
		{Name: "two", Epochs: []run.Epoch{{Epoch: 1, Loss: 1.5, Accuracy: 0.4}}},
	}
	check(t, func(file string) error { return Curves(file, runs) }, "one", "two", "Training loss", "epoch")
	if err := Curves(filepath.Join(t.TempDir(), "x.png"), []Run{{Name: "new"}}); err == nil || !strings.Contains(err.Error(), "new") {
		t.Errorf("a run without an epoch: %v", err)
	}
}

func TestSizes(t *testing.T) {
	model := func(id string, blocks int, reg arch.Regulator, top1 float64) weights.Model {
		return weights.Model{
			ID: id, Input: 32, Accuracy: []weights.Accuracy{{Data: "cifar", Images: 10, Top1: top1}},
			Arch: arch.Record{
				Stem: arch.StemCIFAR, StemWidth: 16, Block: arch.BlockBasic, Widths: []int{16, 32}, Blocks: []int{blocks, blocks},
				Shortcut: arch.ShortcutProjection, Regulator: reg, Classes: 10,
			},
		}
	}
	models := []weights.Model{model("a", 3, arch.RegulatorNone, 0.8), model("b", 1, arch.RegulatorNone, 0.7), model("c", 1, arch.RegulatorGRU, 0.75)}
	check(t, func(file string) error { return Sizes(file, models) }, "ResNet", "RegNet (GRU)", "cifar")
	models[1].Accuracy = nil
	if err := Sizes(filepath.Join(t.TempDir(), "x.png"), models); err == nil || !strings.Contains(err.Error(), "b does not say") {
		t.Errorf("an unmeasured model: %v", err)
	}
}

// Every figure names the networks that it is of.
func TestFigures(t *testing.T) {
	right := results.NewBits(16)
	right.Set(3)
	result := func(network, title string, seed uint64, top1, cka float64) results.Result {
		return results.Result{
			Network: network, Title: title, Seed: seed, Parameters: 270000, Pictures: 16, Right: right,
			Blocks: []results.Block{{Place: arch.Place{Stage: 1, Block: 1}}, {Place: arch.Place{Stage: 1, Block: 2}, Top1: top1, CKA: cka}, {Place: arch.Place{Stage: 2, Block: 1}, Top1: 0.5, CKA: 0.3}},
			Epochs: []run.Epoch{{Epoch: 1, Loss: 2, HeldOut: 0.3}, {Epoch: 2, Loss: 1, HeldOut: 0.6}},
		}
	}
	all := []results.Result{result("a", "Plain", 1, 0.2, 0.9), result("b", "Regulated", 1, 0.4, 0.6), result("a", "Plain", 2, 0.3, 0.8)}
	for name, draw := range Figures {
		words := []string{"Plain", "Regulated"}
		if name == "readout" || name == "similarity" {
			words = append(words, "1.2", "2.1")
		}
		check(t, func(file string) error { return draw(file, all) }, words...)
	}
	if err := Readout(filepath.Join(t.TempDir(), "x.png"), []results.Result{{Network: "none"}}); err == nil {
		t.Error("drew what was not measured")
	}
}

func TestMeans(t *testing.T) {
	got := means(plotter.XYs{{X: 3, Y: 1}, {X: 1, Y: 2}, {X: 3, Y: 4}, {X: 2, Y: 0}})
	if want := (plotter.XYs{{X: 1, Y: 2}, {X: 2, Y: 0}, {X: 3, Y: 2.5}}); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// check draws both kinds of picture: the PNG is one and not empty, the SVG has
// the words in it.
func check(t *testing.T, draw func(file string) error, words ...string) {
	t.Helper()
	dir := t.TempDir()
	if err := draw(filepath.Join(dir, "x.bmp")); err == nil {
		t.Error("a .bmp was drawn")
	}
	if err := draw(filepath.Join(dir, "x.png")); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "x.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	colours := map[any]bool{}
	for y := range img.Bounds().Dy() {
		for x := range img.Bounds().Dx() {
			colours[img.At(x, y)] = true
		}
	}
	if len(colours) < 4 {
		t.Errorf("the picture has %d colours", len(colours))
	}
	if err := draw(filepath.Join(dir, "x.svg")); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "x.svg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if !strings.Contains(string(b), word) {
			t.Errorf("the SVG does not say %q", word)
		}
	}
}
