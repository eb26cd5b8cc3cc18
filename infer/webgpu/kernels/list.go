package kernels

import "regnetlens/infer/arch"

// The shapes of workgroups.
var (
	pixels   = Group{Tiles: 64, Rows: 1, Columns: 1, Channels: 1} // an invocation makes a value
	quads    = Group{Tiles: 8, Rows: 4, Columns: 2, Channels: 1}  // eight invocations a tile of 4 × 2
	tiles4x2 = Group{Tiles: 64, Rows: 4, Columns: 2, Channels: 1} // an invocation a tile of 4 × 2
)

// Convs are the kernels of convolutions. The first fits all and runs
// everywhere; a device that is slow to compile gets the first two that fit.
var Convs = []*Kernel{
	{Name: "conv_direct", under: conv, Group: Group{64, 1, 1, 4}, Fits: anyConv, Sized: true},
	{Name: "conv3x3_quad", under: conv, Group: Group{8, 4, 2, 8}, Fits: plain3x3, Subgroups: true},
	{Name: "conv3x3_winograd", under: conv, Group: Group{64, 2, 2, 4}, Fits: plain3x3, Filter: winograd2x2},
	{Name: "conv3x3_winograd4", under: conv, Loss: 1e-4, Group: Group{64, 4, 4, 2}, Fits: plain3x3, Filter: winograd4x4},
	{Name: "conv_quad", under: conv, Group: Group{128, 1, 1, 8}, Fits: otherConv, Sized: true, Subgroups: true},
	{Name: "conv_tile", under: []string{"common", "conv", "single"}, Group: Group{64, 1, 1, 32}, Fits: anyConv, Sized: true},
	{Name: "conv_tile_half", file: "conv_tile", under: []string{"common", "conv", "half"}, Loss: 1e-2,
		Group: Group{64, 1, 1, 32}, Fits: anyConv, Sized: true, F16: true},
}

// Cells are the kernels of a regulator's time step, likewise.
var Cells = []*Kernel{
	{Name: "rnn", under: cell, Group: pixels, Fits: rnn},
	{Name: "rnn_tile", under: cellTile, Group: tiles4x2, Fits: rnn},
	{Name: "gru_gates", under: cell, Group: pixels, Fits: gru,
		Then: &Kernel{Name: "gru_state", under: cell, Group: pixels}},
	{Name: "gru_gates_tile", under: cellTile, Group: tiles4x2, Fits: gru,
		Then: &Kernel{Name: "gru_state_tile", under: cellTile, Group: tiles4x2}},
	{Name: "lstm", under: cell, Group: pixels, Fits: lstm},
	{Name: "lstm_quad", under: cell, Group: quads, Fits: lstm, Subgroups: true},
}

// The kernels that have no rival.
var (
	MaxPool  = &Kernel{Name: "maxpool", under: common, Group: pixels}
	Shortcut = &Kernel{Name: "shortcut", under: common, Group: pixels}
	Squeeze  = &Kernel{Name: "squeeze", under: common}
	Excite   = &Kernel{Name: "excite", under: common, Group: pixels}
	Head     = &Kernel{Name: "head", under: common}
	Edit     = &Kernel{Name: "edit", under: common, Group: pixels}
	PeakMath = &Kernel{Name: "peak_math", under: common}
	PeakCopy = &Kernel{Name: "peak_copy", under: common}
	Extent   = &Kernel{Name: "extent", under: []string{"map"}}
	Paint    = &Kernel{Name: "paint", under: []string{"map"}} // draws, with vertex and fragment
)

// All lists every kernel.
func All() []*Kernel {
	all := append([]*Kernel{MaxPool, Shortcut, Squeeze, Excite, Head, Edit, PeakMath, PeakCopy, Extent, Paint}, Convs...)
	for _, k := range Cells {
		if all = append(all, k); k.Then != nil {
			all = append(all, k.Then)
		}
	}
	return all
}

// The files that kernels' own texts stand on.
var (
	common   = []string{"common"}
	conv     = []string{"common", "conv"}
	cell     = []string{"common", "cell"}
	cellTile = []string{"common", "cell", "cell_tile"}
)

func anyConv(op arch.Op) bool {
	_, ok := op.(*arch.Conv)
	return ok
}

// plain3x3 are the convolutions for which the quickest ways are worth a kernel
// of their own.
func plain3x3(op arch.Op) bool {
	c, ok := op.(*arch.Conv)
	return ok && c.Kernel == 3 && c.Stride == 1 && c.In2 == arch.None
}

func otherConv(op arch.Op) bool { return anyConv(op) && !plain3x3(op) }

func rnn(op arch.Op) bool  { return regulates(op, arch.RegulatorRNN) }
func gru(op arch.Op) bool  { return regulates(op, arch.RegulatorGRU) }
func lstm(op arch.Op) bool { return regulates(op, arch.RegulatorLSTM) }

func regulates(op arch.Op, r arch.Regulator) bool {
	c, ok := op.(*arch.Cell)
	return ok && c.Kind == r
}

// The matrices G of Winograd's F(2×2, 3×3) and F(4×4, 3×3) (Lavin & Gray, arXiv
// 1509.09308, Sections 4.1 and 4.2).
var (
	winograd2x2 = [][3]float64{{1, 0, 0}, {0.5, 0.5, 0.5}, {0.5, -0.5, 0.5}, {0, 0, 1}}
	winograd4x4 = [][3]float64{
		{1. / 4, 0, 0}, {-1. / 6, -1. / 6, -1. / 6}, {-1. / 6, 1. / 6, -1. / 6},
		{1. / 24, 1. / 12, 1. / 6}, {1. / 24, -1. / 12, 1. / 6}, {0, 0, 1},
	}
)
