package protocol

import (
	"encoding/binary"
	"math"
)

// PutFloats writes values as the bytes of a message: little-endian float32.
func PutFloats(values []float32) []byte {
	b := make([]byte, 4*len(values))
	for i, v := range values {
		binary.LittleEndian.PutUint32(b[4*i:], math.Float32bits(v))
	}
	return b
}

// Floats reads what PutFloats wrote.
func Floats(bytes []byte) []float32 {
	values := make([]float32, len(bytes)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(bytes[4*i:]))
	}
	return values
}

// At reads the value at row y and column x; false outside the channel.
func (m *ChannelMap) At(y, x int) (float32, bool) {
	i := 4 * (y*m.Width + x)
	if y < 0 || x < 0 || y >= m.Height || x >= m.Width || i+4 > len(m.Values) {
		return 0, false
	}
	return math.Float32frombits(binary.LittleEndian.Uint32(m.Values[i:])), true
}
