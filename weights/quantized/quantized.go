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

// Widen returns the values that codes stand for, as many of them for each channel
// as there are scales.
func Widen(codes []int8, scale []float32) ([]float32, error) {
	out := make([]float32, len(codes))
	per := len(codes) / max(len(scale), 1)
	for o, s := range scale {
		if !(s > 0 && s <= math.MaxFloat32) {
			return nil, fmt.Errorf("%w: channel %d has %g", ErrScaleValue, o, s)
		}
		for i, code := range codes[o*per:][:per] {
			if code == -128 {
				return nil, fmt.Errorf("%w: value %d of channel %d", ErrCode, i, o)
			}
			out[o*per+i] = float32(code) * s
		}
	}
	return out, nil
}
