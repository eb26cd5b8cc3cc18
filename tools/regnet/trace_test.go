package main

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"regnetlens/infer/backends"
	"regnetlens/tools/atomicfile"
	"regnetlens/weights/safetensors"
)

// goldenFolder holds small networks of every variant with an input and all
// activations, written by an independent implementation.
const goldenFolder = "../../infer/testdata"

func readTensors(t *testing.T, path string) *safetensors.File {
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

// same holds a tensor of two files against each other: |a-b| at most
// 1e-4·(1+max|b|).
func same(t *testing.T, got, want *safetensors.File, name string) {
	t.Helper()
	a, as, err := got.Float32(name)
	if err != nil {
		t.Error(err)
		return
	}
	b, bs, err := want.Float32(name)
	if err != nil {
		t.Error(err)
		return
	}
	if !slices.Equal(as, bs) {
		t.Errorf("%s: shape %v, want %v", name, as, bs)
		return
	}
	largest, worst := 0.0, 0.0
	for i := range b {
		largest = max(largest, math.Abs(float64(b[i])))
		worst = max(worst, math.Abs(float64(a[i])-float64(b[i])))
	}
	if !(worst <= 1e-4*(1+largest)) {
		t.Errorf("%s: off by %g, largest value %g", name, worst, largest)
	}
}

// TestTraceGolden: the trace of a golden file's input holds what the file
// holds, at every tap, with every backend.
func TestTraceGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(goldenFolder, "*.safetensors"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files (%v)", err)
	}
	for _, path := range files {
		for _, backend := range backends.Names() {
			t.Run(filepath.Base(path)+"/"+backend, func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "out.safetensors")
				regnet(t, "trace", path, path, "-o", out, "--backend", backend)
				want, got := readTensors(t, path), readTensors(t, out)
				taps := 0
				for _, name := range want.Names() {
					if strings.HasPrefix(name, "tap/") || name == "input" || name == "logits" {
						same(t, got, want, name)
						taps++
					}
				}
				if taps < 10 {
					t.Errorf("only %d tensors to compare", taps)
				}
			})
		}
	}
}

func TestTraceTaps(t *testing.T) {
	golden := filepath.Join(goldenFolder, "regnet-lstm.safetensors")
	for taps, want := range map[string][]string{
		"":                        {"input", "logits"},
		"gap":                     {"input", "logits", "tap/gap"},
		"stage2.block1.c, stem":   {"input", "logits", "tap/stage2.block1.c", "tap/stem"},
		"stage1.block2.gate_f":    {"input", "logits", "tap/stage1.block2.gate_f"},
		"stage3.block2.residual,": nil,
	} {
		out := filepath.Join(t.TempDir(), "out.safetensors")
		if want == nil {
			var sink strings.Builder
			if run(t.Context(), []string{"trace", golden, golden, "-o", out, "--taps", taps}, &sink, &sink) == 0 {
				t.Errorf("--taps %q: no error", taps)
			}
			continue
		}
		regnet(t, "trace", golden, golden, "-o", out, "--taps", taps)
		got := readTensors(t, out)
		if names := slices.Sorted(slices.Values(got.Names())); !slices.Equal(names, want) {
			t.Errorf("--taps %q: tensors %q, want %q", taps, names, want)
		}
		for _, name := range want {
			same(t, got, readTensors(t, golden), name)
		}
	}
}

// TestTraceBatches: an input of more pictures than one pass takes comes out as
// if each had gone alone.
func TestTraceBatches(t *testing.T) {
	golden := filepath.Join(goldenFolder, "resnet-pad.safetensors")
	want := readTensors(t, golden)
	input, shape, err := want.Float32("input")
	if err != nil {
		t.Fatal(err)
	}
	var many []float32
	const repeats = 35
	for range repeats {
		many = append(many, input...)
	}
	path := filepath.Join(t.TempDir(), "input.safetensors")
	err = atomicfile.Write(path, func(f *atomicfile.File) error {
		return safetensors.Encode(f, nil, []safetensors.Tensor{{
			Name: "input", DType: safetensors.F32, Shape: append([]int{repeats * shape[0]}, shape[1:]...), Data: many,
		}})
	})
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.safetensors")
	regnet(t, "trace", golden, path, "-o", out, "--taps", "stage3.block1.o")
	got := readTensors(t, out)
	for _, name := range []string{"logits", "tap/stage3.block1.o"} {
		all, _, err := got.Float32(name)
		if err != nil {
			t.Fatal(err)
		}
		one, _, err := want.Float32(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range all {
			if d := math.Abs(float64(v - one[i%len(one)])); d > 1e-3 || math.IsNaN(d) {
				t.Fatalf("%s: value %d is %v, want %v", name, i, v, one[i%len(one)])
			}
		}
	}
}

// TestTracePicture: a picture's trace ends in the logits that classify turns
// into probabilities.
func TestTracePicture(t *testing.T) {
	picture := writeFileOf(t, "p.png", drawing(t, 50, 70, 2))
	out := filepath.Join(t.TempDir(), "out.safetensors")
	regnet(t, "trace", "regnet-20-lstm", picture, "-o", out)
	logits, shape, err := readTensors(t, out).Float32("logits")
	if err != nil || !slices.Equal(shape, []int{1, 10}) {
		t.Fatalf("logits %v, %v", shape, err)
	}
	top := regnetLines[classified](t, "classify", "regnet-20-lstm", picture, "--top", "2")[0].Top
	sorted := slices.Sorted(slices.Values(logits))
	gap := float64(sorted[9] - sorted[8])
	if got := math.Log(float64(top[0].Probability / top[1].Probability)); math.Abs(got-gap) > 1e-3 {
		t.Errorf("the first two classes differ by %v in classify, by %v in the logits", got, gap)
	}
}
