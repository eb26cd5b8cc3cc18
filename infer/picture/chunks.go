package picture

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// pngChunks walks through the chunks of a PNG file (RFC 2083, section 3).
type pngChunks struct{ rest []byte }

var errChecksum = errors.New("a checksum differs")

const pngSignature = "\x89PNG\r\n\x1a\n"

func newPNGChunks(data []byte) pngChunks { return pngChunks{data[min(len(pngSignature), len(data)):]} }

// next returns the next chunk; io.ErrUnexpectedEOF where the file ends.
func (c *pngChunks) next() (name string, body []byte, err error) {
	if len(c.rest) < 12 {
		return "", nil, io.ErrUnexpectedEOF
	}
	n := uint64(binary.BigEndian.Uint32(c.rest))
	if n > uint64(len(c.rest)-12) {
		return "", nil, io.ErrUnexpectedEOF
	}
	checked := c.rest[4 : 8+n]
	if crc32.ChecksumIEEE(checked) != binary.BigEndian.Uint32(c.rest[8+n:]) {
		return "", nil, errChecksum
	}
	c.rest = c.rest[12+n:]
	return string(checked[:4]), checked[4:], nil
}

// pngOrientation returns the orientation in a PNG file's EXIF data.
func pngOrientation(data []byte) int {
	chunks := newPNGChunks(data)
	for {
		name, body, err := chunks.next()
		if err != nil {
			return 1
		}
		if name == "eXIf" {
			return tiffOrientation(body)
		}
	}
}
