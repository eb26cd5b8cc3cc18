//go:build js

package webgpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/kernels"
)

// head is the global pool with the classifier and the softmax.
type head struct {
	pool   *arch.GlobalPool
	dense  *arch.Dense
	p      *infer.DenseParams
	weight int
}

func (l *head) operation() arch.Op { return l.dense }

func (l *head) kernels() []kernel { return []kernel{plain(kernels.Head)} }

func (l *head) pack(w *packer) {
	l.weight = w.add(transposed(l.p.Weight, l.dense.OutC, l.dense.InC), l.p.Bias)
}

func (l *head) record(r *recorder) {
	s := r.graph.Shape(l.pool.In)
	p := kernels.HeadParams{
		In: r.at(l.pool.In), Channels: s.C, Area: s.H * s.W, Classes: l.dense.OutC, Weight: l.weight,
		Gap: r.at(l.pool.Out), Logits: r.at(l.dense.Out), Probabilities: r.probabilities,
	}
	r.dispatch(plain(kernels.Head), s, kernels.Words(&p))
	if r.edit(l.pool) { // once more, from the edited means: each is a map of one value
		p.In, p.Area = p.Gap, 1
		r.dispatch(plain(kernels.Head), s, kernels.Words(&p))
	}
}
