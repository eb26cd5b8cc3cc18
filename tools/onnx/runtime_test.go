package onnx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/tools/node"
	"regnetlens/tools/onnx"
	"regnetlens/weights/safetensors"
)

// startRuntime starts ONNX Runtime for a test. Where it is not installed the
// test is skipped, and fails in continuous integration.
func startRuntime(t *testing.T) *node.Runtime {
	t.Helper()
	r, err := node.Start()
	if errors.Is(err, node.ErrMissing) && os.Getenv("CI") == "" {
		t.Skipf("skipped, nothing ran the exported files: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// TestGolden exports every golden file, which an independent PyTorch
// implementation wrote, and lets ONNX Runtime compute its logits.
func TestGolden(t *testing.T) {
	runtime := startRuntime(t)
	files, err := filepath.Glob("../../infer/testdata/*.safetensors")
	if err != nil || len(files) < 13 {
		t.Fatalf("%d golden files, want all 13 (%v)", len(files), err)
	}
	for _, path := range files {
		for _, o := range []struct {
			dtype     safetensors.DType
			tolerance float64 // times 1 + the largest logit
		}{
			{safetensors.F32, 1e-4},
			// Rounding every weight by up to 2⁻¹² of itself moves these
			// networks' logits by up to 1.4e-4.
			{safetensors.F16, 1e-3},
		} {
			name := strings.TrimSuffix(filepath.Base(path), ".safetensors")
			t.Run(fmt.Sprintf("%s/%s", name, o.dtype), func(t *testing.T) {
				testGolden(t, runtime, path, o.dtype, o.tolerance)
			})
		}
	}
}

func testGolden(t *testing.T, runtime *node.Runtime, path string, dtype safetensors.DType, tolerance float64) {
	file := open(t, path)
	input, shape, err := file.Float32("input")
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := file.Float32("logits")
	if err != nil {
		t.Fatal(err)
	}
	exported := write(t, build(t, file, shape[2], shape[3]), file, onnx.Options{DType: dtype})
	// The batch is free: the file's own, and its pictures one by one.
	batch := shape[0]
	classes := len(want) / batch
	check(t, runtime, exported, input, shape, want, tolerance)
	for i := range batch {
		picture := len(input) / batch
		check(t, runtime, exported, input[i*picture:(i+1)*picture], []int{1, shape[1], shape[2], shape[3]},
			want[i*classes:(i+1)*classes], tolerance)
	}
}

// check runs a file on a batch and compares the logits.
func check(t *testing.T, runtime *node.Runtime, path string, input []float32, shape []int, want []float32, tolerance float64) {
	t.Helper()
	session, err := runtime.Load(path, input, shape, 1)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	got, err := session.Run(0)
	if err != nil {
		t.Fatal(err)
	}
	classes := len(want) / shape[0]
	if len(got.Logits) != len(want) || len(got.Shape) != 2 || got.Shape[0] != shape[0] || got.Shape[1] != classes {
		t.Fatalf("batch %d: logits of shape %v, want [%d %d]", shape[0], got.Shape, shape[0], classes)
	}
	worst, top := 0.0, 0.0
	for i := range want {
		worst = math.Max(worst, math.Abs(float64(got.Logits[i])-float64(want[i])))
		top = math.Max(top, math.Abs(float64(want[i])))
	}
	if !(worst <= tolerance*(1+top)) {
		t.Errorf("batch %d: logits differ by %g, largest %g", shape[0], worst, top)
	}
	for i := 0; i < len(want); i += classes {
		if a, b := argmax(got.Logits[i:i+classes]), argmax(want[i:i+classes]); a != b {
			t.Errorf("batch %d, picture %d: class %d, want %d", shape[0], i/classes, a, b)
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

// TestVariants runs what no golden file has, against the reference backend:
// pictures that are no square and whose sizes do not divide by the strides,
// zero channels without a stride, bottlenecks and every cell under the
// ImageNet stem, single blocks and single pixels.
func TestVariants(t *testing.T) {
	runtime := startRuntime(t)
	for _, v := range []struct {
		record        string
		height, width int
	}{
		{`{"stem":"cifar","stem_width":5,"block":"basic","widths":[8,11],"blocks":[2,1],"shortcut":"pad","regulator":"none","regulated_stages":[],"se":0,"classes":7}`, 13, 9},
		{`{"stem":"cifar","stem_width":8,"block":"basic","widths":[8,8],"blocks":[1,2],"shortcut":"pad","regulator":"rnn","regulated_stages":[],"se":0,"classes":3}`, 5, 8},
		{`{"stem":"imagenet","stem_width":6,"block":"bottleneck","widths":[6,9],"blocks":[1,2],"shortcut":"projection","regulator":"gru","regulated_stages":[],"se":4,"classes":10}`, 45, 30},
		{`{"stem":"imagenet","stem_width":4,"block":"bottleneck","widths":[4,7,9],"blocks":[2,1,3],"shortcut":"pad","regulator":"lstm","regulated_stages":[1,3],"se":16,"classes":1}`, 64, 33},
		{`{"stem":"imagenet","stem_width":7,"block":"bottleneck","widths":[5,8],"blocks":[2,2],"shortcut":"projection","regulator":"none","regulated_stages":[],"se":0,"classes":4,"bottleneck_stride":"conv2"}`, 37, 50},
		{`{"stem":"cifar","stem_width":3,"block":"basic","widths":[4,5],"blocks":[3,1],"shortcut":"projection","regulator":"lstm","regulated_stages":[],"se":0,"classes":2}`, 1, 1},
	} {
		record, err := arch.Parse([]byte(v.record))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(fmt.Sprintf("%s-%s-%s-%d-%d", record.Stem, record.Block, record.Regulator, v.height, v.width), func(t *testing.T) {
			g, err := record.Build(v.height, v.width)
			if err != nil {
				t.Fatal(err)
			}
			src := randomWeights(g)
			const batch = 3
			request, err := infer.NewRequest(g, batch)
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			for i := range request.Input {
				request.Input[i] = float32(rng.NormFloat64())
			}
			net, err := gonum.Backend{}.New(g, src, infer.Options{MaxBatch: batch})
			if err != nil {
				t.Fatal(err)
			}
			defer net.Close()
			if err := net.Run(context.Background(), request); err != nil {
				t.Fatal(err)
			}
			path := write(t, g, src, onnx.Options{})
			check(t, runtime, path, request.Input, []int{batch, 3, v.height, v.width}, request.Logits, 1e-4)
		})
	}
}

// weightMap is an infer.Source of tensors in memory.
type weightMap map[string]weight

type weight struct {
	data  []float32
	shape []int
}

// Float32 implements infer.Source.
func (m weightMap) Float32(name string) ([]float32, []int, error) {
	w, ok := m[name]
	if !ok {
		return nil, nil, fmt.Errorf("no tensor %s", name)
	}
	return w.data, w.shape, nil
}

// randomWeights are reproducible and keep activations near 1.
func randomWeights(g *arch.Graph) weightMap {
	rng := rand.New(rand.NewPCG(3, 4))
	m := weightMap{}
	for _, p := range g.Params() {
		data := make([]float32, p.Len())
		for i := range data {
			switch {
			case len(p.Shape) > 1:
				data[i] = float32(rng.NormFloat64() * math.Sqrt(2*float64(p.Shape[0])/float64(p.Len())))
			case p.Role.Trained():
				data[i] = float32(0.5 + 0.25*rng.NormFloat64())
			default: // running statistics
				data[i] = float32(0.5 + rng.Float64())
			}
		}
		m[p.Name] = weight{data, p.Shape}
	}
	return m
}

func open(t *testing.T, path string) *safetensors.File {
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

// build lays out the network of a weight file.
func build(t *testing.T, file *safetensors.File, height, width int) *arch.Graph {
	t.Helper()
	record, err := arch.Parse([]byte(file.Metadata()["regnet.arch"]))
	if err != nil {
		t.Fatal(err)
	}
	g, err := record.Build(height, width)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// write exports to a temporary file.
func write(t *testing.T, g *arch.Graph, src infer.Source, o onnx.Options) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "network.onnx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := onnx.Write(f, g, src, o); err != nil {
		t.Fatal(err)
	}
	return path
}
