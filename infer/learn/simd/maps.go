//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// tensorMap is an activation, or a gradient of one, for a whole pass: picture
// by picture, row by row, pixel by pixel (NHWC), the channels padded.
type tensorMap struct {
	data     []float32
	h, w     int
	channels int // padded
}

// mapSize is how many values a map of a shape has for so many pictures.
func mapSize(s arch.Shape, pictures int) int {
	return pictures * s.H * s.W * kernel.Padded(s.C)
}

// newMap is a map of shape s in data.
func newMap(s arch.Shape, data []float32) *tensorMap {
	return &tensorMap{data: data, h: s.H, w: s.W, channels: kernel.Padded(s.C)}
}

// line is the length of a row, picture that of a picture.
func (m *tensorMap) line() int    { return m.w * m.channels }
func (m *tensorMap) picture() int { return m.h * m.line() }

// pixel is the distance between pixels in bytes.
func (m *tensorMap) pixel() uintptr { return uintptr(m.channels) * 4 }

// at is the address of a row of a picture.
func (m *tensorMap) at(picture, row int) unsafe.Pointer {
	return kernel.At(m.data, (picture*m.h+row)*m.line())
}

// floats are n values at p.
func floats(p unsafe.Pointer, n int) []float32 { return unsafe.Slice((*float32)(p), n) }
