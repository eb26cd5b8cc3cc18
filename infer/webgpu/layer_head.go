//go:build js

package webgpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// head is the global pool with the classifier and the softmax.
type head struct {
	pool   *arch.GlobalPool
	dense  *arch.Dense
	p      *infer.DenseParams
	weight int
}

func (l *head) kernels() []kernel { return []kernel{{name: "head"}} }

func (l *head) pack(w *packer) {
	l.weight = w.add(transposed(l.p.Weight, l.dense.OutC, l.dense.InC), l.p.Bias)
}

func (l *head) record(r *recorder) {
	s := r.graph.Shape(l.pool.In)
	r.dispatch(l.kernels()[0], 1, 1,
		r.at(l.pool.In), s.C, s.H*s.W, l.dense.OutC, l.weight,
		r.at(l.pool.Out), r.at(l.dense.Out), r.probabilities)
}
