// Package convert turns the tensors of other people's ResNets into the
// project's: it finds the architecture out from their names and shapes, and
// gives each parameter the name the engine knows it by.
package convert

import (
	"fmt"
	"maps"
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
	Folded  []string             // biases of the file that were taken into the norms behind them
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
	// Rename are other names for tensors whose own are not understood.
	Rename []Rename
}

// Convert finds the architecture out and renames the parameters. Wrappers'
// prefixes ("module.", "model.", …) are dropped, counters left out, and a bias
// before a norm is folded into it; any other tensor without a place in the
// network is an error, as is a missing one and one of the wrong shape.
func Convert(src Source, o Options) (*Result, error) {
	t, err := translate(src, o.Rename)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	r, as, err := convert(t, o)
	if err == nil {
		return r, nil
	}
	if as != "" {
		err = fmt.Errorf("as %s: %w", as, err)
	}
	if other := otherFamily(t); other != "" {
		return nil, fmt.Errorf("convert: this seems to be %s, which is not run here (%w)", other, err)
	}
	return nil, fmt.Errorf("convert: %w", err)
}

// convert also returns the mapping that it tried.
func convert(t tensors, o Options) (r *Result, as string, err error) {
	if as, err = tried(t, o.Mapping); err != nil {
		return nil, "", err
	}
	record, err := infer(t, o)
	if err != nil {
		return nil, as, err
	}
	g, err := record.Build(1, 1)
	if err != nil {
		return nil, as, fmt.Errorf("the tensors describe an impossible network: %w", err)
	}
	family := familyOf(t, record)
	if o.Mapping != "" && o.Mapping != Auto {
		if family, err = asked(o.Mapping, t, record); err != nil {
			return nil, as, err
		}
	}
	r = &Result{Mapping: family.name, Arch: record}
	left := maps.Clone(t.files)
	at := map[string]int{}
	for _, p := range g.Params() {
		data, err := t.take(p)
		if err != nil {
			return nil, as, err
		}
		at[p.Name] = len(r.Tensors)
		r.Tensors = append(r.Tensors, safetensors.Tensor{Name: p.Name, Shape: p.Shape, Data: data})
		delete(left, p.Name)
	}
	for _, op := range g.Ops {
		c, ok := op.(*arch.Conv)
		if !ok || !t.has(c.Layer.Bias()) {
			continue
		}
		bias := c.Layer.Bias()
		if err := t.fold(r.Tensors[at[c.Norm.RunningMean()]].Data, bias); err != nil {
			return nil, as, err
		}
		r.Folded = append(r.Folded, t.files[bias])
		delete(left, bias)
	}
	if len(left) > 0 {
		names := slices.Sorted(maps.Values(left))
		return nil, as, fmt.Errorf("%d tensors have no place in the network, the first is %q (--map %s= leaves it out)",
			len(names), names[0], names[0])
	}
	return r, as, nil
}

// tried returns the mapping whose sign a file shows, or the one asked for.
func tried(t tensors, name string) (string, error) {
	if name == "" || name == Auto {
		for _, m := range mappings {
			if m.sign != "" && slices.Contains(t.all, m.sign) {
				return m.name, nil
			}
		}
		if t.has("conv0.weight") || t.has("fc.weight") {
			return "resnet", nil
		}
		return "", fmt.Errorf("%w: %s", errNames, strings.Join(Mappings(), ", "))
	}
	m, ok := byName(name)
	if !ok {
		return "", fmt.Errorf("no mapping %q; there are %s and %s", name, Auto, strings.Join(Mappings(), ", "))
	}
	if m.sign != "" && !slices.Contains(t.all, m.sign) {
		return "", fmt.Errorf("as %s: tensor %q is missing", m.name, m.sign)
	}
	return m.name, nil
}

// Names tells what each tensor of a source becomes: a parameter of ours, or ""
// for one that has no place or is not needed.
func Names(src Source, renames []Rename) (map[string]string, error) {
	t, err := translate(src, renames)
	if err != nil {
		return nil, fmt.Errorf("convert: %w", err)
	}
	out := map[string]string{}
	for _, file := range src.Names() {
		out[file] = ""
	}
	for ours, file := range t.files {
		if t.spec || ours != unwrap(file) || strings.HasPrefix(ours, "fc.") {
			out[file] = ours
		}
	}
	return out, nil
}
