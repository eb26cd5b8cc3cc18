package step

import (
	"fmt"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/xla/network"
)

// Evaluator measures a network on a set of pictures, which goes to the device
// a batch at a time: it may be larger than the device's memory.
type Evaluator struct {
	c       device.Config
	batch   int
	set     *input.Set
	backend compute.Backend
	prog    *program
}

// NewEvaluator compiles the network in inference mode, in Float32.
func NewEvaluator(backend compute.Backend, c device.Config, batch int, set *input.Set) (*Evaluator, error) {
	if err := c.Fits(set); err != nil {
		return nil, err
	}
	e := &Evaluator{c: c, batch: min(batch, set.Images), set: set, backend: backend}
	var fields []field
	for _, p := range c.Graph.Params() {
		fields = append(fields, field{name: p.Name, shape: shapes.Make(dtypes.Float32, p.Shape...)})
	}
	fields = append(fields, field{name: "pixels", shape: shapes.Make(dtypes.Uint8, e.batch, set.Size, set.Size, 3)})
	var err error
	e.prog, err = compile(backend, 1, "evaluation", fields, func(in map[string]*Node) []*Node {
		x := normalise(in["pixels"], c.Normalisation)
		return []*Node{network.Forward(c.Graph, in, x, network.Options{}).Logits}
	})
	if err != nil {
		return nil, err
	}
	return e, nil
}

// Logits implements [device.Evaluator].
func (e *Evaluator) Logits(params learn.State, yield func(image int, logits []float32) error) error {
	var fixed []compute.Buffer
	for _, p := range e.c.Graph.Params() {
		b, err := put(e.backend, 0, params[p.Name], dtypes.Float32, p.Shape...)
		if err != nil {
			return err
		}
		fixed = append(fixed, b)
	}
	classes := e.c.Graph.Record.Classes
	flat := make([]float32, e.batch*classes)
	per := e.set.Size * e.set.Size * 3
	batch := make([]byte, e.batch*per) // the last one's rest is left over from the one before
	for first := 0; first < e.set.Images; first += e.batch {
		copy(batch, e.set.Pixels[first*per:])
		pixels, err := put(e.backend, 0, batch, dtypes.Uint8, e.batch, e.set.Size, e.set.Size, 3)
		if err != nil {
			return err
		}
		in := append(fixed[:len(fixed):len(fixed)], pixels)
		out, err := e.prog.run([][]compute.Buffer{in}, 0)
		if err != nil {
			return err
		}
		if err := out[0][0].ToFlatData(flat); err != nil {
			return fmt.Errorf("step: the logits cannot be read: %w", brief(err))
		}
		if err := release(append(out[0], pixels)); err != nil {
			return err
		}
		for i := range min(e.batch, e.set.Images-first) {
			if err := yield(first+i, flat[i*classes:][:classes]); err != nil {
				return err
			}
		}
	}
	return release(fixed)
}

// Close implements [device.Evaluator].
func (e *Evaluator) Close() error {
	e.prog.finish()
	return nil
}
