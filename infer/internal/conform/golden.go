// Package conform holds the tests that every backend has to pass.
package conform

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// Golden runs every file of infer/testdata, which an independent PyTorch
// implementation wrote: weights, input, all taps and the logits of one
// network. dir is the path to that folder.
func Golden(t *testing.T, b infer.Backend, dir string, tolerance float64) {
	files, err := filepath.Glob(filepath.Join(dir, "*.safetensors"))
	if err != nil || len(files) < 13 {
		t.Fatalf("%d golden files in %s, want all 13 (%v)", len(files), dir, err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".safetensors"), func(t *testing.T) {
			file := Open(t, path)
			record, err := arch.Parse([]byte(file.Metadata()["regnet.arch"]))
			if err != nil {
				t.Fatal(err)
			}
			input, shape := Tensor(t, file, "input")
			g, err := record.Build(shape[2], shape[3])
			if err != nil {
				t.Fatal(err)
			}
			net, err := b.New(g, file, infer.Options{MaxBatch: shape[0]})
			if err != nil {
				t.Fatal(err)
			}
			defer net.Close()
			golden(t, net, file, input, shape[0], tolerance)
		})
	}
}

func golden(t *testing.T, net infer.Network, file *safetensors.File, input []float32, batch int, tolerance float64) {
	var taps []string
	for _, name := range file.Names() {
		if tap, ok := strings.CutPrefix(name, "tap/"); ok {
			taps = append(taps, tap)
		}
	}
	r, err := infer.NewRequest(net.Graph(), batch, taps...)
	if err != nil {
		t.Fatal(err)
	}
	poison(r)
	copy(r.Input, input)
	if err := net.Run(context.Background(), r); err != nil {
		t.Fatal(err)
	}
	for _, tap := range taps {
		want, _ := Tensor(t, file, "tap/"+tap)
		Close(t, tap, r.Taps[tap], want, tolerance)
	}
	want, _ := Tensor(t, file, "logits")
	Close(t, "logits", r.Logits, want, tolerance)
	sameArgmax(t, r.Logits, want, net.Graph().Record.Classes)

	// Without taps the network must not take another way.
	plain, err := infer.NewRequest(net.Graph(), batch)
	if err != nil {
		t.Fatal(err)
	}
	poison(plain)
	copy(plain.Input, input)
	if err := net.Run(context.Background(), plain); err != nil {
		t.Fatal(err)
	}
	Close(t, "logits without taps", plain.Logits, want, tolerance)
}

// poison fills a request's outputs with values that no network makes.
func poison(r *infer.Request) {
	nan := float32(math.NaN())
	for _, dst := range r.Taps {
		for i := range dst {
			dst[i] = nan
		}
	}
	for i := range r.Logits {
		r.Logits[i] = nan
	}
}

// Close fails the test if a differs from b by more than the tolerance.
func Close(t *testing.T, what string, a, b []float32, tolerance float64) {
	t.Helper()
	if len(a) != len(b) {
		t.Errorf("%s: %d values, want %d", what, len(a), len(b))
		return
	}
	worst, at, top := 0.0, 0, 0.0
	for i := range a {
		d := math.Abs(float64(a[i]) - float64(b[i]))
		if math.IsNaN(d) {
			t.Errorf("%s: value %d is %g, want %g", what, i, a[i], b[i])
			return
		}
		if d > worst {
			worst, at = d, i
		}
		top = math.Max(top, math.Abs(float64(b[i])))
	}
	if worst > tolerance*(1+top) {
		t.Errorf("%s: value %d is %g, want %g (largest %g)", what, at, a[at], b[at], top)
	}
}

func sameArgmax(t *testing.T, a, b []float32, classes int) {
	t.Helper()
	for i := 0; i < len(a); i += classes {
		if x, y := argmax(a[i:i+classes]), argmax(b[i:i+classes]); x != y {
			t.Errorf("picture %d: class %d, want %d", i/classes, x, y)
		}
	}
}

func argmax(v []float32) int {
	best := 0
	for i := range v {
		if v[i] > v[best] {
			best = i
		}
	}
	return best
}

// Open reads a golden file.
func Open(t *testing.T, path string) *safetensors.File {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, err := safetensors.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// Tensor is one of a file's, with its shape.
func Tensor(t *testing.T, file *safetensors.File, name string) ([]float32, []int) {
	t.Helper()
	data, shape, err := file.Float32(name)
	if err != nil {
		t.Fatal(err)
	}
	return data, shape
}
