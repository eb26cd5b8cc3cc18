//go:build js

package webgpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

type se struct {
	op       *arch.SE
	p        *infer.SEParams
	fc1, fc2 int
}

var seKernels = []kernel{{name: "squeeze"}, {name: "excite"}}

func (l *se) kernels() []kernel { return seKernels }

func (l *se) pack(w *packer) {
	l.fc1 = w.add(transposed(l.p.FC1.Weight, l.op.Hidden, l.op.C), l.p.FC1.Bias)
	l.fc2 = w.add(transposed(l.p.FC2.Weight, l.op.C, l.op.Hidden), l.p.FC2.Bias)
}

func (l *se) record(r *recorder) {
	s := r.graph.Shape(l.op.In)
	area := s.H * s.W
	mean, middle, scale := r.scratch(s.C), r.scratch(l.op.Hidden), r.scratch(s.C)
	r.dispatch(seKernels[0], 1, 1,
		r.at(l.op.In), s.C, area, l.op.Hidden, l.fc1, l.fc2, mean, middle, scale)
	r.dispatch(seKernels[1], ceilDiv(area, 64), s.C,
		r.at(l.op.In), r.at(l.op.Out), s.C, area, scale, r.at(l.op.Add), r.at(l.op.Pre))
}
