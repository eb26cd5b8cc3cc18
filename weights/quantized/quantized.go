package quantized

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"regnetlens/weights/safetensors"
)

// Key is the metadata's key of the form's version, and Version the one that is
// read and written here.
const (
	Key     = "regnet.quantized"
	Version = "1"
)

// ScaleOf is the name of the tensor that holds a matrix's scales.
func ScaleOf(name string) string { return name + "_scale" }

// The reasons for which a quantized matrix is refused. The error returned wraps
// one of them and says where.
var (
	ErrVersion    = errors.New("the file holds I8 and its metadata do not say version " + Version + " of " + Key)
	ErrNoMatrix   = errors.New("only matrices are stored as I8")
	ErrNoScale    = errors.New("its scales are missing")
	ErrScaleShape = errors.New("its scales are not F16, one a channel")
	ErrScaleValue = errors.New("a scale is not a finite number above 0")
	ErrCode       = errors.New("a code is -128, which the form does not have")
)

// Check says what is wrong with the entries of the matrix name, of a shape, and
// of its scales in a file whose metadata name a version.
func Check(name string, shape []int, version string, lookup func(name string) (safetensors.Info, bool)) error {
	if version != Version {
		return ErrVersion
	}
	if len(shape) < 2 {
		return ErrNoMatrix
	}
	scale, ok := lookup(ScaleOf(name))
	if !ok {
		return ErrNoScale
	}
	if scale.DType != safetensors.F16 || !slices.Equal(scale.Shape, shape[:1]) {
		return fmt.Errorf("%w: %s %v", ErrScaleShape, scale.DType, scale.Shape)
	}
	return nil
}

// Widen multiplies codes, as many for each channel, by their channels' scales.
func Widen(codes, scale []float32) error {
	for o, s := range scale {
		if !(s > 0 && s <= math.MaxFloat32) {
			return fmt.Errorf("%w: channel %d has %g", ErrScaleValue, o, s)
		}
		row := codes[o*len(codes)/len(scale):][:len(codes)/len(scale)]
		for i, code := range row {
			if code == -128 {
				return fmt.Errorf("%w: value %d of channel %d", ErrCode, i, o)
			}
			row[i] = code * s
		}
	}
	return nil
}
