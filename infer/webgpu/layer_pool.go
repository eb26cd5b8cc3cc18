//go:build js

package webgpu

import "regnetlens/infer/arch"

type maxPool struct{ op *arch.MaxPool }

func (l *maxPool) kernels() []kernel { return []kernel{{name: "maxpool"}} }
func (l *maxPool) pack(*packer)      {}

func (l *maxPool) record(r *recorder) {
	in, out := r.graph.Shape(l.op.In), r.graph.Shape(l.op.Out)
	r.dispatch(l.kernels()[0], ceilDiv(out.H*out.W, 64), out.C,
		r.at(l.op.In), r.at(l.op.Out), in.C, in.H, in.W, out.H, out.W)
}

type padShortcut struct{ op *arch.PadShortcut }

func (l *padShortcut) kernels() []kernel { return []kernel{{name: "shortcut"}} }
func (l *padShortcut) pack(*packer)      {}

func (l *padShortcut) record(r *recorder) {
	in, out := r.graph.Shape(l.op.In), r.graph.Shape(l.op.Out)
	r.dispatch(l.kernels()[0], ceilDiv(out.H*out.W, 64), out.C,
		r.at(l.op.In), r.at(l.op.Out), in.C, in.H, in.W, out.C, out.H, out.W,
		l.op.Before(r.graph), l.op.Stride)
}
