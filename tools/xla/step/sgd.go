package step

import (
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/learn"
)

// sgd is one step of gradient descent with momentum, by PyTorch's rule:
//
//	d = gradient + decay·w;  v' = momentum·v + d;  w' = w − rate·v'
//
// and with Nesterov's momentum w' = w − rate·(d + momentum·v').
func sgd(o learn.Optimizer, w, v, gradient, rate *Node) (wNew, vNew *Node) {
	d := gradient
	if o.Decay > 0 && (o.DecayAll || w.Rank() > 1) {
		d = Add(d, MulScalar(w, o.Decay))
	}
	vNew = Add(MulScalar(v, o.Momentum), d)
	move := vNew
	if o.Nesterov {
		move = Add(d, MulScalar(vNew, o.Momentum))
	}
	return Sub(w, Mul(rate, move)), vNew
}

// clip scales gradients so that their common norm is at most the limit, and
// returns that norm before.
func clip(grads []*Node, limit float64) (clipped []*Node, norm *Node) {
	var sum *Node
	for _, d := range grads {
		s := ReduceAllSum(Square(d))
		if sum == nil {
			sum = s
		} else {
			sum = Add(sum, s)
		}
	}
	norm = Sqrt(sum)
	if limit <= 0 {
		return grads, norm
	}
	factor := MinScalar(MulScalar(Reciprocal(AddScalar(norm, 1e-6)), limit), 1.0)
	for _, d := range grads {
		clipped = append(clipped, Mul(d, factor))
	}
	return clipped, norm
}
