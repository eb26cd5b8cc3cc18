package gonum

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// param is a parameter as a step computes with it.
type param struct {
	value    []float64 // of a running statistic: after the passes so far
	gradient []float64 // sum over the passes so far; nil where not trained
}

// store holds all parameters: as the state has them, and beside that as a step
// does.
type store struct {
	tensors []learn.Tensor
	params  []*param
	before  [][]float32 // running statistics before the step; nil where trained
	index   map[string]int
}

func newStore(g *arch.Graph, o learn.Options, m *memory) *store {
	s := &store{index: map[string]int{}}
	for i, p := range g.Params() {
		n := int(p.Len())
		t, made := learn.Tensor{Param: p, Value: m.float32s(n)}, &param{value: m.float64s(n)}
		var before []float32
		if p.Role.Trained() {
			t.Gradient, t.Velocity, made.gradient = m.float32s(n), m.float32s(n), m.float64s(n)
		} else {
			before = m.float32s(n)
		}
		if o.Optimizer.EMA > 0 {
			t.Average = m.float32s(n)
		}
		s.tensors, s.params, s.before = append(s.tensors, t), append(s.params, made), append(s.before, before)
		s.index[p.Name] = i
	}
	return s
}

// param is the one with this name.
func (s *store) param(name string) *param { return s.params[s.index[name]] }

// gradient is a trained parameter's of the last step, nil for other names.
func (s *store) gradient(name string) []float32 {
	i, ok := s.index[name]
	if !ok {
		return nil
	}
	return s.tensors[i].Gradient
}

// begin takes the parameters of the state for a step.
func (s *store) begin() {
	for i, p := range s.params {
		for k, v := range s.tensors[i].Value {
			p.value[k] = float64(v)
		}
		clear(p.gradient)
	}
}

// update brings a step's gradients and running statistics to the state and lets
// the optimiser move it. After an error the state is what it was.
func (s *store) update(o learn.Optimizer, rate float64, number, passes int) (norm float64, err error) {
	for i, p := range s.params {
		t := &s.tensors[i]
		narrow(t.Gradient, p.gradient)
		if !t.Role.Trained() {
			copy(s.before[i], t.Value)
			narrow(t.Value, p.value)
		}
	}
	if norm, err = o.Update(s.tensors, rate, number, passes); err != nil {
		for i, before := range s.before {
			copy(s.tensors[i].Value, before)
		}
	}
	return norm, err
}

func narrow(dst []float32, src []float64) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}

// save copies the state.
func (s *store) save() learn.State {
	out := learn.State{}
	for _, t := range s.tensors {
		out[t.Name] = slices.Clone(t.Value)
		if t.Role.Trained() {
			out[learn.PrefixMomentum+t.Name] = slices.Clone(t.Velocity)
		}
		if t.Average != nil {
			out[learn.PrefixEMA+t.Name] = slices.Clone(t.Average)
		}
	}
	return out
}

// load replaces the state by a checked one. Where that lacks it, the momentum
// is zero and the moving average begins at the parameter.
func (s *store) load(state learn.State) {
	for _, t := range s.tensors {
		copy(t.Value, state[t.Name])
		clear(t.Velocity)
		copy(t.Velocity, state[learn.PrefixMomentum+t.Name])
		copy(t.Average, t.Value)
		copy(t.Average, state[learn.PrefixEMA+t.Name])
	}
}
