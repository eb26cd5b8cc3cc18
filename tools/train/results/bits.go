package results

import (
	"encoding/hex"
	"fmt"
	"math/bits"
)

// Bits are yes or no for a number of pictures, rounded up to eight. In JSON
// they are hexadecimal, the first picture in the highest bit.
type Bits []byte

// NewBits is no for so many pictures.
func NewBits(n int) Bits { return make(Bits, (n+7)/8) }

// Len is for how many pictures there is room.
func (b Bits) Len() int { return 8 * len(b) }

// Set says yes for a picture.
func (b Bits) Set(i int) { b[i/8] |= 0x80 >> (i % 8) }

// Count is the number of yeses.
func (b Bits) Count() int {
	n := 0
	for _, v := range b {
		n += bits.OnesCount8(v)
	}
	return n
}

// Without is the number of pictures with yes here and no there.
func (b Bits) Without(other Bits) int {
	n := 0
	for i, v := range b {
		n += bits.OnesCount8(v &^ other[i])
	}
	return n
}

// MarshalText implements encoding.TextMarshaler.
func (b Bits) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(b)), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (b *Bits) UnmarshalText(text []byte) error {
	v, err := hex.DecodeString(string(text))
	if err != nil {
		return fmt.Errorf("results: answers: %w", err)
	}
	*b = v
	return nil
}
