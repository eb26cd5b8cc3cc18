package step

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
	"regnetlens/tools/xla/backend"
	"regnetlens/tools/xla/network"
	"regnetlens/weights/safetensors"
)

const weightsDir = "../../../infer/testdata"     // weights of every variant
const stepsDir = "../../../infer/learn/testdata" // a training step of each, by PyTorch: see golden.py

// shortList are the variants that -short runs on XLA too.
var shortList = []string{"resnet.safetensors", "regnet-gru-stage2.safetensors", "se-regnet-lstm.safetensors"}

// backends are those a test can run on here: pure Go always, XLA where a
// plugin is found.
func backends(t *testing.T) map[string]compute.Backend {
	t.Helper()
	out := map[string]compute.Backend{}
	for _, kind := range []device.Kind{device.Go, device.CPU} {
		d, err := backend.Open(kind, "")
		if _, missing := err.(*plugin.MissingError); missing {
			t.Logf("not run on %s: %v", kind, err)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		out[string(kind)] = d.Backend
	}
	return out
}

// A training step of every variant has the loss, gradients and running
// statistics that an independent implementation in PyTorch, in double
// precision, has.
func TestStepAgainstPyTorch(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(weightsDir, "*.safetensors"))
	if err != nil || len(files) != 13 {
		t.Fatalf("%d weight files, want 13 (%v)", len(files), err)
	}
	for name, backend := range backends(t) {
		for _, path := range files {
			base := filepath.Base(path)
			if testing.Short() && name == string(device.CPU) && !slices.Contains(shortList, base) {
				continue // compiling takes XLA seconds
			}
			t.Run(name+"/"+strings.TrimSuffix(base, ".safetensors"), func(t *testing.T) {
				golden(t, backend, open(t, path), open(t, filepath.Join(stepsDir, base)))
			})
		}
	}
}

func golden(t *testing.T, backend compute.Backend, weights, want *safetensors.File) {
	record, err := arch.Parse([]byte(weights.Metadata()["regnet.arch"]))
	if err != nil {
		t.Fatal(err)
	}
	input, shape := tensor(t, want, "input")
	labels, _ := tensor(t, want, "labels")
	g, err := record.Build(shape[2], shape[3])
	if err != nil {
		t.Fatal(err)
	}
	fields := []field{{name: "x", shape: shapes.Make(dtypes.Float32, shape...)}, {name: "labels", shape: shapes.Make(dtypes.Int32, shape[0])}}
	ints := make([]int32, len(labels))
	for i, v := range labels {
		ints[i] = int32(v)
	}
	buffers := []compute.Buffer{upload(t, backend, input, shape...), upload(t, backend, ints, shape[0])}
	for _, p := range g.Params() {
		data, _ := tensor(t, weights, p.Name)
		fields = append(fields, field{name: p.Name, shape: shapes.Make(dtypes.Float32, p.Shape...)})
		buffers = append(buffers, upload(t, backend, data, p.Shape...))
	}
	names := []string{"loss", "logits"}
	prog, err := compile(backend, 1, "golden", fields, func(in map[string]*Node) []*Node {
		x := TransposeAllAxes(in["x"], 0, 2, 3, 1)
		loss, grads, pass := gradients(g, in, x, in["labels"], 0.1, network.Options{Train: true})
		out := []*Node{loss, pass.Logits}
		for _, p := range g.Params() {
			if p.Role.Trained() {
				names, out = append(names, "grad/"+p.Name), append(out, grads[p.Name])
			} else {
				names, out = append(names, "stat/"+p.Name), append(out, pass.Stats[p.Name])
			}
		}
		return out
	})
	if err != nil {
		t.Fatal(err)
	}
	defer prog.finish()
	out, err := prog.run([][]compute.Buffer{buffers}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(want.Names()); n != len(names)+2 {
		t.Errorf("PyTorch made %d values, the graph %d", n-2, len(names))
	}
	for i, name := range names {
		expected, dims := tensor(t, want, name)
		n := 1
		for _, d := range dims {
			n *= d
		}
		got := make([]float32, n)
		if err := out[0][i].ToFlatData(got); err != nil {
			t.Fatal(err)
		}
		closeTo(t, name, got, expected, 1e-4)
	}
}

// closeTo is the tolerance of the engine's tests: max|a−b| ≤ tol·(1 + max|b|).
func closeTo(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	worst, top := 0.0, 0.0
	for i := range want {
		d := math.Abs(float64(got[i]) - float64(want[i]))
		if math.IsNaN(d) {
			t.Errorf("%s: value %d is %g, want %g", what, i, got[i], want[i])
			return
		}
		worst, top = max(worst, d), max(top, math.Abs(float64(want[i])))
	}
	if worst > tolerance*(1+top) {
		t.Errorf("%s: off by %g, largest %g", what, worst, top)
	}
}

func upload(t *testing.T, b compute.Backend, flat any, dims ...int) compute.Buffer {
	t.Helper()
	dtype := dtypes.Float32
	if _, ok := flat.([]int32); ok {
		dtype = dtypes.Int32
	}
	buf, err := b.BufferFromFlatData(0, flat, shapes.Make(dtype, dims...))
	if err != nil {
		t.Fatal(err)
	}
	return buf
}

func open(t *testing.T, path string) *safetensors.File {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := safetensors.Parse(b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func tensor(t *testing.T, f *safetensors.File, name string) ([]float32, []int) {
	t.Helper()
	data, shape, err := f.Float32(name)
	if err != nil {
		t.Fatal(err)
	}
	return data, shape
}
