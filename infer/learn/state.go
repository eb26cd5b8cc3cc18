package learn

import (
	"fmt"
	"math"
	"math/rand/v2"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// State is everything that training remembers: tensors by name, row-major. The
// names are those of the parameters; with the prefixes below for the rest.
type State map[string][]float32

// Prefixes of a state's names beside the parameters'.
const (
	PrefixMomentum = "momentum/" // for each trained parameter
	PrefixEMA      = "ema/"      // for every parameter, where there is a moving average
)

// Init draws the weights of a new network. Convolutions and the classifier's
// weights come from He et al.'s normal distribution (arXiv 1502.01852) by
// their fan-in, 2/n; the regulator's small filters from the uniform one
// ±1/√n; gains of norms are 1, every bias 0. Each tensor has a generator of
// its own, so that two networks of one seed share what has the same name.
//
// The state has parameters only: a learner begins without momentum, and the
// moving average at the weights.
func Init(g *arch.Graph, seed uint64) State {
	s := State{}
	for _, op := range g.Ops {
		_, cell := op.(*arch.Cell)
		for _, p := range op.Params() {
			if s[p.Name] == nil { // a cell's later time steps have the same
				s[p.Name] = initial(p, cell, rand.New(rand.NewPCG(seed, hash(p.Name))))
			}
		}
	}
	return s
}

// initial draws one tensor. Of those with one dimension norms' gains and
// variances alone do not begin with zero.
func initial(p arch.Param, cell bool, rng *rand.Rand) []float32 {
	data := make([]float32, p.Len())
	fan := 1
	for _, d := range p.Shape[1:] {
		fan *= d
	}
	for i := range data {
		switch {
		case len(p.Shape) > 1 && cell:
			data[i] = float32((2*rng.Float64() - 1) / math.Sqrt(float64(fan)))
		case len(p.Shape) > 1:
			data[i] = float32(rng.NormFloat64() * math.Sqrt(2/float64(fan)))
		case p.Role == arch.NormWeight, p.Role == arch.NormVar:
			data[i] = 1
		}
	}
	return data
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// CheckState reports what keeps a state from being one of the network: a
// parameter that is missing, a tensor of another size, a value that is no
// finite number. Momentum and moving average may be missing; names that the
// network does not have are ignored.
func CheckState(g *arch.Graph, s State) error {
	for _, p := range g.Params() {
		if _, ok := s[p.Name]; !ok {
			return fmt.Errorf("learn: the state has no %s", p.Name)
		}
		for _, prefix := range []string{"", PrefixMomentum, PrefixEMA} {
			data, ok := s[prefix+p.Name]
			switch {
			case !ok:
			case int64(len(data)) != p.Len():
				return fmt.Errorf("learn: %s has %d values, the network wants %d", prefix+p.Name, len(data), p.Len())
			case !finite(data):
				return fmt.Errorf("learn: %s holds a value that is no finite number", prefix+p.Name)
			}
		}
	}
	return nil
}

func finite(data []float32) bool {
	for _, v := range data {
		if v-v != 0 { // NaN for an infinity
			return false
		}
	}
	return true
}

// Parameters are those of a state that are to be used, under their own names:
// the moving average's where there is one. They share the state's memory.
func Parameters(g *arch.Graph, s State) State {
	out := State{}
	for _, p := range g.Params() {
		data, ok := s[PrefixEMA+p.Name]
		if !ok {
			data = s[p.Name]
		}
		out[p.Name] = data
	}
	return out
}

// Source is a state's parameters for the backends of package infer; with
// average those of [Parameters].
func Source(g *arch.Graph, s State, average bool) infer.Source {
	if average {
		s = Parameters(g, s)
	}
	shapes := map[string][]int{}
	for _, p := range g.Params() {
		shapes[p.Name] = p.Shape
	}
	return source{s, shapes}
}

type source struct {
	state  State
	shapes map[string][]int
}

// Float32 implements [infer.Source].
func (s source) Float32(name string) ([]float32, []int, error) {
	data, ok := s.state[name]
	if !ok {
		return nil, nil, fmt.Errorf("the state has no %s", name)
	}
	return data, s.shapes[name], nil
}
