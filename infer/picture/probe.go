package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image/jpeg"
	"image/png"
)

// Header is what the first bytes of a picture file say of it.
type Header struct {
	Format        string // as people call it
	Width, Height int    // in pixels, as stored; 0 for SVG, which has none
}

// errHeader says that a file begins like a picture, but its size is not to be
// found.
var errHeader = errors.New("its header is cut short or does not say how large it is")

// Probe reads a file's header, for whoever has the pixels decoded elsewhere: it
// knows more formats than [Decode], and refuses the same sizes. A few bytes may
// claim a picture that fills the memory, so this must come first. The errors are
// those of Decode.
func Probe(data []byte) (Header, error) {
	h, err := probe(data)
	if err != nil || h.Format == "SVG" {
		return h, err
	}
	return h, CheckSize(h.Format, h.Width, h.Height)
}

// CheckSize refuses pictures of no pixels and of more than MaxPixels.
func CheckSize(format string, width, height int) error {
	if width <= 0 || height <= 0 {
		return &Fault{Kind: Empty, Format: format, Width: width, Height: height}
	}
	if pixels := int64(width) * int64(height); pixels/int64(width) != int64(height) || pixels > MaxPixels {
		return &Fault{Kind: Large, Format: format, Width: width, Height: height}
	}
	return nil
}

// Decodes reports whether [Decode] knows the format of a file, without a browser.
func Decodes(data []byte) bool {
	for _, f := range formats {
		if f.matches(data) {
			_, err := f.config(data)
			return err == nil
		}
	}
	return false
}

func probe(data []byte) (h Header, err error) {
	le := binary.LittleEndian
	has := func(magic string) bool { return format{magic: magic}.matches(data) }
	// Fields beyond the end are 0, which no size is.
	field := func(at, n int) []byte {
		b := make([]byte, n)
		if at >= 0 && at < len(data) {
			copy(b, data[at:])
		}
		return b
	}
	u16 := func(at int) int { return int(le.Uint16(field(at, 2))) }
	u32 := func(at int) int { return int(le.Uint32(field(at, 4))) }
	switch {
	case has("\xff\xd8\xff"):
		h.Format = "JPEG"
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		h.Width, h.Height = c.Width, c.Height
		return h, wrapped(h.Format, err)
	case has("\x89PNG\r\n\x1a\n"):
		h.Format = "PNG"
		c, err := png.DecodeConfig(bytes.NewReader(data))
		h.Width, h.Height = c.Width, c.Height
		return h, wrapped(h.Format, err)
	case has("GIF8?a"):
		h = Header{"GIF", u16(6), u16(8)}
	case has("RIFF????WEBPVP8 "): // RFC 6386, section 9.1
		h = Header{"WebP", u16(26) & 0x3fff, u16(28) & 0x3fff}
	case has("RIFF????WEBPVP8L"): // RFC 9649, section 3.4
		bits := u32(21)
		h = Header{"WebP", bits&0x3fff + 1, bits>>14&0x3fff + 1}
	case has("RIFF????WEBPVP8X"): // RFC 9649, section 2.7
		h = Header{"WebP", u32(24)&0xffffff + 1, u32(27)&0xffffff + 1}
		if len(data) < 30 {
			h.Width, h.Height = 0, 0
		}
	case has("BM") && u32(14) == 12: // OS/2 1.x
		h = Header{"BMP", u16(18), u16(20)}
	case has("BM????\x00\x00\x00\x00"):
		h = Header{"BMP", int(int32(u32(18))), int(int32(u32(22)))}
		h.Height = max(h.Height, -h.Height) // below 0: stored from the top
	case has("\x00\x00\x01\x00"): // icons of Windows; 0 stands for 256
		h = Header{"ICO", 256, 256}
	case has("????ftyp"):
		h.Format = heifs[string(field(8, 4))]
		h.Width, h.Height = heifSize(data)
	case bytes.Contains(data[:min(len(data), 1024)], []byte("<svg")):
		return Header{Format: "SVG"}, nil
	}
	switch {
	case h.Format == "":
		return h, ErrFormat
	case h.Width == 0 && h.Height == 0:
		return h, wrapped(h.Format, errHeader)
	}
	return h, nil
}

// wrapped is a decoder's error as that of a format.
func wrapped(name string, err error) error {
	if err == nil {
		return nil
	}
	return format{name: name}.broken(err)
}

// heifs are the brands of still pictures in the file format of ISO/IEC 23008-12.
var heifs = map[string]string{"avif": "AVIF", "avis": "AVIF", "mif1": "HEIF", "msf1": "HEIF", "heic": "HEIC", "heix": "HEIC", "hevc": "HEIC"}

// heifSize is the largest of the sizes that such a file's properties name
// ("ispe", image spatial extents): a picture may be made of tiles, and all of
// them are in the list.
func heifSize(data []byte) (width, height int) {
	for {
		at := bytes.Index(data, []byte("ispe\x00\x00\x00\x00"))
		if at < 0 || len(data) < at+16 {
			return width, height
		}
		w, h := int(binary.BigEndian.Uint32(data[at+8:])), int(binary.BigEndian.Uint32(data[at+12:]))
		if float64(w)*float64(h) > float64(width)*float64(height) {
			width, height = w, h
		}
		data = data[at+16:]
	}
}
