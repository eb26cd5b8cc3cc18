package device

import (
	"errors"
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/input"
)

// Config is what a training step depends on.
type Config struct {
	Graph  *arch.Graph
	Batch  int // pictures of one pass
	Passes int // passes whose gradients are averaged for one step; 0 means 1

	Smoothing float64
	Optimizer learn.Optimizer
	BFloat16  bool // activations and products; weights stay Float32

	Augmentation  input.Augmentation
	Normalisation input.Normalisation

	Devices int // data parallel over so many devices; 0 means 1
}

// Validate returns an error that says what cannot be.
func (c Config) Validate() error {
	switch {
	case c.Batch < 1:
		return fmt.Errorf("device: a batch of %d", c.Batch)
	case c.Devices > 1 && c.Batch%c.Devices != 0:
		return fmt.Errorf("device: a batch of %d cannot be divided over %d devices", c.Batch, c.Devices)
	case c.Graph.Shape(c.Graph.Input).H != c.Graph.Shape(c.Graph.Input).W:
		return errors.New("device: pictures must be square")
	}
	return c.Augmentation.Validate(c.Size())
}

// Size is the side of the pictures, pixels.
func (c Config) Size() int { return c.Graph.Shape(c.Graph.Input).H }

// Pictures is the number of pictures of a step.
func (c Config) Pictures() int { return c.Batch * max(1, c.Passes) }

// Fits compares the side of a set's pictures with the network's.
func (c Config) Fits(set *input.Set) error {
	if set.Size != c.Size() {
		return fmt.Errorf("device: pictures of %d × %[1]d for a network of %d × %[2]d", set.Size, c.Size())
	}
	return nil
}
