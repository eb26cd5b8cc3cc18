package quantized

import (
	"fmt"
	"math"
	"slices"

	"regnetlens/weights/safetensors"
)

// Largest is the largest code.
const Largest = 127

// least is the number of values in an output channel from which on I8 and a
// scale are smaller than F16.
const least = 3

// correlation is how alike neighbouring pixels of a feature map are taken to be:
// the share of a value's rounding that the next can make good.
const correlation = 0.9

// Tensors are a network's parameters in this form, to be written; the matrices of
// the names in keep stay F16. The same values always give the same codes.
func Tensors(params []safetensors.Tensor, keep []string) ([]safetensors.Tensor, error) {
	for _, name := range keep {
		if !slices.ContainsFunc(params, func(p safetensors.Tensor) bool { return p.Name == name }) {
			return nil, fmt.Errorf("quantized: %s is to be kept, and is no parameter", name)
		}
	}
	var out []safetensors.Tensor
	for _, p := range params {
		if len(p.Shape) < 2 || p.Shape[0] == 0 || len(p.Data)/p.Shape[0] < least || slices.Contains(keep, p.Name) {
			p.DType = safetensors.F16
			out = append(out, p)
			continue
		}
		codes, scale, err := quantize(p)
		if err != nil {
			return nil, fmt.Errorf("quantized: %s: %w", p.Name, err)
		}
		out = append(out, codes, scale)
	}
	return out, nil
}

// quantize finds a matrix's codes and scales.
func quantize(p safetensors.Tensor) (codes, scale safetensors.Tensor, err error) {
	channels := p.Shape[0]
	codes = safetensors.Tensor{Name: p.Name, DType: safetensors.I8, Shape: p.Shape, Data: make([]float32, len(p.Data))}
	scale = safetensors.Tensor{Name: ScaleOf(p.Name), DType: safetensors.F16, Shape: []int{channels}, Data: make([]float32, channels)}
	window := 1 // values that meet neighbouring pixels
	for _, n := range p.Shape[min(2, len(p.Shape)):] {
		window *= n
	}
	per := len(p.Data) / channels
	for o := range channels {
		row := p.Data[o*per:][:per]
		largest := 0.0
		for i, v := range row {
			size := math.Abs(float64(v))
			if !(size <= math.MaxFloat32) {
				return codes, scale, fmt.Errorf("value %d of channel %d is %g, no finite number", i, o, v)
			}
			largest = max(largest, size)
		}
		if scale.Data[o] = step(largest); !(scale.Data[o] <= math.MaxFloat32) {
			return codes, scale, fmt.Errorf("channel %d has a value of size %g, more than codes and a scale of F16 can hold", o, largest)
		}
		round(codes.Data[o*per:][:per], row, window, float64(scale.Data[o]))
	}
	return codes, scale, nil
}

// step is the least half that takes the largest value of a channel to no more
// than the largest code; 1 for a channel of zeros.
func step(largest float64) float32 {
	if largest == 0 {
		return 1
	}
	h := safetensors.FloatToHalf(float32(largest / Largest))
	if float64(safetensors.HalfToFloat(h))*Largest < largest {
		h++ // halves above 0 are in the order of their bits
	}
	return safetensors.HalfToFloat(h)
}

// round fills in the codes of a channel. What a value loses is carried over to
// the next of its window.
func round(codes, row []float32, window int, step float64) {
	carry := 0.0
	for i, v := range row {
		if i%window == 0 {
			carry = 0
		}
		want := float64(v)/step + carry
		code := math.Max(-Largest, math.Min(Largest, math.RoundToEven(want)))
		codes[i], carry = float32(code), float64(correlation*(want-code)) // rounded by itself: the same codes on every processor
	}
}
