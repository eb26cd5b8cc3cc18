package worker

import (
	"context"
	"math"

	"regnetlens/infer"
	"regnetlens/infer/cpu"
	"regnetlens/infer/gonum"
	"regnetlens/wasm/protocol"
)

// processor is a backend on the processor by its word.
func processor(name string) infer.Backend {
	if name == protocol.Reference {
		return gonum.Backend{}
	}
	return cpu.Backend{}
}

// tolerance is what two backends may be apart.
func tolerance(a, b string) float64 {
	if a == protocol.WebGPU || b == protocol.WebGPU {
		return infer.ToleranceGPU
	}
	return infer.Tolerance
}

// verify takes the last picture through another backend too.
func (e *engine) verify(other infer.Backend, taps []string) (*protocol.Verified, error) {
	if e.run == 0 {
		return nil, errNoPicture
	}
	net, err := other.New(e.net.Graph(), e.weights, infer.Options{Threads: 1})
	if err != nil {
		return nil, err
	}
	defer net.Close()
	r, err := infer.NewRequest(net.Graph(), 1, taps...)
	if err != nil {
		return nil, err
	}
	copy(r.Input, e.request.Input)
	r.Edits = e.request.Edits
	if err := net.Run(context.Background(), r); err != nil {
		return nil, err
	}
	c := &protocol.Verified{
		Run: e.run, Backend: e.backend.Name(), With: other.Name(),
		Logits: maxRelativeError(e.request.Logits, r.Logits), Tolerance: tolerance(e.backend.Name(), other.Name()),
	}
	for _, name := range taps {
		_, values, err := e.at(name)
		if err != nil {
			return nil, err
		}
		if d := maxRelativeError(values, r.Taps[name]); d > c.Taps || c.Worst == "" || math.IsNaN(d) && !math.IsNaN(c.Taps) {
			c.Taps, c.Worst = d, name
		}
	}
	return c, nil
}

// maxRelativeError is the largest difference of two lists of values, divided by 1 + the
// largest value of the second; NaN where one is a number and the other is not.
func maxRelativeError(a, b []float32) float64 {
	worst, most := 0.0, 0.0
	for i := range b {
		switch x, y := float64(a[i]), float64(b[i]); {
		case nonFinite(a[i]) && nonFinite(b[i]): // neither says anything
		case nonFinite(a[i]) || nonFinite(b[i]):
			return math.NaN()
		default:
			worst, most = max(worst, math.Abs(x-y)), max(most, math.Abs(y))
		}
	}
	return worst / (1 + most)
}
