package convert

import (
	"bytes"
	"math"
	"testing"

	engine "regnetlens/infer"
	"regnetlens/infer/backends"
	"regnetlens/weights"
	"regnetlens/weights/safetensors"
)

// given is a source of given values.
type given struct {
	fake
	values map[string][]float32
}

func (g given) Float32(name string) ([]float32, []int, error) {
	if v, ok := g.values[name]; ok {
		return v, g.fake[name], nil
	}
	_, shape, err := g.fake.Float32(name)
	size := 1
	for _, d := range shape {
		size *= d
	}
	return make([]float32, size), shape, err
}

// A network whose convolutions are all zero answers by its biases alone, which
// can be reckoned by hand: what is folded counts as what was there.
func TestFoldedBiasesCount(t *testing.T) {
	f := fake{
		"conv1.weight": {2, 3, 3, 3}, "conv1.bias": {2}, "layer1.0.conv1.weight": {2, 2, 3, 3}, "layer1.0.conv2.weight": {2, 2, 3, 3},
		"layer1.0.conv2.bias": {2}, "fc.weight": {2, 2}, "fc.bias": {2},
	}
	for _, n := range []string{"bn1", "layer1.0.bn1", "layer1.0.bn2"} {
		f.norm(n, 2)
	}
	g := given{f, map[string][]float32{
		"conv1.bias": {3, -1}, "bn1.weight": {2, 1}, "bn1.bias": {0.5, 4}, "bn1.running_mean": {1, 2}, "bn1.running_var": {4, 1},
		"layer1.0.bn1.running_var": {1, 1},
		"layer1.0.conv2.bias":      {-2, 5}, "layer1.0.bn2.weight": {1, 3}, "layer1.0.bn2.bias": {1, 0}, "layer1.0.bn2.running_mean": {0, 4}, "layer1.0.bn2.running_var": {1, 9},
		"fc.weight": {1, 10, -1, 2}, "fc.bias": {0.25, 0},
	}}
	// stem: relu(2·(3−1)/2 + 0.5) = 2.5, relu(1·(−1−2)/1 + 4) = 1
	// block: relu(2.5 + (−2−0)/1 + 1) = 1.5, relu(1 + 3·(5−4)/3 + 0) = 2
	want := []float32{1*1.5 + 10*2 + 0.25, -1*1.5 + 2*2}

	r, err := Convert(g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Tensors {
		r.Tensors[i].DType = safetensors.F32
	}
	var b bytes.Buffer
	if err := weights.Encode(&b, weights.Model{Arch: r.Arch}, r.Tensors); err != nil {
		t.Fatal(err)
	}
	w, err := weights.Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	graph, err := w.Arch.Build(8, 8)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range backends.Names() {
		backend, err := backends.ByName(name)
		if err != nil {
			t.Fatal(err)
		}
		net, err := backend.New(graph, w, engine.Options{MaxBatch: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer net.Close()
		request, err := engine.NewRequest(graph, 1)
		if err != nil {
			t.Fatal(err)
		}
		if err := net.Run(t.Context(), request); err != nil {
			t.Fatal(err)
		}
		for i, v := range request.Logits {
			if math.Abs(float64(v-want[i])) > 1e-3 {
				t.Errorf("%s: logit %d is %g, want %g", name, i, v, want[i])
			}
		}
	}
}
