package convert

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"regnetlens/infer/arch"
)

// Rename gives a tensor of a file another name before anything else is made
// of it: ours, or one that is understood. An Old that ends in "." stands for
// all names that begin with it. With an empty New the tensor is left out.
type Rename struct{ Old, New string }

// tensors is a source by our names.
type tensors struct {
	Source
	files map[string]string // our name, or the unwrapped one where there is none, to the name in the file
	spec  bool              // the file uses our names
	hug   bool              // the file uses Hugging Face's
	all   []string          // the unwrapped names
}

// translate gives the tensors of a source our names.
func translate(src Source, renames []Rename) (tensors, error) {
	t := tensors{Source: src, files: map[string]string{}}
	unwrapped := map[string]string{} // to the name in the file
	used := make([]bool, len(renames))
	for _, file := range src.Names() {
		name, keep := rename(file, renames, used)
		name = unwrap(name)
		if !keep || isCounter(name) {
			continue
		}
		if other, twice := unwrapped[name]; twice {
			return t, fmt.Errorf("the tensors %q and %q are the same by their names (leave one out with --map)", other, file)
		}
		unwrapped[name] = file
	}
	for i, u := range used {
		if !u {
			return t, fmt.Errorf("no tensor is called %q", renames[i].Old)
		}
	}
	t.all = slices.Sorted(maps.Keys(unwrapped))
	t.spec = unwrap(unwrapped["conv0.weight"]) == "conv0.weight" // not by a rename
	n := newNamer(t.all)
	t.hug = n.isHugging
	for _, name := range t.all {
		ours := name
		if !t.spec {
			if translated, ok := n.ours(name); ok {
				ours = translated
			}
		}
		if other, twice := t.files[ours]; twice {
			return t, fmt.Errorf("the tensors %q and %q both seem to be %s (choose with --map)", other, unwrapped[name], ours)
		}
		t.files[ours] = unwrapped[name]
	}
	return t, nil
}

func rename(name string, renames []Rename, used []bool) (string, bool) {
	for i, r := range renames {
		if name == r.Old {
			used[i] = true
			return r.New, r.New != ""
		}
		if rest, ok := strings.CutPrefix(name, r.Old); ok && strings.HasSuffix(r.Old, ".") {
			used[i] = true
			return r.New + rest, r.New != ""
		}
	}
	return name, true
}

// has reports whether there is a tensor of that name of ours.
func (t tensors) has(ours string) bool {
	_, ok := t.files[ours]
	return ok
}

// missing says that a tensor is not there, by the name that it would have.
func (t tensors) missing(ours string) error {
	name := ours
	if !t.spec {
		name = customary(ours)
		// Another tensor of the same layer tells how the file would call it.
		layer, field := cutLast(ours)
		for _, sibling := range []string{"weight", "bias", "running_mean", "running_var"} {
			if file, ok := t.files[layer+"."+sibling]; ok {
				prefix, _ := cutLast(file)
				name = prefix + "." + field
				break
			}
		}
	}
	return fmt.Errorf("tensor %q is missing", name)
}

func cutLast(name string) (before, after string) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name
	}
	return name[:i], name[i+1:]
}

// shape returns the shape of a tensor, which must have so many dimensions.
func (t tensors) shape(ours string, dims int) ([]int, error) {
	file, ok := t.files[ours]
	if !ok {
		return nil, t.missing(ours)
	}
	s, _ := t.Shape(file)
	if len(s) != dims {
		return nil, fmt.Errorf("tensor %q has shape %v, %d dimensions expected", file, s, dims)
	}
	return s, nil
}

// take returns the data of a parameter.
func (t tensors) take(p arch.Param) ([]float32, error) {
	file, ok := t.files[p.Name]
	if !ok {
		return nil, t.missing(p.Name)
	}
	if shape, _ := t.Shape(file); !slices.Equal(shape, p.Shape) {
		return nil, shapeError(file, shape, p.Shape)
	}
	data, _, err := t.Float32(file)
	if err != nil {
		return nil, err
	}
	for i, v := range data {
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("tensor %q: element %d is %v", file, i, v)
		}
		if v < 0 && p.Role == arch.NormVar {
			return nil, fmt.Errorf("tensor %q: element %d is a negative variance, %g", file, i, v)
		}
	}
	return data, nil
}

func shapeError(file string, shape, needs []int) error {
	err := fmt.Errorf("tensor %q has shape %v, the network needs %v", file, shape, needs)
	switch {
	case len(shape) != 4 || len(needs) != 4 || shape[1] < 1:
	case needs[1] == 3 && shape[1] == 1:
		return fmt.Errorf("%w: it reads grey pictures", err)
	case needs[1] > shape[1] && needs[1]%shape[1] == 0 && shape[0] == needs[0] && shape[2] == needs[2]:
		return fmt.Errorf("%w: grouped convolutions, as a ResNeXt has them, are not run here", err)
	}
	return err
}

// fold takes the bias of a convolution into the norm that follows it:
// norm(y + b) with the mean m is norm(y) with the mean m − b.
func (t tensors) fold(mean []float32, bias string) error {
	file := t.files[bias]
	shape, _ := t.Shape(file)
	data, _, err := t.Float32(file)
	if err != nil {
		return err
	}
	if len(shape) != 1 || len(data) != len(mean) {
		return fmt.Errorf("tensor %q has shape %v, the network needs %v", file, shape, []int{len(mean)})
	}
	for i, b := range data {
		if mean[i] -= b; math.IsNaN(float64(mean[i])) || math.IsInf(float64(mean[i]), 0) {
			return fmt.Errorf("tensor %q: element %d is %v", file, i, b)
		}
	}
	return nil
}

var errNames = errors.New("the tensors' names fit no mapping")
