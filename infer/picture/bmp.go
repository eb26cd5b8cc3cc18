//go:build !js

package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"

	"github.com/jsummers/gobmp"
)

// bmpConfig reads the size out of the header, in OS/2's form or Windows's.
func bmpConfig(data []byte) (image.Config, error) {
	const fileHeader, size = 14, 4
	if len(data) < fileHeader+size+8 {
		return image.Config{}, io.ErrUnexpectedEOF
	}
	header := data[fileHeader:]
	if binary.LittleEndian.Uint32(header) == 12 { // OS/2 1.x
		return image.Config{
			Width:  int(binary.LittleEndian.Uint16(header[4:])),
			Height: int(binary.LittleEndian.Uint16(header[6:])),
		}, nil
	}
	height := int(int32(binary.LittleEndian.Uint32(header[8:])))
	return image.Config{
		Width:  int(int32(binary.LittleEndian.Uint32(header[4:]))),
		Height: max(height, -height), // negative: the first row is the upper one
	}, nil
}

// decodeBMP reads all that BMP files are: 1 to 32 bits a pixel, run lengths,
// the headers of OS/2 and Windows.
func decodeBMP(data []byte) (image.Image, error) {
	img, err := gobmp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if runLengthsCut(data) {
		return nil, io.ErrUnexpectedEOF
	}
	return img, nil
}

// runLengthsCut reports whether the run lengths of a file end without their
// mark of an end, of which the library makes nothing.
func runLengthsCut(data []byte) bool {
	const (
		offset      = 10 // the place of the pixels' place
		compression = 30 // that of the compression, in a Windows header
		rle8, rle4  = 1, 2
		padding     = 16 // some writers fill the file up
	)
	if len(data) < compression+4 || binary.LittleEndian.Uint32(data[14:]) < 40 {
		return false
	}
	kind := binary.LittleEndian.Uint32(data[compression:])
	if kind != rle8 && kind != rle4 {
		return false
	}
	runs := data[min(len(data), int(binary.LittleEndian.Uint32(data[offset:]))):]
	for i := max(0, len(runs)-padding) &^ 1; i+1 < len(runs); i += 2 {
		if runs[i] == 0 && runs[i+1] == 1 {
			return false
		}
	}
	return true
}
