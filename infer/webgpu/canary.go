//go:build js

package webgpu

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// canary is an input with the output that a network must make of it. It finds
// drivers and devices that compute wrong numbers without a word.
type canary struct{ input, logits []float32 }

// newCanary lets the reference compute a noise picture's logits.
func newCanary(g *arch.Graph, src infer.Source, reference infer.Backend) (*canary, error) {
	net, err := reference.New(g, src, infer.Options{})
	if err != nil {
		return nil, err
	}
	defer net.Close()
	r, err := infer.NewRequest(g, 1)
	if err != nil {
		return nil, err
	}
	noise := rand.New(rand.NewPCG(1, 2))
	for i := range r.Input {
		r.Input[i] = float32(noise.NormFloat64())
	}
	if err := net.Run(context.Background(), r); err != nil {
		return nil, err
	}
	return &canary{r.Input, r.Logits}, nil
}

// check takes the canary through the network on the device.
func (c *canary) check(ctx context.Context, n *Network) error {
	r := &infer.Request{Batch: 1, Input: c.input, Logits: make([]float32, len(c.logits))}
	if err := n.engine.run(ctx, []Job{{Network: n, Request: r}}); err != nil {
		return err
	}
	worst, top := 0.0, 0.0
	for i, want := range c.logits {
		if want-want != 0 { // the network itself overflows
			continue
		}
		d := math.Abs(float64(r.Logits[i]) - float64(want))
		if math.IsNaN(d) {
			d = math.Inf(1)
		}
		worst, top = math.Max(worst, d), math.Max(top, math.Abs(float64(want)))
	}
	if worst > infer.ToleranceGPU*(1+top) {
		return fmt.Errorf("%w: logits off by %g, the largest is %g", errWrong, worst, top)
	}
	return nil
}
