// Package torch reads the tensors of PyTorch checkpoints (.th, .pt, .pth): the
// zip archives that torch.save has written since PyTorch 1.6, and the plain
// streams it wrote before.
//
// A checkpoint is a Python pickle, a program for a small stack machine that
// may call anything by its name. Nothing of a checkpoint is executed here. The
// program is first read through (scan.go): only the opcodes and the names that
// torch.save uses for a dict of tensors are let by, no length may exceed the
// bytes that are there, and the program's length is bounded. Only then does an
// unpickler build the values. No input makes the package panic; the tensors
// are views of the input, and the values around them take at most about 150
// bytes for each of at most a million opcodes.
package torch

import (
	"bytes"
	"errors"
	"fmt"
	"os"
)

// Checkpoint holds the tensors of a checkpoint's state dict. It keeps the
// bytes given to Parse.
type Checkpoint struct {
	names   []string // in the order of the state dict
	tensors map[string]tensor
}

// Open reads a checkpoint from disk.
func Open(path string) (*Checkpoint, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	c, err := Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, nil
}

// Parse reads a checkpoint of either format. It finds the tensors at its top
// level or one level down, under "state_dict" or one of the other customary
// names; values that are no tensors are left out.
func Parse(b []byte) (*Checkpoint, error) {
	var c *Checkpoint
	var err error
	switch {
	case IsZip(b):
		c, err = parseZip(b)
	case IsLegacy(b):
		c, err = parseLegacy(b)
	case len(b) > 262 && string(b[257:262]) == "ustar":
		err = errors.New("the tar format of PyTorch before 0.1.10 is not read; save it again with a newer PyTorch")
	default:
		err = errors.New("this is no PyTorch checkpoint, neither a zip archive nor a stream of torch.save")
	}
	if err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	if err := c.check(len(b)); err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	return c, nil
}

// IsZip tells whether b begins like a zip archive.
func IsZip(b []byte) bool { return bytes.HasPrefix(b, []byte("PK\x03\x04")) }

// Names lists the tensors in the order of the state dict.
func (c *Checkpoint) Names() []string { return c.names }

// Shape returns a tensor's shape, false where there is none of that name.
func (c *Checkpoint) Shape(name string) ([]int, bool) {
	t, ok := c.tensors[name]
	return t.shape, ok
}

// Float32 returns a tensor's elements in row-major order, as float32, and its
// shape. Half, bfloat16, float and double are read; doubles are rounded.
func (c *Checkpoint) Float32(name string) ([]float32, []int, error) {
	t, ok := c.tensors[name]
	if !ok {
		return nil, nil, fmt.Errorf("torch: no tensor %q", name)
	}
	data, err := t.float32s()
	if err != nil {
		return nil, nil, fmt.Errorf("torch: tensor %q: %w", name, err)
	}
	return data, t.shape, nil
}

// check bounds every tensor by its storage, and all together by the file:
// with strides of 0, a file of a few bytes could claim any number of elements.
func (c *Checkpoint) check(fileSize int) error {
	total := 0
	for _, name := range c.names {
		n, err := c.tensors[name].check()
		if err != nil {
			return fmt.Errorf("tensor %q: %w", name, err)
		}
		if total += n; total > fileSize {
			return errors.New("the tensors claim more elements than the file has bytes")
		}
	}
	return nil
}
