package step

import (
	"math"
	"testing"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/xla/backend"
)

func goBackend(t *testing.T) compute.Backend {
	t.Helper()
	d, err := backend.Open(device.Go, "")
	if err != nil {
		t.Fatal(err)
	}
	return d.Backend
}

// Two steps of the optimizer on one weight, by hand: PyTorch's rule.
func TestSGD(t *testing.T) {
	for _, nesterov := range []bool{false, true} {
		c := learn.Optimizer{Momentum: 0.9, Nesterov: nesterov, Decay: 0.1, DecayAll: true}
		w, v := 2.0, 0.0
		var buffers []compute.Buffer
		b := goBackend(t)
		for _, x := range []float32{2, 0, 0.5, 0.01} {
			buffers = append(buffers, upload(t, b, []float32{x}))
		}
		scalar := shapes.Make(dtypes.Float32)
		p, err := compile(b, 1, "sgd", []field{{name: "w", shape: scalar}, {name: "v", shape: scalar}, {name: "g", shape: scalar}, {name: "rate", shape: scalar}},
			func(in map[string]*Node) []*Node {
				w1, v1 := sgd(c, in["w"], in["v"], in["g"], in["rate"])
				w2, v2 := sgd(c, w1, v1, in["g"], in["rate"])
				return []*Node{w2, v2}
			})
		if err != nil {
			t.Fatal(err)
		}
		out, err := p.run([][]compute.Buffer{buffers}, 0)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			d := 0.5 + 0.1*w
			v = 0.9*v + d
			if nesterov {
				w -= 0.01 * (d + 0.9*v)
			} else {
				w -= 0.01 * v
			}
		}
		for i, want := range []float64{w, v} {
			var got [1]float32
			if err := out[0][i].ToFlatData(got[:]); err != nil {
				t.Fatal(err)
			}
			if math.Abs(float64(got[0])-want) > 1e-6 {
				t.Errorf("nesterov %v: %g, want %g", nesterov, got[0], want)
			}
		}
	}
}
