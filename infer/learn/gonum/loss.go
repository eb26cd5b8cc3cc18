package gonum

import (
	"math"
	"slices"

	"regnetlens/infer/arch"
)

// crossEntropy is the loss: softmax cross entropy of the logits with smoothed
// labels (Szegedy et al., arXiv 1512.00567).
type crossEntropy struct {
	logits    arch.ValueID
	smoothing float64
}

// run returns the mean loss of the pass and the right answers, and writes the
// logits' gradients: (probability − target) / pictures.
func (l *crossEntropy) run(f *frame) (loss float64, right int) {
	logits, d := f.value(l.logits), f.gradient(l.logits)
	classes := len(logits) / f.n
	for i, label := range f.labels {
		z, dz := logits[i*classes:(i+1)*classes], d[i*classes:(i+1)*classes]
		top := slices.Max(z)
		if slices.Index(z, top) == int(label) {
			right++
		}
		sum := 0.0
		for _, v := range z {
			sum += math.Exp(v - top)
		}
		for k, v := range z {
			target := l.smoothing / float64(classes)
			if k == int(label) {
				target += 1 - l.smoothing
			}
			loss -= target * (v - top - math.Log(sum)) / float64(f.n)
			dz[k] = (math.Exp(v-top)/sum - target) / float64(f.n)
		}
	}
	return loss, right
}
