//go:build !js

package cards

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/weights"
)

const shipped = "../models"

// The committed cards and catalogue are what their generator writes, and no
// card lies there without its file.
func TestCommitted(t *testing.T) {
	files, err := Generate(shipped)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(shipped, name))
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the weight files say: run \"make generate\"", name)
		}
	}
	there, err := filepath.Glob(filepath.Join(shipped, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range there {
		if files[filepath.Base(path)] == nil {
			t.Errorf("%s has no weight file", path)
		}
	}
}

// copyModel puts a shipped file into a folder, under another name.
func copyModel(t *testing.T, dir, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(shipped, "resnet-20.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSetAccuracy(t *testing.T) {
	dir := t.TempDir()
	path := copyModel(t, dir, "resnet-20.safetensors")
	before, err := weights.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, top1 := range []float64{0.25, 0.8125} { // the second replaces the first
		if err := SetAccuracy(path, weights.Accuracy{Data: "sixteen pictures", Images: 16, Top1: top1}); err != nil {
			t.Fatal(err)
		}
	}
	after, err := weights.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Accuracy) != len(before.Accuracy)+1 || after.Accuracy[len(before.Accuracy)].Top1 != 0.8125 {
		t.Errorf("accuracies %+v", after.Accuracy)
	}
	a, _, _ := before.Float32("conv0.weight")
	b, _, _ := after.Float32("conv0.weight")
	if len(a) == 0 || a[0] != b[0] || a[len(a)-1] != b[len(b)-1] {
		t.Error("the parameters changed")
	}
	if err := Write(dir); err != nil {
		t.Fatal(err)
	}
	card, err := os.ReadFile(filepath.Join(dir, "resnet-20.md"))
	if err != nil || !strings.Contains(string(card), "| sixteen pictures | 16 | 81.25 % |") {
		t.Errorf("the card does not show the measurement: %v\n%s", err, card)
	}
	if !strings.Contains(string(card), after.SHA256) {
		t.Error("the card does not show the checksum")
	}
}

func TestNameMustBeTheID(t *testing.T) {
	dir := t.TempDir()
	copyModel(t, dir, "other.safetensors")
	if _, err := Generate(dir); err == nil || !strings.Contains(err.Error(), "resnet-20.safetensors") {
		t.Errorf("got %v", err)
	}
}
