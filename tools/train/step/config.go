// Package step is one step of training as one compiled program: choosing and
// changing the pictures, forward, backward, the optimizer, all on the device.
// Between steps everything that training remembers stays there too.
package step

import (
	"errors"
	"fmt"

	"github.com/gomlx/compute/dtypes"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/input"
)

// Config is what a compiled step depends on.
type Config struct {
	Graph  *arch.Graph
	Batch  int // pictures of one pass
	Passes int // passes whose gradients are averaged for one step; 0 means 1

	Smoothing float64
	Momentum  float64
	Nesterov  bool
	Decay     float64
	DecayAll  bool    // also on norms' parameters and biases
	Clip      float64 // largest norm of all gradients together; 0: any
	EMA       float64 // decay of the weights' moving average; 0: none
	BFloat16  bool    // activations and products; weights stay Float32

	Augmentation  input.Augmentation
	Normalisation input.Normalisation

	Devices int // data parallel over so many devices; 0 means 1
}

func (c Config) validate() error {
	switch {
	case c.Batch < 1:
		return fmt.Errorf("step: a batch of %d", c.Batch)
	case c.Devices > 1 && c.Batch%c.Devices != 0:
		return fmt.Errorf("step: a batch of %d cannot be divided over %d devices", c.Batch, c.Devices)
	case c.Graph.Shape(c.Graph.Input).H != c.Graph.Shape(c.Graph.Input).W:
		return errors.New("step: pictures must be square")
	}
	return c.Augmentation.Validate(c.size())
}

func (c Config) size() int { return c.Graph.Shape(c.Graph.Input).H }

func (c Config) compute() dtypes.DType {
	if c.BFloat16 {
		return dtypes.BFloat16
	}
	return dtypes.Float32
}
