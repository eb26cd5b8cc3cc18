//go:build js

package webgpu

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/kernels"
)

type maxPool struct{ op *arch.MaxPool }

func (l *maxPool) operation() arch.Op { return l.op }
func (l *maxPool) kernels() []kernel  { return []kernel{plain(kernels.MaxPool)} }
func (l *maxPool) pack(*packer)       {}

func (l *maxPool) record(r *recorder) {
	in, out := r.graph.Shape(l.op.In), r.graph.Shape(l.op.Out)
	r.dispatch(plain(kernels.MaxPool), out, kernels.Words(&kernels.MaxPoolParams{
		In: r.at(l.op.In), Out: r.at(l.op.Out), Channels: in.C, H: in.H, W: in.W, OH: out.H, OW: out.W,
	}))
}

type padShortcut struct{ op *arch.PadShortcut }

func (l *padShortcut) operation() arch.Op { return l.op }
func (l *padShortcut) kernels() []kernel  { return []kernel{plain(kernels.Shortcut)} }
func (l *padShortcut) pack(*packer)       {}

func (l *padShortcut) record(r *recorder) {
	in, out := r.graph.Shape(l.op.In), r.graph.Shape(l.op.Out)
	r.dispatch(plain(kernels.Shortcut), out, kernels.Words(&kernels.ShortcutParams{
		In: r.at(l.op.In), Out: r.at(l.op.Out), C: in.C, H: in.H, W: in.W, OutC: out.C, OH: out.H, OW: out.W,
		Before: l.op.Before(r.graph), Stride: l.op.Stride,
	}))
}
