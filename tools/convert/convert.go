// Package convert turns the tensors of other people's ResNets into the
// project's: it finds the architecture out from their names and shapes, and
// gives each parameter the name the engine knows it by.
package convert

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/weights/safetensors"
)

// Source is a file of named tensors.
type Source interface {
	Names() []string
	Shape(name string) ([]int, bool)
	Float32(name string) ([]float32, []int, error)
}

// Result is a network under the project's names.
type Result struct {
	Mapping string // the mapping that fitted
	Arch    arch.Record
	Tensors []safetensors.Tensor // every parameter of Arch once, without an element type
}

// Options say what the tensors themselves cannot.
type Options struct {
	// Mapping is one of Mappings, or "auto" (also when empty) to take the one
	// whose names are met.
	Mapping string
	// Arch is the architecture for the mapping "spec", nil to find it out from
	// the tensors.
	Arch *arch.Record
	// BottleneckStride is where strided bottleneck blocks have their stride;
	// shapes do not tell. Empty: what the mapping's networks have.
	BottleneckStride arch.BottleneckStride
}

// Auto is the mapping's name that leaves the choice to the names in the file.
const Auto = "auto"

// Mappings lists the mappings by name.
func Mappings() []string {
	names := make([]string, len(mappings))
	for i, m := range mappings {
		names[i] = m.name
	}
	return names
}

// Convert finds the architecture out and renames the parameters. A prefix
// "module." on every name is dropped and num_batches_tracked left out; any
// other tensor without a place in the network is an error, as is a missing one
// and one of the wrong shape.
func Convert(src Source, o Options) (*Result, error) {
	t := tidy(src)
	m, err := choose(o.Mapping, t)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	record, err := m.infer(t, o)
	if err != nil {
		return nil, fmt.Errorf("convert: as %s: %w", m.name, err)
	}
	g, err := record.Build(1, 1)
	if err != nil {
		return nil, fmt.Errorf("convert: as %s, the tensors describe an impossible network: %w", m.name, err)
	}
	r := &Result{Mapping: m.name, Arch: record}
	left := maps.Clone(t.files)
	for _, p := range g.Params() {
		name := m.foreign(p.Name)
		data, err := t.take(name, p)
		if err != nil {
			return nil, fmt.Errorf("convert: as %s: %w", m.name, err)
		}
		r.Tensors = append(r.Tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: data})
		delete(left, name)
	}
	if len(left) > 0 {
		names := slices.Sorted(maps.Keys(left))
		return nil, fmt.Errorf("convert: as %s: %d tensors have no place in the network, the first is %q",
			m.name, len(names), names[0])
	}
	return r, nil
}

// tensors is a source with its names tidied up.
type tensors struct {
	Source
	files map[string]string // tidy name to the name in the file
}

func tidy(src Source) tensors {
	const wrapper = "module." // of torch's DataParallel
	names := src.Names()
	wrapped := !slices.ContainsFunc(names, func(n string) bool { return !strings.HasPrefix(n, wrapper) })
	t := tensors{src, map[string]string{}}
	for _, n := range names {
		short := n
		if wrapped {
			short = strings.TrimPrefix(n, wrapper)
		}
		if short != "num_batches_tracked" && !strings.HasSuffix(short, ".num_batches_tracked") {
			t.files[short] = n
		}
	}
	return t
}

// has tells whether there is a tensor of that tidy name.
func (t tensors) has(name string) bool {
	_, ok := t.files[name]
	return ok
}

// shape returns the shape of a tensor, which must have so many dimensions.
func (t tensors) shape(name string, dims int) ([]int, error) {
	file, ok := t.files[name]
	if !ok {
		return nil, fmt.Errorf("tensor %q is missing", name)
	}
	s, _ := t.Shape(file)
	if len(s) != dims {
		return nil, fmt.Errorf("tensor %q has shape %v, %d dimensions expected", name, s, dims)
	}
	return s, nil
}

// take returns the data of parameter p, which the file calls name.
func (t tensors) take(name string, p arch.Param) ([]float32, error) {
	file, ok := t.files[name]
	if !ok {
		return nil, fmt.Errorf("tensor %q is missing", name)
	}
	if shape, _ := t.Shape(file); !slices.Equal(shape, p.Shape) {
		return nil, fmt.Errorf("tensor %q has shape %v, the network needs %v", name, shape, p.Shape)
	}
	data, _, err := t.Float32(file)
	if err != nil {
		return nil, err
	}
	for i, v := range data {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("tensor %q: element %d is %v", name, i, v)
		}
		if v < 0 && strings.HasSuffix(p.Name, ".running_var") {
			return nil, fmt.Errorf("tensor %q: element %d is a negative variance, %g", name, i, v)
		}
	}
	return data, nil
}

func choose(name string, t tensors) (mapping, error) {
	if name == "" || name == Auto {
		for _, m := range mappings {
			if t.has(m.sign) {
				return m, nil
			}
		}
		return mapping{}, errors.New("the tensors' names fit no mapping: " + strings.Join(Mappings(), ", "))
	}
	for _, m := range mappings {
		if m.name == name {
			return m, nil
		}
	}
	return mapping{}, fmt.Errorf("no mapping %q; there are %s and %s", name, Auto, strings.Join(Mappings(), ", "))
}
