package safetensors

import (
	"encoding/binary"
	"math"
)

// DType is an element type, by the name the format gives it.
type DType string

// The types whose elements this package gives out, all but I8 as float32. The
// others of the format (wider integers, F8) are recognised so that a file holding
// them parses.
const (
	F32  DType = "F32"
	F16  DType = "F16"
	BF16 DType = "BF16"
	F64  DType = "F64"
	I8   DType = "I8"
)

// Size returns the bytes of one element, 0 for a type the format does not have.
func (t DType) Size() int {
	switch t {
	case I8, "BOOL", "U8", "F8_E5M2", "F8_E4M3":
		return 1
	case F16, BF16, "I16", "U16":
		return 2
	case F32, "I32", "U32":
		return 4
	case F64, "I64", "U64":
		return 8
	}
	return 0
}

// widen converts little-endian elements to float32; false for a type it does
// not convert.
func (t DType) widen(b []byte) ([]float32, bool) {
	switch t {
	case F32:
		out := make([]float32, len(b)/4)
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
		return out, true
	case F16:
		out := make([]float32, len(b)/2)
		for i := range out {
			out[i] = HalfToFloat(binary.LittleEndian.Uint16(b[2*i:]))
		}
		return out, true
	case BF16:
		out := make([]float32, len(b)/2)
		for i := range out {
			out[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(b[2*i:])) << 16)
		}
		return out, true
	case F64:
		out := make([]float32, len(b)/8)
		for i := range out {
			out[i] = float32(math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:])))
		}
		return out, true
	}
	return nil, false
}

// HalfToFloat widens an IEEE 754 half (1 sign, 5 exponent, 10 fraction bits);
// every half, NaN payloads included, has an exact float32.
func HalfToFloat(h uint16) float32 {
	sign := uint32(h&0x8000) << 16
	exponent := uint32(h>>10) & 0x1f
	fraction := uint32(h & 0x3ff)
	switch exponent {
	case 0: // zero and subnormals: fraction × 2⁻²⁴
		v := float32(fraction) * 0x1p-24
		return math.Float32frombits(sign | math.Float32bits(v))
	case 0x1f: // infinity and NaN
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+127-15)<<23 | fraction<<13)
}

// FloatToHalf rounds to the nearest IEEE 754 half, ties to the even one.
// Beyond ±65,504 (from ±65,520 on) it gives an infinity; NaN stays NaN.
func FloatToHalf(v float32) uint16 {
	bits := math.Float32bits(v)
	sign := uint16(bits >> 16 & 0x8000)
	bits &= 0x7fffffff
	switch {
	case bits > 0x7f800000: // NaN: keep the payload's top bits, but never make it an infinity
		h := uint16(bits >> 13 & 0x3ff)
		if h == 0 {
			h = 0x200
		}
		return sign | 0x7c00 | h
	case bits >= 0x477ff000: // ≥ 65,520 rounds up past the largest half
		return sign | 0x7c00
	case bits >= 0x38800000: // ≥ 2⁻¹⁴, a normal half
		bits -= (127 - 15) << 23
		return sign | uint16((bits+0xfff+(bits>>13&1))>>13)
	case bits <= 0x33000000: // ≤ 2⁻²⁵, half the smallest subnormal: a tie goes to zero
		return sign
	}
	// A subnormal half counts units of 2⁻²⁴. Scaling by a power of two is
	// exact, and so is the rounding below.
	n := math.RoundToEven(float64(math.Float32frombits(bits)) * 0x1p24)
	return sign | uint16(n)
}
