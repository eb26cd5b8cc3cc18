package kernels

import "regnetlens/infer/arch"

// The shapes of workgroups.
var (
	pixels   = Group{Tiles: 64, Rows: 1, Columns: 1, Channels: 1} // an invocation makes a value
	quads    = Group{Tiles: 8, Rows: 4, Columns: 2, Channels: 1}  // eight invocations a tile of 4 × 2
	tiles4x2 = Group{Tiles: 64, Rows: 4, Columns: 2, Channels: 1} // an invocation a tile of 4 × 2
)

func (g Group) of(tiles, channels int) Group {
	g.Tiles, g.Channels = tiles, channels
	return g
}

func square(side, channels int) Group {
	return Group{Tiles: 64, Rows: side, Columns: side, Channels: channels}
}

// Convs are the kernels of convolutions. The first fits all and runs
// everywhere; a device that is slow to compile gets the first two that fit.
var Convs = []*Kernel{
	{Name: "conv_direct", under: conv, Params: ConvParams{}, Error: Exact, Group: pixels.of(64, 4), Fits: anyConv, Sized: true},
	{Name: "conv3x3_quad", under: conv, Params: ConvParams{}, Error: Exact, Group: quads.of(8, 8), Fits: plain3x3, Subgroups: true},
	{Name: "conv3x3_winograd", under: conv, Params: ConvParams{}, Error: Exact, Group: square(2, 4), Fits: plain3x3, Filter: winograd2x2},
	{Name: "conv3x3_winograd4", under: conv, Params: ConvParams{}, Error: 1e-4, Group: square(4, 2), Fits: plain3x3, Filter: winograd4x4},
	{Name: "conv_quad", under: conv, Params: ConvParams{}, Error: Exact, Group: pixels.of(128, 8), Fits: otherConv, Sized: true, Subgroups: true},
	{Name: "conv_tile", under: []string{"common", "conv", "single"}, Params: ConvParams{}, Error: Exact, Group: pixels.of(64, 32), Fits: anyConv, Sized: true},
	{Name: "conv_tile_half", file: "conv_tile", under: []string{"common", "conv", "half"}, Params: ConvParams{}, Error: 1e-2,
		Group: pixels.of(64, 32), Fits: anyConv, Sized: true, F16: true},
}

// Cells are the kernels of a regulator's time step, likewise.
var Cells = []*Kernel{
	{Name: "rnn", under: cell, Params: CellParams{}, Error: Exact, Group: pixels, Fits: regulator(arch.RegulatorRNN)},
	{Name: "rnn_tile", under: cellTile, Params: CellParams{}, Error: Exact, Group: tiles4x2, Fits: regulator(arch.RegulatorRNN)},
	{Name: "gru_gates", under: cell, Params: CellParams{}, Error: Exact, Group: pixels, Fits: regulator(arch.RegulatorGRU),
		Then: &Kernel{Name: "gru_state", under: cell, Params: CellParams{}, Error: Exact, Group: pixels}},
	{Name: "gru_gates_tile", under: cellTile, Params: CellParams{}, Error: Exact, Group: tiles4x2, Fits: regulator(arch.RegulatorGRU),
		Then: &Kernel{Name: "gru_state_tile", under: cellTile, Params: CellParams{}, Error: Exact, Group: tiles4x2}},
	{Name: "lstm", under: cell, Params: CellParams{}, Error: Exact, Group: pixels, Fits: regulator(arch.RegulatorLSTM)},
	{Name: "lstm_quad", under: cell, Params: CellParams{}, Error: Exact, Group: quads, Fits: regulator(arch.RegulatorLSTM), Subgroups: true},
}

// The kernels that have no rival.
var (
	MaxPool  = &Kernel{Name: "maxpool", under: common, Params: MaxPoolParams{}, Error: Exact, Group: pixels}
	Shortcut = &Kernel{Name: "shortcut", under: common, Params: ShortcutParams{}, Error: Exact, Group: pixels}
	Squeeze  = &Kernel{Name: "squeeze", under: common, Params: SqueezeParams{}, Error: Exact}
	Excite   = &Kernel{Name: "excite", under: common, Params: ExciteParams{}, Error: Exact, Group: pixels}
	Head     = &Kernel{Name: "head", under: common, Params: HeadParams{}, Error: Exact}
	Edit     = &Kernel{Name: "edit", under: common, Params: EditParams{}, Error: Exact, Group: pixels}
	PeakMath = &Kernel{Name: "peak_math", under: common, Params: PeakMathParams{}, Error: Exact}
	PeakCopy = &Kernel{Name: "peak_copy", under: common, Params: PeakCopyParams{}, Error: Exact}
	Extent   = &Kernel{Name: "extent", under: []string{"map"}, Params: MapParams{}, Error: Exact}
	Paint    = &Kernel{Name: "paint", under: []string{"map"}, Params: MapParams{}, Error: Exact} // draws, with vertex and fragment
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

func regulator(r arch.Regulator) func(arch.Op) bool {
	return func(op arch.Op) bool {
		c, ok := op.(*arch.Cell)
		return ok && c.Kind == r
	}
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
