package weights

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"regnetlens/weights/quantized"
	"regnetlens/weights/safetensors"
)

// Weights is a weight file in memory: what the model is, and its parameters.
// It is an infer.Source.
type Weights struct {
	Model
	*safetensors.File
}

// Float32 is that of the file, with matrices of whole numbers (package quantized)
// widened to the values that they stand for.
func (w *Weights) Float32(name string) ([]float32, []int, error) {
	if info, _ := w.Info(name); info.DType != safetensors.I8 {
		return w.File.Float32(name)
	}
	codes, shape, err := w.Int8(name)
	var scale, data []float32
	if err == nil {
		scale, _, err = w.File.Float32(quantized.ScaleOf(name))
	}
	if err == nil {
		data, err = quantized.Widen(codes, scale)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("weights: parameter %s: %w", name, err)
	}
	return data, shape, nil
}

// Parse reads a weight file and checks that its metadata make sense and that
// every parameter of its architecture is there, of the right shape, as
// floating-point numbers or in the form of package quantized. It keeps b. Further tensors (the taps and logits of a
// golden or traced file) and further metadata are no error; a file that is no
// safetensors file is a [ForeignError], a damaged one a [BrokenError]. File, SHA256 and
// Bytes of the model stay empty: they are facts about a place, see [Open].
func Parse(b []byte) (*Weights, error) {
	f, err := parseTensors(b)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	m, err := ParseMetadata(f.Metadata())
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	return m.with(f)
}

// ParseTrusted is [Parse] for a file whose model is known, by its checksum: what the
// file says of itself need not be read again.
func ParseTrusted(m Model, b []byte) (*Weights, error) {
	f, err := parseTensors(b)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	return m.with(f)
}

// with is the model with its parameters.
func (m Model) with(f *safetensors.File) (*Weights, error) {
	if err := m.checkParams(f.Info, f.Metadata()[quantized.Key]); err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	return &Weights{Model: m, File: f}, nil
}

// checkParams looks every parameter of the architecture up, in a file that says
// a version of package quantized, or none.
func (m Model) checkParams(lookup func(name string) (safetensors.Info, bool), version string) error {
	g, err := m.Arch.Build(1, 1) // the parameters do not depend on the input's size
	if err != nil {
		return err
	}
	for _, p := range g.Params() {
		info, ok := lookup(p.Name)
		if !ok {
			return fmt.Errorf("parameter %s is missing", p.Name)
		}
		if !slices.Equal(info.Shape, p.Shape) {
			return fmt.Errorf("parameter %s has shape %v, the architecture asks for %v", p.Name, info.Shape, p.Shape)
		}
		switch info.DType {
		case safetensors.F32, safetensors.F16, safetensors.BF16, safetensors.F64:
		case safetensors.I8:
			if err := quantized.Check(p.Name, p.Shape, version, lookup); err != nil {
				return fmt.Errorf("parameter %s: %w", p.Name, err)
			}
		default:
			return fmt.Errorf("parameter %s is of type %s, not F32, F16, BF16, F64 or I8", p.Name, info.DType)
		}
	}
	return nil
}

// Encode writes a weight file that [Parse] reads. The tensors must hold every
// parameter of m.Arch; where one is I8, they are those of package quantized.
func Encode(w io.Writer, m Model, tensors []safetensors.Tensor) error {
	if err := errors.Join(m.Arch.Validate(), m.validate()); err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	byName := make(map[string]safetensors.Info, len(tensors))
	version := ""
	for _, t := range tensors {
		byName[t.Name] = safetensors.Info{DType: t.DType, Shape: t.Shape}
		if t.DType == safetensors.I8 {
			version = quantized.Version
		}
	}
	err := m.checkParams(func(name string) (safetensors.Info, bool) {
		info, ok := byName[name]
		return info, ok
	}, version)
	if err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	meta, err := m.metadata()
	if err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	if version != "" {
		meta[quantized.Key] = version
	}
	return safetensors.Encode(w, meta, tensors)
}

// Rewrite writes the file again, with what its model says now. Metadata and
// tensors that are no part of the model stay as they are.
func (w *Weights) Rewrite(out io.Writer) error {
	if err := errors.Join(w.Arch.Validate(), w.validate()); err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	of, err := w.metadata()
	if err != nil {
		return fmt.Errorf("weights: %w", err)
	}
	all := maps.Clone(w.Metadata())
	for _, key := range modelKeys {
		delete(all, key)
	}
	maps.Copy(all, of)
	return w.File.Rewrite(out, all)
}

// Params returns the parameters of the architecture, to be written as dtype
// (F32 or F16); with an empty dtype each keeps its own, BF16, F64 and I8 becoming
// F32.
func (w *Weights) Params(dtype safetensors.DType) ([]safetensors.Tensor, error) {
	g, err := w.Arch.Build(1, 1)
	if err != nil {
		return nil, fmt.Errorf("weights: %w", err)
	}
	var out []safetensors.Tensor
	for _, p := range g.Params() {
		data, shape, err := w.Float32(p.Name)
		if err != nil {
			return nil, fmt.Errorf("weights: %w", err)
		}
		t := safetensors.Tensor{Name: p.Name, DType: dtype, Shape: shape, Data: data}
		if dtype == "" {
			info, _ := w.Info(p.Name)
			t.DType = info.DType
			if t.DType != safetensors.F16 {
				t.DType = safetensors.F32
			}
		}
		out = append(out, t)
	}
	return out, nil
}
