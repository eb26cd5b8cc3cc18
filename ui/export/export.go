// Package export writes what the page shows as files of other programs.
package export

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"

	"regnetlens/wasm/protocol"
)

// NPY is the values of a tap as a file of NumPy's format 1.0: little-endian
// float32 of shape (channels, height, width), the last index varying fastest
// (numpy.lib.format: magic, version, length of the header, a header that is a
// Python literal and ends the multiple of 64 bytes with a newline, data).
func NPY(v *protocol.TapValues) ([]byte, error) {
	if err := check(v); err != nil {
		return nil, err
	}
	header := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d, %d), }", v.Channels, v.Height, v.Width)
	const before = 10 // magic, version, length
	for (before+len(header)+1)%64 != 0 {
		header += " "
	}
	header += "\n"
	out := append([]byte("\x93NUMPY\x01\x00"), 0, 0)
	binary.LittleEndian.PutUint16(out[8:], uint16(len(header)))
	return append(append(out, header...), v.Values...), nil
}

// CSV is the values of a tap as a table (RFC 4180): channel, row, column, all
// from 1 as on the page, and the value with every digit that it has.
func CSV(v *protocol.TapValues) ([]byte, error) {
	if err := check(v); err != nil {
		return nil, err
	}
	b := []byte("channel,row,column,value\r\n")
	plane := v.Height * v.Width
	for i := range v.Channels * plane {
		for _, n := range []int{i / plane, i % plane / v.Width, i % v.Width} {
			b = append(strconv.AppendInt(b, int64(n+1), 10), ',')
		}
		value := math.Float32frombits(binary.LittleEndian.Uint32(v.Values[4*i:]))
		b = append(strconv.AppendFloat(b, float64(value), 'g', -1, 32), "\r\n"...)
	}
	return b, nil
}

func check(v *protocol.TapValues) error {
	if want := 4 * v.Channels * v.Height * v.Width; v.Channels < 1 || v.Height < 1 || v.Width < 1 || len(v.Values) != want {
		return fmt.Errorf("export: tap %s: %d bytes for %d × %d × %d values", v.Tap, len(v.Values), v.Channels, v.Height, v.Width)
	}
	return nil
}
