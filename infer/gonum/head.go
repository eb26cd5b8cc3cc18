package gonum

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

type globalPool struct{ op *arch.GlobalPool }

func (l *globalPool) run(f *frame) {
	means(f.values[l.op.Out], f.values[l.op.In])
	f.made(l.op.Out)
}

// means writes the mean of each of x's len(dst) channels.
func means(dst, x []float32) {
	area := len(x) / len(dst)
	for c := range dst {
		sum := 0.0
		for _, v := range x[c*area : (c+1)*area] {
			sum += float64(v)
		}
		dst[c] = float32(sum / float64(area))
	}
}

type dense struct {
	op *arch.Dense
	p  *infer.DenseParams
}

func (l *dense) run(f *frame) { multiplyDense(f.values[l.op.Out], l.p, f.values[l.op.In]) }

// multiplyDense is dst = weight·x + bias.
func multiplyDense(dst []float32, p *infer.DenseParams, x []float32) {
	for k := range dst {
		sum := float64(p.Bias[k])
		for i, w := range p.Weight[k*len(x) : (k+1)*len(x)] {
			sum += float64(w) * float64(x[i])
		}
		dst[k] = float32(sum)
	}
}
