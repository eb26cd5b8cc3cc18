package learn

import "regnetlens/infer/arch"

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
