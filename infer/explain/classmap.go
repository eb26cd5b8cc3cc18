// Package explain says why a network answers as it does: which places of a
// picture speak for a class, and how one value came to be.
package explain

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Head finds the two ends of a class map: the tap that the global average pool
// reads and the classifier behind it.
func Head(g *arch.Graph) (last arch.Tap, fc *arch.Dense) {
	for _, op := range g.Ops {
		switch op := op.(type) {
		case *arch.GlobalPool:
			last, _ = g.Tap(g.Values[op.In].Tap)
		case *arch.Dense:
			fc = op
		}
	}
	return last, fc
}

// ClassMap is the class activation map of Zhou et al. (arXiv 1512.04150): at
// every place the sum over channels of the classifier's weight for the class
// times the last map [C, H, W], in logits. Because the classifier reads the
// mean over places, the mean of the class map plus the class's bias is the
// class's logit.
func ClassMap(fc *infer.DenseParams, class int, last []float32) []float32 {
	channels := len(fc.Weight) / len(fc.Bias)
	area := len(last) / channels
	out := make([]float32, area)
	for c, w := range fc.Weight[class*channels:][:channels] {
		for i, v := range last[c*area:][:area] {
			out[i] += w * v
		}
	}
	return out
}
