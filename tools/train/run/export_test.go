package run

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/step"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// The weight file says how it was made, and gives in the engine, on the
// reference and on the SIMD backend, the logits of the training graph in
// inference mode.
func TestExportAgainstEngine(t *testing.T) {
	o := options(t, t.TempDir(), device.Go)
	result := finish(t, o)
	pictures := o.Train.(*input.Set)
	about := About{
		ID: "test", Title: "Test", Dataset: "colours", Licence: "Apache-2.0", Classes: pictures.Classes,
		Arch: o.Arch, Recipe: o.Recipe, Seed: o.Seed, Data: pictures.Header, Device: o.Device,
	}
	params, err := Rounded(about, result.State, false)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(o.Dir, "model.safetensors")
	if err := Export(file, about, result, params, false); err != nil {
		t.Fatal(err)
	}
	w, err := weights.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Complete(); err != nil {
		t.Error(err)
	}
	for _, word := range []string{"fast-cifar", "seed 3", "20 steps", "SHA-256 of the decoded data"} {
		if !strings.Contains(w.Trained, word) {
			t.Errorf("%q does not say %q", w.Trained, word)
		}
	}
	if r, err := recipe.Parse(w.Recipe); err != nil || !reflect.DeepEqual(r, o.Recipe) {
		t.Errorf("the file's recipe is %+v (%v), the run's %+v", r, err, o.Recipe)
	}
	if !reflect.DeepEqual(w.Epochs, result.Epochs) || len(w.Epochs) == 0 {
		t.Errorf("the file's epochs are %+v, the run's %+v", w.Epochs, result.Epochs)
	}

	c, err := StepConfig(o.Recipe, o.Arch, 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := step.NewEvaluator(o.Device.Backend, c, 8, pictures)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var want []float32
	if err := e.Logits(params, func(_ int, l []float32) error { want = append(want, l...); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, backend := range []string{"gonum", "simd"} {
		got := engine(t, file, backend, o.Recipe, pictures)
		for i := range want {
			if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-4*(1+math.Abs(float64(want[i])))) {
				t.Fatalf("%s, picture %d: logit %d is %g, the training graph's %g", backend, i/3, i%3, got[i], want[i])
			}
		}
		if len(got) != len(want) || slices.Equal(got, make([]float32, len(got))) {
			t.Errorf("%s: %d logits of %d", backend, len(got), len(want))
		}
	}
}

// engine is what "regnet trace" answers to the pictures. It is a program of its
// own because the SIMD backend needs an experiment of the compiler, without
// which the trainer is built.
func engine(t *testing.T, file, backend string, r recipe.Recipe, pictures *input.Set) []float32 {
	t.Helper()
	size := pictures.Size
	x := make([]float32, 3*size*size*pictures.Images)
	for i, v := range pictures.Pixels {
		image, pixel, channel := i/(3*size*size), i/3%(size*size), i%3
		x[(image*3+channel)*size*size+pixel] = (float32(v)/255 - r.Mean[channel]) / r.Std[channel]
	}
	var b bytes.Buffer
	shape := []int{pictures.Images, 3, size, size}
	if err := safetensors.Encode(&b, nil, []safetensors.Tensor{{Name: "input", DType: safetensors.F32, Shape: shape, Data: x}}); err != nil {
		t.Fatal(err)
	}
	in, out := filepath.Join(t.TempDir(), "input.safetensors"), filepath.Join(t.TempDir(), "trace.safetensors")
	if err := os.WriteFile(in, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "run", "./tools/regnet", "trace", file, in, "--taps", "", "--backend", backend, "-o", out)
	cmd.Dir = filepath.Join("..", "..", "..")
	cmd.Env = append(os.Environ(), "GOEXPERIMENT=simd,nojsonv2")
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	text, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	logits, _, err := f.Float32("logits")
	if err != nil {
		t.Fatal(err)
	}
	return logits
}
