//go:build js

package webgpu

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/kernels"
)

type cell struct {
	op     *arch.Cell
	p      *infer.CellParams
	shape  arch.Shape
	kernel kernel // the first, of the gru
	weight int
}

func newCell(g *arch.Graph, op *arch.Cell, p *infer.CellParams) *cell {
	l := &cell{op: op, p: p, shape: g.Shape(op.X)}
	l.kernel = l.candidates()[0]
	return l
}

func (l *cell) kernels() []kernel {
	if second := l.kernel.Then; second != nil {
		return []kernel{l.kernel, plain(second)}
	}
	return []kernel{l.kernel}
}

func (l *cell) operation() arch.Op { return l.op }

func (l *cell) family() string { return l.op.Kind.String() }

func (l *cell) signature() string {
	state := ""
	if l.op.H == arch.None {
		state = " first"
	}
	return fmt.Sprintf("%s %d %dx%d%s", l.family(), l.shape.C, l.shape.H, l.shape.W, state)
}

func (l *cell) candidates() []kernel { return fitting(kernels.Cells, l.op) }

func (l *cell) use(k kernel) { l.kernel = k }

// room counts a gate's two windows and bias, and the norm's scale and shift.
func (l *cell) room() int { return l.op.N * (19*len(l.p.Gates) + 2) }

// pack orders the weights by channel, and multiplies what belongs to X and to
// H into the windows.
func (l *cell) pack(w *packer) {
	gates := len(l.p.Gates)
	all := make([]float32, 0, l.room())
	for n := range l.op.N {
		for input := range 2 {
			for k := range 9 {
				for _, g := range l.p.Gates {
					all = append(all, g.Fuse[2*n+input]*g.Conv[9*n+k])
				}
			}
		}
		for g := range gates {
			all = append(all, l.p.Gates[g].Bias[n])
		}
		all = append(all, l.p.Scale[n], l.p.Shift[n])
	}
	l.weight = w.add(all)
}

func (l *cell) record(r *recorder) {
	taps := [4]int{kernels.None, kernels.None, kernels.None, kernels.None}
	for i, g := range l.op.Gates {
		taps[i] = r.at(g.Tap)
	}
	p := kernels.CellParams{
		X: r.at(l.op.X), H: r.at(l.op.H), C: r.at(l.op.C), OutH: r.at(l.op.OutH), OutC: r.at(l.op.OutC),
		Channels: l.op.N, Rows: l.shape.H, Cols: l.shape.W, Weight: l.weight,
		Tap0: taps[0], Tap1: taps[1], Tap2: taps[2], Tap3: taps[3], Z: kernels.None, RH: kernels.None,
	}
	if l.kernel.Then != nil {
		p.Z, p.RH = r.scratch(l.shape.Len()), r.scratch(l.shape.Len())
	}
	for _, k := range l.kernels() {
		r.dispatch(k, l.shape, kernels.Words(&p))
	}
}
