package step

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"

	"regnetlens/infer/arch"
)

// State is everything that training remembers, on the host: tensors by name,
// row-major. The names are those of the parameters; with the prefixes below
// for the rest.
type State map[string][]float32

// Prefixes and names of a state beside the parameters'.
const (
	PrefixMomentum = "momentum/"
	PrefixEMA      = "ema/"
	NameMeters     = "meters" // see [Meters]
	NameBad        = "bad"    // the first step that went wrong, counted from 1; 0: none
)

// Meters are what has been measured since they were last set to zero.
type Meters struct {
	Loss   float64 // sum over steps
	Right  float64 // pictures
	Images float64
	Steps  float64
}

// layout lists a state's tensors in the order of the program's inputs.
func (c Config) layout() []field {
	var fields []field
	add := func(prefix string, p arch.Param) {
		fields = append(fields, field{name: prefix + p.Name, shape: shapes.Make(dtypes.Float32, p.Shape...)})
	}
	params := c.Graph.Params()
	for _, p := range params {
		add("", p)
	}
	for _, p := range params {
		if p.Trained {
			add(PrefixMomentum, p)
		}
	}
	if c.EMA > 0 {
		for _, p := range params {
			add(PrefixEMA, p)
		}
	}
	return append(fields,
		field{name: NameMeters, shape: shapes.Make(dtypes.Float32, 4)},
		field{name: NameBad, shape: shapes.Make(dtypes.Float32)})
}

// Init draws the weights of a new network. Convolutions and the classifier's
// weights come from He et al.'s normal distribution (arXiv 1502.01852) by
// their fan-in, 2/n; the regulator's small filters from the uniform one
// ±1/√n; gains of norms are 1, every bias 0. Each tensor has a generator of
// its own, so that two networks of one seed share what has the same name.
func (c Config) Init(seed uint64) State {
	s := State{}
	for _, f := range c.layout() {
		s[f.name] = make([]float32, f.shape.Size())
	}
	for _, p := range c.Graph.Params() {
		data := s[p.Name]
		rng := rand.New(rand.NewPCG(seed, hash(p.Name)))
		fan := 1
		for _, d := range p.Shape[1:] {
			fan *= d
		}
		switch {
		case len(p.Shape) > 1 && strings.Contains(p.Name, ".gates."):
			for i := range data {
				data[i] = float32((2*rng.Float64() - 1) / math.Sqrt(float64(fan)))
			}
		case len(p.Shape) > 1:
			for i := range data {
				data[i] = float32(rng.NormFloat64() * math.Sqrt(2/float64(fan)))
			}
		case isNorm(p.Name) && strings.HasSuffix(p.Name, ".weight"), strings.HasSuffix(p.Name, ".running_var"):
			for i := range data {
				data[i] = 1
			}
		}
		if c.EMA > 0 {
			copy(s[PrefixEMA+p.Name], data)
		}
	}
	return s
}

// isNorm tells a norm's parameters by their layer's name.
func isNorm(name string) bool {
	parts := strings.Split(name, ".")
	return len(parts) > 1 && strings.HasPrefix(parts[len(parts)-2], "bn")
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// check compares a state with the layout.
func (c Config) check(s State) error {
	for _, f := range c.layout() {
		data, ok := s[f.name]
		if !ok {
			return fmt.Errorf("step: the state has no %s", f.name)
		}
		if len(data) != f.shape.Size() {
			return fmt.Errorf("step: %s has %d values, not %d", f.name, len(data), f.shape.Size())
		}
	}
	return nil
}
