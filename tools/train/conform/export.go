package conform

import (
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/gonum"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

// The weight file says how it was made, and gives in the engine, on the
// reference backend, the logits that the device has in inference mode.
func export(t *testing.T, open Open) {
	o := Options(t, open(t), t.TempDir())
	result := Finish(t, o)
	pictures := o.Train.(*input.Set)
	about := run.About{
		ID: "test", Title: "Test", Dataset: "colours", Licence: "Apache-2.0", Classes: pictures.Classes,
		Arch: o.Arch, Recipe: o.Recipe, Seed: o.Seed, Data: pictures.Header, Device: o.Device,
	}
	params, err := run.Rounded(about, result.State, false)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(o.Dir, run.ModelFile)
	if err := run.Export(file, about, result, params, false); err != nil {
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

	c, err := run.StepConfig(o.Recipe, o.Arch, 1)
	if err != nil {
		t.Fatal(err)
	}
	e, err := o.Device.NewEvaluator(c, 8, pictures)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	var want []float32
	if err := e.Logits(params, func(_ int, l []float32) error { want = append(want, l...); return nil }); err != nil {
		t.Fatal(err)
	}
	got := inReference(t, w, o.Recipe, pictures)
	for i := range want {
		if d := math.Abs(float64(got[i] - want[i])); !(d <= 1e-4*(1+math.Abs(float64(want[i])))) {
			t.Fatalf("picture %d: logit %d is %g, the device's %g", i/3, i%3, got[i], want[i])
		}
	}
	if len(got) != len(want) || slices.Equal(got, make([]float32, len(got))) {
		t.Errorf("%d logits of %d", len(got), len(want))
	}
}

// inReference is what the reference backend answers to the pictures.
func inReference(t *testing.T, w *weights.Weights, r recipe.Recipe, pictures *input.Set) []float32 {
	t.Helper()
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		t.Fatal(err)
	}
	net, err := gonum.Backend{}.New(g, w, infer.Options{MaxBatch: pictures.Images})
	if err != nil {
		t.Fatal(err)
	}
	defer net.Close()
	request, err := infer.NewRequest(g, pictures.Images)
	if err != nil {
		t.Fatal(err)
	}
	plane := w.Input * w.Input
	for i, v := range pictures.Pixels {
		image, pixel, channel := i/(3*plane), i/3%plane, i%3
		request.Input[(image*3+channel)*plane+pixel] = (float32(v)/255 - r.Mean[channel]) / r.Std[channel]
	}
	if err := net.Run(t.Context(), request); err != nil {
		t.Fatal(err)
	}
	return request.Logits
}
