//go:build js

package webgpu

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
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

// gruState is the second half of a GRU by its first.
var gruState = map[kernel]kernel{
	{name: "gru_gates"}:      {name: "gru_state"},
	{name: "gru_gates_tile"}: {name: "gru_state_tile"},
}

func (l *cell) kernels() []kernel {
	if second, ok := gruState[l.kernel]; ok {
		return []kernel{l.kernel, second}
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

func (l *cell) candidates() []kernel {
	switch l.op.Kind {
	case arch.RegulatorGRU:
		return []kernel{{name: "gru_gates"}, {name: "gru_gates_tile"}} // the second halves follow
	case arch.RegulatorLSTM:
		return []kernel{{name: "lstm"}, {name: "lstm_quad"}}
	}
	return []kernel{{name: "rnn"}, {name: "rnn_tile"}}
}

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
	taps := [4]int{none, none, none, none}
	for i, g := range l.op.Gates {
		taps[i] = r.at(g.Tap)
	}
	z, rh := none, none
	if l.op.Kind == arch.RegulatorGRU {
		z, rh = r.scratch(l.shape.Len()), r.scratch(l.shape.Len())
	}
	x := ceilDiv(l.shape.H*l.shape.W, 64)
	switch l.kernel.name {
	case "lstm_quad":
		x = tiles(l.shape)
	case "rnn_tile", "gru_gates_tile":
		x = ceilDiv(ceilDiv(l.shape.H, 4)*ceilDiv(l.shape.W, 2), 64)
	}
	for _, k := range l.kernels() {
		r.dispatch(k, x, l.op.N,
			r.at(l.op.X), r.at(l.op.H), r.at(l.op.C), r.at(l.op.OutH), r.at(l.op.OutC),
			l.op.N, l.shape.H, l.shape.W, l.weight, taps[0], taps[1], taps[2], taps[3], z, rh)
	}
}
