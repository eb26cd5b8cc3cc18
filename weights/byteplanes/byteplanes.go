// Package byteplanes reorders a weight file for its way to the page. In 16-bit
// values the byte of sign and exponent repeats itself and the byte of the
// mantissa does not; a compressor that meets them apart does better (the
// shuffle filter of HDF5 and Blosc): the shipped F16 files lose 4 % more under
// Brotli.
//
// The page's build writes this form and wasm/fetch undoes it, checking the
// sum of the file proper. Everywhere else weight files are plain safetensors.
package byteplanes

import "encoding/binary"

// Suffix is what the reordered form of a weight file is called by.
const Suffix = ".planes"

// Split reorders a safetensors file: the header stays, and of the data come
// all bytes at even places, then all at odd ones. Any bytes will do, for Join
// undoes it exactly.
func Split(file []byte) []byte {
	out := append(make([]byte, 0, len(file)), header(file)...)
	data := file[len(out):]
	for first := range 2 {
		for i := first; i < len(data); i += 2 {
			out = append(out, data[i])
		}
	}
	return out
}

// Join undoes [Split].
func Join(split []byte) []byte {
	out := make([]byte, len(split))
	data := split[copy(out, header(split)):]
	joined := out[len(out)-len(data):]
	even, odd := data[:(len(data)+1)/2], data[(len(data)+1)/2:]
	for i, b := range odd { // a visitor waits for it: no more than it takes
		joined[2*i], joined[2*i+1] = even[i], b
	}
	if len(even) > len(odd) {
		joined[len(joined)-1] = even[len(even)-1]
	}
	return out
}

// header is the part of a safetensors file before its data: eight bytes of
// length and so many of JSON; all of a file that says more than it has.
func header(file []byte) []byte {
	if len(file) < 8 {
		return file
	}
	n := binary.LittleEndian.Uint64(file)
	if n > uint64(len(file)-8) {
		return file
	}
	return file[:8+n]
}
