package arch

import "math"

// Kind says what an activation that can be looked at is.
type Kind uint8

// The kinds. Those of a block stand in the order in which data takes its way
// through it; the letters are those of the RegNet paper's Section III.
const (
	KindNone     Kind = iota // an activation that nobody looks at
	KindStem                 // after the first convolution
	KindPool                 // after the ImageNet stem's max pool
	KindI                    // I, the regulator's input: the block's first convolution
	KindH                    // H, the regulator's hidden state
	KindC                    // C, the memory of an LSTM
	KindMix                  // I and H, mixed
	KindResidual             // what the block adds to its shortcut
	KindO                    // O, the block's output
	KindGateI                // input gate of an LSTM
	KindGateF                // forget gate of an LSTM
	KindGateO                // output gate of an LSTM
	KindGateG                // candidate of an LSTM
	KindGateZ                // update gate of a GRU
	KindGateR                // reset gate of a GRU
	KindGateH                // candidate of a GRU; the one gate of a plain cell
	KindGAP                  // the mean over rows and columns
)

// BlockKinds lists the kinds of a block but for the gates, and GateKinds the
// gates.
var (
	BlockKinds = []Kind{KindI, KindH, KindC, KindMix, KindResidual, KindO}
	GateKinds  = []Kind{KindGateI, KindGateF, KindGateO, KindGateG, KindGateZ, KindGateR, KindGateH}
)

// Gate reports whether the kind is a gate of a cell.
func (k Kind) Gate() bool { return k >= KindGateI && k <= KindGateH }

// State reports whether a block hands values of the kind on to the next: H
// and C.
func (k Kind) State() bool { return k == KindH || k == KindC }

// Act is the nonlinearity whose output the kind is; [Linear] for C and the
// residual, which are sums.
func (k Kind) Act() Act {
	switch k {
	case KindNone, KindC, KindResidual:
		return Linear
	case KindGateG, KindGateH:
		return Tanh
	}
	if k.Gate() {
		return Sigmoid
	}
	return ReLU // or a maximum or mean of what has been through one
}

// Act is a nonlinearity, value by value.
type Act uint8

// The nonlinearities.
const (
	Linear  Act = iota // none
	ReLU               // max(0, x)
	Sigmoid            // 1/(1 + e⁻ˣ), the logistic function
	Tanh               // the hyperbolic tangent
)

// Range is the smallest interval that holds every output of the nonlinearity;
// its ends are infinite where there is no bound.
func (a Act) Range() (low, high float64) {
	switch a {
	case ReLU:
		return 0, math.Inf(1)
	case Sigmoid:
		return 0, 1
	case Tanh:
		return -1, 1
	}
	return math.Inf(-1), math.Inf(1)
}

// Signed reports whether outputs may be negative.
func (a Act) Signed() bool { return a == Linear || a == Tanh }

// Slope is the derivative of the nonlinearity where its output is y.
func (a Act) Slope(y float64) float64 {
	switch a {
	case ReLU:
		if y <= 0 {
			return 0
		}
	case Sigmoid:
		return y * (1 - y)
	case Tanh:
		return 1 - y*y
	}
	return 1
}

// Of is the nonlinearity's output for x.
func (a Act) Of(x float64) float64 {
	switch a {
	case ReLU:
		return max(0, x)
	case Sigmoid:
		return 1 / (1 + math.Exp(-x))
	case Tanh:
		return math.Tanh(x)
	}
	return x
}
