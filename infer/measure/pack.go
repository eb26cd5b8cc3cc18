package measure

import (
	"encoding/binary"
	"math"
)

// pairBytes is the size of a packed pair: five little-endian float32.
const pairBytes = 20

// Pack writes the pairs of a table as bytes, for a message.
func (t *Table) Pack() []byte {
	b := make([]byte, 0, pairBytes*len(t.Pairs))
	for _, p := range t.Pairs {
		for _, v := range []float64{p.Cosine, float64(p.Pictures), p.HSICXY, p.HSICXX, p.HSICYY} {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
		}
	}
	return b
}

// Unpack reads what Pack wrote; false if the bytes are not a table of this
// size.
func Unpack(b []byte, rows, columns int) (Table, bool) {
	if rows < 0 || columns < 0 || len(b) != pairBytes*rows*columns {
		return Table{}, false
	}
	t := Table{rows, columns, make([]Pair, rows*columns)}
	for i := range t.Pairs {
		var v [5]float64
		for k := range v {
			v[k] = float64(math.Float32frombits(binary.LittleEndian.Uint32(b[i*pairBytes+4*k:])))
		}
		t.Pairs[i] = Pair{v[0], int(v[1]), v[2], v[3], v[4]}
	}
	return t, true
}
