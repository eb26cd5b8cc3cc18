package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/gonum"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

const goldenFile = "../../infer/testdata/regnet-gru.safetensors"

// runExport runs "regnet export" with arguments and returns its error.
func runExport(args ...string) error {
	root := newRootCommand()
	root.SetArgs(append([]string{"export"}, args...))
	root.SetOut(new(bytes.Buffer))
	root.SetErr(new(bytes.Buffer))
	return root.Execute()
}

// TestExportONNX writes shipped and golden weights; package tools/onnx tests
// what the files compute.
func TestExportONNX(t *testing.T) {
	for _, test := range []struct {
		args []string
		want []string // texts in the file
	}{
		{[]string{"resnet-20"}, []string{"resnet-20", "airplane", "stage3.block3.o"}},
		{[]string{"regnet-20-lstm", "--dtype", "f16"}, []string{"stage1.cell.gates.f.conv.weight.f16"}},
		{[]string{goldenFile}, []string{"regnet.arch", "stage1.block2.gate_r"}},
		{[]string{goldenFile, "--size", "40"}, []string{"logits"}},
	} {
		path := filepath.Join(t.TempDir(), "network.onnx")
		if err := runExport(append(test.args, "-o", path)...); err != nil {
			t.Errorf("%q: %v", test.args, err)
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !bytes.Contains(data, []byte(want)) {
				t.Errorf("%q: the file does not hold %q", test.args, want)
			}
		}
	}
}

// TestExportSafetensors writes golden weights in both precisions; the result
// is a weight file again and gives the same logits.
func TestExportSafetensors(t *testing.T) {
	golden, err := weights.Open(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	input, shape, err := golden.Float32("input")
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := golden.Float32("logits")
	if err != nil {
		t.Fatal(err)
	}
	for dtype, tolerance := range map[string]float64{"f32": 1e-4, "f16": 1e-2} {
		path := filepath.Join(t.TempDir(), "weights.safetensors")
		if err := runExport(goldenFile, "--format", "safetensors", "--dtype", dtype, "-o", path); err != nil {
			t.Fatal(err)
		}
		w, err := weights.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if info, _ := w.Info("fc.weight"); info.DType != safetensors.DType(strings.ToUpper(dtype)) {
			t.Errorf("%s: fc.weight is stored as %s", dtype, info.DType)
		}
		if _, ok := w.Info("logits"); ok {
			t.Errorf("%s: the file holds the logits too", dtype)
		}
		g, err := w.Arch.Build(shape[2], shape[3])
		if err != nil {
			t.Fatal(err)
		}
		net, err := gonum.Backend{}.New(g, w, infer.Options{MaxBatch: shape[0]})
		if err != nil {
			t.Fatal(err)
		}
		defer net.Close()
		r := infer.Request{Batch: shape[0], Input: input, Logits: make([]float32, len(want))}
		if err := net.Run(context.Background(), &r); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if d := float64(r.Logits[i] - want[i]); !(d < tolerance && d > -tolerance) {
				t.Errorf("%s: logit %d is %g, want %g", dtype, i, r.Logits[i], want[i])
			}
		}
	}
}

// TestExportWire checks that i8 is the very form that the page fetches, and that
// what is written as f32 of it has its values.
func TestExportWire(t *testing.T) {
	dir := t.TempDir()
	small, wide := filepath.Join(dir, "small.safetensors"), filepath.Join(dir, "wide.safetensors")
	if err := runExport("resnet-20", "--dtype", "i8", "-o", small); err != nil {
		t.Fatal(err)
	}
	if err := runExport(small, "-o", wide); err != nil {
		t.Fatal(err)
	}
	m, err := weights.Lookup("resnet-20")
	if err != nil {
		t.Fatal(err)
	}
	w, err := weights.Open(small)
	if err != nil {
		t.Fatal(err)
	}
	if w.SHA256 != m.Wire.SHA256 || w.Bytes != m.Wire.Bytes {
		t.Errorf("%d bytes, SHA-256 %s; the catalogue says %+v", w.Bytes, w.SHA256, m.Wire)
	}
	again, err := weights.Open(wide)
	if err != nil {
		t.Fatal(err)
	}
	got, _, _ := again.Float32("stage3.block3.conv2.weight")
	want, _, err := w.Float32("stage3.block3.conv2.weight")
	if info, _ := again.Info("stage3.block3.conv2.weight"); err != nil || info.DType != safetensors.F32 || !slices.Equal(got, want) {
		t.Errorf("as %s the values differ: %v", info.DType, err)
	}
	// F32 holds every one of these values, F16 does not.
	w.Accuracy = []weights.Accuracy{{Data: "some pictures", Images: 10, Top1: 0.5}}
	for dtype, want := range map[safetensors.DType]int{safetensors.F32: 1, safetensors.F16: 0} {
		var b bytes.Buffer
		if err := exportSafetensors(&b, w, dtype); err != nil {
			t.Fatal(err)
		}
		if got, err := weights.Parse(b.Bytes()); err != nil || len(got.Accuracy) != want {
			t.Errorf("%s: %d accuracies, want %d, %v", dtype, len(got.Accuracy), want, err)
		}
	}
}

// TestExportAccuracy checks that a figure measured on numbers that have been
// rounded since does not go with them.
func TestExportAccuracy(t *testing.T) {
	w, err := weights.Open(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	w.Accuracy = []weights.Accuracy{{Data: "some pictures", Images: 10, Top1: 0.5}}
	for dtype, want := range map[safetensors.DType]int{safetensors.F32: 1, safetensors.F16: 0} {
		var b bytes.Buffer
		if err := exportSafetensors(&b, w, dtype); err != nil {
			t.Fatal(err)
		}
		got, err := weights.Parse(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Accuracy) != want {
			t.Errorf("%s: %d accuracies, want %d", dtype, len(got.Accuracy), want)
		}
	}
}

func TestExportErrors(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	bare := filepath.Join(t.TempDir(), "bare.safetensors")
	if err := runExport(goldenFile, "--format", "safetensors", "-o", bare); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "needs WEIGHTS"},
		{[]string{"resnet-20"}, "-o FILE"},
		{[]string{"resnet-20", "-o", out, "--format", "pickle"}, `"pickle"`},
		{[]string{"resnet-20", "-o", out, "--dtype", "bf16"}, `"bf16"`},
		{[]string{"resnet-20", "-o", out, "--format", "safetensors", "--size", "32"}, "--size"},
		{[]string{"resnet-20", "-o", out, "--dtype", "i8"}, "goes with safetensors"},
		{[]string{"resnet-20", "-o", out, "--size", "-3"}, "input height"},
		{[]string{"resnet-2000", "-o", out}, `"resnet-2000"`},
		{[]string{bare, "-o", out}, "give --size"},
		{[]string{"resnet-20", "-o", filepath.Join(out, "no", "folder")}, "no such file"},
	} {
		err := runExport(test.args...)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: error %v, want one with %q", test.args, err, test.want)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a failed export left a file")
	}
}
