// Package torch reads the tensors of PyTorch checkpoints (.th, .pt, .pth): the
// zip archives that torch.save has written since PyTorch 1.6, and the plain
// streams it wrote before.
//
// A checkpoint is a Python pickle, a program for a small stack machine that
// may call anything by its name. Nothing of a checkpoint is executed here. The
// program is first read through (scan.go): only the opcodes that torch.save
// uses and names of harmless things (names.go) are let by, no length may exceed
// the bytes that are there, and the program's length is bounded. Only then does
// an unpickler build the values; what is no tensor becomes a stub (opaque.go). No input makes the package panic; the tensors
// are views of the input, and the values around them take at most about 150
// bytes for each of at most a million opcodes.
package torch

import (
	"bytes"
	"fmt"
	"os"

	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

// Checkpoint holds the tensors of a checkpoint's state dict. It keeps the
// bytes given to Parse.
type Checkpoint struct {
	Path     string      // of the state dict within the checkpoint, "" for the checkpoint itself
	Averaged bool        // it was taken for being the average (EMA) of another
	Dicts    []StateDict // all dicts of tensors, this one among them
	Values   []Value     // beside the tensors

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

// Parse reads a checkpoint of either format, or a tar archive that holds one.
// It finds the tensors at any depth, in dicts and lists, under one of the
// customary names; values that are no tensors are left out.
func Parse(b []byte) (*Checkpoint, error) { return ParseAt(b, "") }

// ParseAt is [Parse] for the dict of tensors at a path, keys joined by ".".
func ParseAt(b []byte, path string) (*Checkpoint, error) {
	if filekind.Of(b) == filekind.Tar {
		inner, err := onlyFile(b)
		if err != nil {
			return nil, fmt.Errorf("torch: %w", err)
		}
		b = inner
	}
	var root any
	var err error
	switch {
	case IsZip(b):
		root, err = parseZip(b)
	case IsLegacy(b):
		root, err = parseLegacy(b)
	default:
		err = fmt.Errorf("this is no PyTorch checkpoint, neither a zip archive nor a stream of torch.save; it is %s", filekind.Of(b))
	}
	var c *Checkpoint
	if err == nil {
		c, err = choose(root, path)
	}
	if err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	if err := c.check(len(b)); err != nil {
		return nil, fmt.Errorf("torch: %w", err)
	}
	return c, nil
}

// IsZip reports whether b begins like a zip archive.
func IsZip(b []byte) bool { return bytes.HasPrefix(b, []byte("PK\x03\x04")) }

// Names lists the tensors in the order of the state dict.
func (c *Checkpoint) Names() []string { return c.names }

// Shape returns a tensor's shape, false where there is none of that name.
func (c *Checkpoint) Shape(name string) ([]int, bool) {
	t, ok := c.tensors[name]
	return t.shape, ok
}

// DType is the type of a tensor's elements by its name in safetensors ("F32"),
// empty where there is no tensor of that name.
func (c *Checkpoint) DType(name string) safetensors.DType {
	t, ok := c.tensors[name]
	if !ok {
		return ""
	}
	return dtypes[t.storage.kind]
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
			return errTooMany
		}
	}
	return nil
}
