//go:build !js

package cards

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/weights"
	"regnetlens/weights/safetensors"
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

// A measurement changes nothing else: tensors and metadata of others, types of
// elements, the file's permissions.
func TestSetAccuracyKeepsTheRest(t *testing.T) {
	w, err := weights.Open("../models/resnet-20.safetensors")
	if err != nil {
		t.Fatal(err)
	}
	params, err := w.Params("")
	if err != nil {
		t.Fatal(err)
	}
	extra := safetensors.Tensor{Name: "somebody.else", DType: safetensors.F32, Shape: []int{2}, Data: []float32{1, 2}}
	metadata := maps.Clone(w.Metadata())
	metadata["format"], metadata["regnet.later"] = "pt", "a key of a later version"
	path := filepath.Join(t.TempDir(), "resnet-20.safetensors")
	var b bytes.Buffer
	if err := safetensors.Encode(&b, metadata, append(params, extra)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := SetAccuracy(path, weights.Accuracy{Data: "x", Images: 1, Top1: 1}); err != nil {
		t.Fatal(err)
	}
	after, err := weights.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if data, _, err := after.Float32("somebody.else"); err != nil || !slices.Equal(data, extra.Data) {
		t.Errorf("the foreign tensor: %v, %v", data, err)
	}
	for key, want := range metadata {
		if got := after.Metadata()[key]; got != want && key != "regnet.accuracy" {
			t.Errorf("%s became %q", key, got)
		}
	}
	for _, name := range w.Names() {
		was, _ := w.Info(name)
		if is, _ := after.Info(name); is.DType != was.DType {
			t.Errorf("%s is %s, was %s", name, is.DType, was.DType)
		}
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestNameMustBeTheID(t *testing.T) {
	dir := t.TempDir()
	copyModel(t, dir, "other.safetensors")
	if _, err := Generate(dir); err == nil || !strings.Contains(err.Error(), "resnet-20.safetensors") {
		t.Errorf("got %v", err)
	}
}
