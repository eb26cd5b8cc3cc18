package kernels

// What dispatches say: the structs Params of the texts, field by field. An
// offset is where something begins, in elements: of an activation in the arena,
// of weights among the weights. Sizes are a picture's.

// ConvParams are those of conv.wgsl.
type ConvParams struct {
	In1, In2                 int // the input and what is concatenated to it
	C1, C2                   int // their channels
	H, W                     int // their size
	Out, OutC, OutC4, OH, OW int
	Add                      int // the shortcut, or None
	Pre                      int // where the sum's term goes, or None
	Weight, Bias             int
	ReLU                     bool
}

// CellParams are those of cell.wgsl.
type CellParams struct {
	X, H, C                int // the input I and the state, which is None in a stage's first block
	OutH, OutC             int
	Channels, Rows, Cols   int
	Weight                 int
	Tap0, Tap1, Tap2, Tap3 int // where gates go that are looked at, or None
	Z, RH                  int // of the gru, between its two kernels
}

// MaxPoolParams are those of maxpool.wgsl.
type MaxPoolParams struct{ In, Out, Channels, H, W, OH, OW int }

// ShortcutParams are those of shortcut.wgsl.
type ShortcutParams struct{ In, Out, C, H, W, OutC, OH, OW, Before, Stride int }

// SqueezeParams are those of squeeze.wgsl.
type SqueezeParams struct{ In, Channels, Area, Hidden, FC1, FC2, Mean, Middle, Scale int }

// ExciteParams are those of excite.wgsl.
type ExciteParams struct{ In, Out, Channels, Area, Scale, Add, Pre int }

// HeadParams are those of head.wgsl.
type HeadParams struct{ In, Channels, Area, Classes, Weight, Gap, Logits, Probabilities int }

// EditParams are those of edit.wgsl.
type EditParams struct {
	Value    int // what is edited
	Before   int // what takes its place, or None
	First    int // channel
	Channels int // of the activation
	Area     int
	Factor   float32
}

// PeakMathParams are those of peak_math.wgsl.
type PeakMathParams struct{ Rounds int }

// PeakCopyParams are those of peak_copy.wgsl.
type PeakCopyParams struct{ Half int }

// MapParams are those of map.wgsl, whose struct is called Map.
type MapParams struct {
	First, Second        int // where the map begins, and what is taken off it, or None
	Channels, Rows, Cols int
	Columns, Gap         int // of the atlas
	Slot                 int // where the scale's end lies
	Signed               bool
	Low, High            float32 // the scale, if it is not measured
	Measured             bool
}
