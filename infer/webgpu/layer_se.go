//go:build js

package webgpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/kernels"
)

type se struct {
	op       *arch.SE
	p        *infer.SEParams
	fc1, fc2 int
}

func (l *se) operation() arch.Op { return l.op }

func (l *se) kernels() []kernel { return []kernel{plain(kernels.Squeeze), plain(kernels.Excite)} }

func (l *se) pack(w *packer) {
	l.fc1 = w.add(transposed(l.p.FC1.Weight, l.op.Hidden, l.op.C), l.p.FC1.Bias)
	l.fc2 = w.add(transposed(l.p.FC2.Weight, l.op.C, l.op.Hidden), l.p.FC2.Bias)
}

func (l *se) record(r *recorder) {
	s := r.graph.Shape(l.op.In)
	area := s.H * s.W
	mean, middle, scale := r.scratch(s.C), r.scratch(l.op.Hidden), r.scratch(s.C)
	r.dispatch(plain(kernels.Squeeze), s, kernels.Words(&kernels.SqueezeParams{
		In: r.at(l.op.In), Channels: s.C, Area: area, Hidden: l.op.Hidden, FC1: l.fc1, FC2: l.fc2,
		Mean: mean, Middle: middle, Scale: scale,
	}))
	r.dispatch(plain(kernels.Excite), s, kernels.Words(&kernels.ExciteParams{
		In: r.at(l.op.In), Out: r.at(l.op.Out), Channels: s.C, Area: area, Scale: scale, Add: r.at(l.op.Add), PreAdd: r.at(l.op.PreAdd),
	}))
}
