package step

import (
	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
	"regnetlens/tools/xla/network"
)

// crossEntropy is the mean over the batch of the cross entropy between logits
// [batch, classes] and labels [batch], Int32. Smoothing moves that share of
// each target's mass to all classes evenly (Szegedy et al., arXiv 1512.00567).
func crossEntropy(logits, labels *Node, smoothing float64) *Node {
	classes := logits.Shape().Dimensions[1]
	top := StopGradient(InsertAxes(ReduceMax(logits, 1), -1))
	z := Sub(logits, top)
	logp := Sub(z, InsertAxes(Log(ReduceSum(Exp(z), 1)), -1))
	target := OneHot(labels, classes, dtypes.Float32)
	if smoothing > 0 {
		target = AddScalar(MulScalar(target, 1-smoothing), smoothing/float64(classes))
	}
	return Neg(DivScalar(ReduceAllSum(Mul(target, logp)), float64(logits.Shape().Dimensions[0])))
}

// right is 1 where the largest logit, the first of equal ones, is the label's.
func right(logits, labels *Node) *Node {
	return ConvertDType(Equal(ArgMax(logits, 1, dtypes.Int32), labels), dtypes.Float32)
}

// gradients is one pass forward and backward: the loss, its gradients by the
// names of the trained parameters, and what the pass made.
func gradients(g *arch.Graph, params map[string]*Node, x, labels *Node, smoothing float64, o network.Options) (loss *Node, grads map[string]*Node, pass *network.Pass) {
	pass = network.Forward(g, params, x, o)
	loss = crossEntropy(pass.Logits, labels, smoothing)
	names := trained(g)
	nodes := make([]*Node, len(names))
	for i, name := range names {
		nodes[i] = params[name]
	}
	grads = map[string]*Node{}
	for i, d := range Gradient(loss, nodes...) {
		grads[names[i]] = d
	}
	return loss, grads, pass
}

// trained lists the parameters that gradients move.
func trained(g *arch.Graph) []string {
	var names []string
	for _, p := range g.Params() {
		if p.Role.Trained() {
			names = append(names, p.Name)
		}
	}
	return names
}
