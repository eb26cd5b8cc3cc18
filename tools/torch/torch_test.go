package torch

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"regnetlens/weights/sharedtest"
)

// The files were written by PyTorch 1.13, see testdata/fixtures.py, which also
// gives the values below.
func TestFixtures(t *testing.T) {
	for _, name := range []string{"nested-zip", "nested-legacy", "plain-zip", "plain-legacy"} {
		t.Run(name, func(t *testing.T) {
			c, err := Open(filepath.Join("testdata", name+".pt"))
			if err != nil {
				t.Fatal(err)
			}
			eighths := make([]float32, 24)
			for i := range eighths {
				eighths[i] = float32(i) / 8
			}
			for _, want := range []struct {
				name  string
				shape []int
				data  []float32
			}{
				{"module.weight", []int{2, 3, 4}, eighths},
				{"module.transposed", []int{3, 2}, []float32{6, 12, 8, 14, 10, 16}},
				{"module.shared", []int{4}, []float32{20, 21, 22, 23}},
				{"module.half", []int{3}, []float32{1, -0.5, 65504}},
				{"module.bfloat", []int{1, 2}, []float32{1, -3}},
				{"module.double", []int{}, []float32{0.1}},
				{"module.parameter", []int{1}, []float32{7}},
				{"module.empty", []int{0, 3}, []float32{}},
			} {
				data, shape, err := c.Float32(want.name)
				if err != nil || !slices.Equal(data, want.data) || !slices.Equal(shape, want.shape) {
					t.Errorf("%s: %v %v, %v", want.name, shape, data, err)
				}
			}
			if got := c.Names(); len(got) != 9 || got[8] != "module.num_batches_tracked" {
				t.Errorf("names %q", got)
			}
			if _, _, err := c.Float32("module.num_batches_tracked"); err == nil {
				t.Error("an integer tensor was read as floats")
			}
			if _, _, err := c.Float32("absent"); err == nil {
				t.Error("an absent tensor was read")
			}
		})
	}
}

// Published checkpoints, written by a PyTorch of 2018.
func TestPublished(t *testing.T) {
	for file, tensors := range map[string]int{"pytorch-cifar10-resnet20.th": 97, "pytorch-cifar10-resnet56.th": 277} {
		c, err := Open(sharedtest.Path(t, "peer", file))
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Names()) != tensors {
			t.Errorf("%s: %d tensors, want %d", file, len(c.Names()), tensors)
		}
		if shape, _ := c.Shape("module.linear.weight"); !slices.Equal(shape, []int{10, 64}) {
			t.Errorf("%s: linear.weight is %v", file, shape)
		}
	}
}

// Every truncation of a checkpoint is an error: both formats end with what is
// read first or last.
func TestTruncated(t *testing.T) {
	for _, name := range []string{"nested-zip.pt", "nested-legacy.pt"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for n := range len(b) {
			if _, err := Parse(b[:n]); err == nil {
				t.Errorf("%s cut to %d of %d bytes was read", name, n, len(b))
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	fixtures, err := filepath.Glob("testdata/*.pt")
	if err != nil || len(fixtures) == 0 {
		f.Fatal("no fixtures", err)
	}
	for _, path := range fixtures {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	for _, c := range hostile() {
		f.Add(c.file)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		c, err := Parse(b)
		if err != nil {
			return
		}
		for _, name := range c.Names() {
			data, shape, err := c.Float32(name)
			if err != nil {
				continue // of a type without floating-point numbers
			}
			n := 1
			for _, d := range shape {
				n *= d
			}
			if n != len(data) {
				t.Fatalf("%q: %d elements for shape %v", name, len(data), shape)
			}
		}
	})
}
