package learn

import (
	"fmt"
	"math"

	"regnetlens/infer/arch"
)

// Optimizer is stochastic gradient descent with momentum, by PyTorch's rule:
//
//	d = gradient + Decay·w;  v' = Momentum·v + d;  w' = w − rate·v'
//
// and with Nesterov's momentum w' = w − rate·(d + Momentum·v').
type Optimizer struct {
	Momentum float64
	Nesterov bool
	Decay    float64 // on matrices (tensors of two or more dimensions)
	DecayAll bool    // also on norms' parameters and biases
	Clip     float64 // largest norm of all gradients together; 0: any
	EMA      float64 // decay of the moving average of all parameters; 0: none
}

// Tensor is a parameter as a learner holds it, in its own order, with room that
// is always zero where it pads.
type Tensor struct {
	arch.Param
	Value    []float32
	Gradient []float32 // nil where not trained
	Velocity []float32 // nil where not trained
	Average  []float32 // nil without a moving average
}

// Validate returns an error that names the first field that cannot be.
func (o Optimizer) Validate() error {
	switch {
	case !(o.Momentum >= 0 && o.Momentum < 1):
		return fmt.Errorf("learn: a momentum of %g is not within 0 to 1", o.Momentum)
	case !(o.Decay >= 0) || math.IsInf(o.Decay, 0):
		return fmt.Errorf("learn: a decay of %g is not 0 or more", o.Decay)
	case !(o.Clip >= 0) || math.IsInf(o.Clip, 0):
		return fmt.Errorf("learn: a largest norm of %g is not 0 or more", o.Clip)
	case !(o.EMA >= 0 && o.EMA < 1):
		return fmt.Errorf("learn: a moving average's decay of %g is not within 0 to 1", o.EMA)
	}
	return nil
}

// Update takes step number, counted from 1, with the learning rate. tensors are
// all parameters in the order of [arch.Graph.Params]; their gradients are sums
// over passes and become means, which they stay: what clipping leaves of them
// is not written back. Running statistics must be the new ones already.
//
// It returns the common norm of the gradients. Where one is no finite number it
// returns a [*NonFiniteError] that names the last such parameter, the first on
// the way back from the loss, and nothing has changed but the gradients.
func (o Optimizer) Update(tensors []Tensor, rate float64, number, passes int) (norm float64, err error) {
	if math.IsNaN(rate) || math.IsInf(rate, 0) {
		return 0, fmt.Errorf("learn: step %d: a learning rate of %g", number, rate)
	}
	sum := 0.0
	for i := range tensors {
		sum += average(tensors[i].Gradient, passes)
	}
	norm = math.Sqrt(sum)
	if math.IsNaN(norm) || math.IsInf(norm, 0) {
		return norm, &NonFiniteError{Step: number, What: "the gradient of " + lastNonFinite(tensors)}
	}
	factor := float32(1)
	if o.Clip > 0 {
		factor = float32(min(1, o.Clip/(norm+1e-6)))
	}
	keep := o.keep(number)
	for i := range tensors {
		t := &tensors[i]
		if t.Role.Trained() {
			o.move(t, factor, float32(rate))
		}
		for k, v := range t.Value[:len(t.Average)] {
			t.Average[k] = v + keep*(t.Average[k]-v)
		}
	}
	return norm, nil
}

// average divides sums of gradients by the passes and returns the sum of the
// squares, in a fixed order: four sums, so that no addition waits for the one
// before.
func average(d []float32, passes int) float64 {
	if passes > 1 {
		for k := range d {
			d[k] /= float32(passes)
		}
	}
	var s0, s1, s2, s3 float64
	for ; len(d) >= 4; d = d[4:] {
		a, b, c, e := float64(d[0]), float64(d[1]), float64(d[2]), float64(d[3])
		s0, s1, s2, s3 = s0+a*a, s1+b*b, s2+c*c, s3+e*e
	}
	for _, v := range d {
		s0 += float64(v) * float64(v)
	}
	return (s0 + s1) + (s2 + s3)
}

// lastNonFinite names the last parameter whose gradient is no finite number.
func lastNonFinite(tensors []Tensor) string {
	name := ""
	for i := range tensors {
		if !finite(tensors[i].Gradient) {
			name = tensors[i].Name
		}
	}
	return name
}

// keep is how much of the moving average a step keeps: little at first, or the
// average would hold the random start for long.
func (o Optimizer) keep(number int) float32 {
	n := float64(number)
	return float32(min(o.EMA, (n+1)/(n+10)))
}

// move is the rule for one parameter.
func (o Optimizer) move(t *Tensor, factor, rate float32) {
	decay, momentum := float32(0), float32(o.Momentum)
	if o.DecayAll || len(t.Shape) > 1 {
		decay = float32(o.Decay)
	}
	value, nesterov := t.Value, o.Nesterov
	gradient, velocity := t.Gradient[:len(value)], t.Velocity[:len(value)]
	for k, w := range value {
		d := gradient[k]*factor + decay*w
		v := momentum*velocity[k] + d
		velocity[k] = v
		if nesterov {
			v = d + momentum*v
		}
		value[k] = w - rate*v
	}
}
