package kernels

import (
	"math"
	"unsafe"
)

// What dispatches say: the structs Params of the texts, field by field, in Go.
// An offset is where something begins, in elements: of an activation in the
// arena, of weights among the weights. Sizes are a picture's. Every field is as
// large as an int, which [Words] relies on.

// Float is a float32 as its bits, an f32 of the texts; int and Flag are a u32.
type Float int

// FloatOf makes one.
func FloatOf(v float32) Float { return Float(math.Float32bits(v)) }

// Flag is 0 or 1.
type Flag int

// FlagOf makes one.
func FlagOf(v bool) Flag {
	if v {
		return 1
	}
	return 0
}

// Words are parameters as the device reads them, each the lower 32 bits.
func Words[P any](params *P) []int {
	return unsafe.Slice((*int)(unsafe.Pointer(params)), unsafe.Sizeof(*params)/unsafe.Sizeof(0))
}

// ConvParams are those of conv.wgsl.
type ConvParams struct {
	In1, In2                 int // the input and what is concatenated to it
	C1, C2                   int // their channels
	H, W                     int // their size
	Out, OutC, OutC4, OH, OW int
	Add                      int // the shortcut, or None
	PreAdd                   int // where the sum's term goes, or None
	Weight, Bias             int
	ReLU                     Flag
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
type ExciteParams struct{ In, Out, Channels, Area, Scale, Add, PreAdd int }

// HeadParams are those of head.wgsl.
type HeadParams struct{ In, Channels, Area, Classes, Weight, Gap, Logits, Probabilities int }

// EditParams are those of edit.wgsl.
type EditParams struct {
	Value    int // what is edited
	Before   int // what takes its place, or None
	First    int // channel
	Channels int // of the activation
	Area     int
	Factor   Float
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
	Signed               Flag
	Low, High            Float // the scale, if it is not measured
	Measured             Flag
}
