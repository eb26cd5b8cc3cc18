//go:build !js

package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// heif is the beginning of an AVIF file whose properties name these sizes, in
// pairs.
func heif(brand string, sizes ...uint32) []byte {
	b := []byte("\x00\x00\x00\x1cftyp" + brand + "\x00\x00\x00\x00mif1miaf")
	for i := 0; i < len(sizes); i += 2 {
		b = append(b, "\x00\x00\x00\x14ispe\x00\x00\x00\x00"...)
		b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, sizes[i]), sizes[i+1])
	}
	return b
}

func TestProbe(t *testing.T) {
	file := func(format string) []byte { return encode(t, format, quarters(30, 20)) }
	for _, test := range []struct {
		name string
		data []byte
		want Header
		err  string
	}{
		{"JPEG", file("JPEG"), Header{"JPEG", 30, 20}, ""},
		{"PNG", file("PNG"), Header{"PNG", 30, 20}, ""},
		{"GIF", file("GIF"), Header{"GIF", 30, 20}, ""},
		{"BMP", file("BMP"), Header{"BMP", 30, 20}, ""},
		{"BMP from the top", []byte("BM....\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00\x1e\x00\x00\x00\xec\xff\xff\xff"), Header{"BMP", 30, 20}, ""},
		{"BMP of OS/2", []byte("BM....\x00\x00\x00\x00\x1a\x00\x00\x00\x0c\x00\x00\x00\x1e\x00\x14\x00\x01\x00\x18\x00"), Header{"BMP", 30, 20}, ""},
		{"lossy WebP", []byte("RIFF....WEBPVP8 ....\x00\x00\x00\x9d\x01\x2a\x1e\x40\x14\x80"), Header{"WebP", 30, 20}, ""},
		{"lossless WebP", []byte("RIFF....WEBPVP8L....\x2f\x1d\xc0\x04\x00"), Header{"WebP", 30, 20}, ""},
		{"extended WebP", []byte("RIFF....WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\x1d\x00\x00\x13\x00\x00"), Header{"WebP", 30, 20}, ""},
		{"AVIF", heif("avif", 30, 20), Header{"AVIF", 30, 20}, ""},
		{"AVIF of tiles", heif("avif", 512, 512, 3000, 2000, 8, 8), Header{"AVIF", 3000, 2000}, ""},
		{"HEIC", heif("heic", 30, 20), Header{"HEIC", 30, 20}, ""},
		{"icon", []byte("\x00\x00\x01\x00\x01\x00"), Header{"ICO", 256, 256}, ""},
		{"SVG", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), Header{Format: "SVG"}, ""},
		{"SVG after a preamble", []byte("\ufeff<?xml version='1.0'?>\n<!DOCTYPE svg>\n<!-- x --><svg/>"), Header{Format: "SVG"}, ""},
		{"just enough", []byte("GIF89a\x40\x1f\x40\x1f"), Header{"GIF", 8000, 8000}, ""},

		{"one row too many", pngHeader(8001, 8000), Header{}, "(65 Mpx) is over the limit of 64 Mpx"},
		{"huge GIF", []byte("GIF87a\xff\xff\xff\xff"), Header{}, "65535 × 65535 pixels (4295 Mpx) is over the limit"},
		{"huge BMP", bmpHeader(1<<30, 1<<30), Header{}, "over the limit"},
		{"huge WebP", []byte("RIFF....WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00\xff\xff\xff\xff\xff\xff"), Header{}, "over the limit"},
		{"huge AVIF", heif("avif", 1<<32-1, 1<<32-1), Header{}, "over the limit"},
		{"huge AVIF behind a small one", heif("avif", 8, 8, 1<<31, 1), Header{}, "over the limit"},
		{"BMP of no pixels", bmpHeader(0, 5), Header{}, "has no pixels"},
		{"AVIF without a size", heif("avif"), Header{}, "does not say how large"},
		{"only GIF89a", []byte("GIF89a"), Header{}, "does not say how large"},
		{"half an extended WebP", []byte("RIFF....WEBPVP8X\x0a\x00\x00\x00"), Header{}, "does not say how large"},
		{"half a JPEG header", []byte("\xff\xd8\xff"), Header{}, "this JPEG picture is cut short"},
		{"a film", heif("isom", 30, 20), Header{}, "not a JPEG"},
		{"nothing", nil, Header{}, "not a JPEG"},
		{"text", []byte("hello, world"), Header{}, "not a JPEG"},
	} {
		got, err := Probe(test.data)
		switch {
		case test.err == "" && (err != nil || got != test.want):
			t.Errorf("%s: %+v, %v", test.name, got, err)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%s: %+v, %v; want an error with %q", test.name, got, err, test.err)
		case strings.Contains(test.err, "not a JPEG") && !errors.Is(err, ErrFormat):
			t.Errorf("%s: %v is not ErrFormat", test.name, err)
		}
	}
}

// FuzzProbe holds that no bytes make Probe panic, and that it says of a picture
// what Go's decoders say.
func FuzzProbe(f *testing.F) {
	for _, format := range []string{"JPEG", "PNG", "GIF", "BMP"} {
		f.Add(encode(f, format, quarters(9, 6)))
	}
	f.Add(heif("avif", 9, 6))
	f.Add([]byte("<svg"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := Probe(data)
		if err != nil {
			return
		}
		if h.Format != "SVG" && (h.Width <= 0 || h.Height <= 0 || h.Width > MaxPixels/h.Height) {
			t.Fatalf("%+v", h)
		}
		var c image.Config
		switch h.Format {
		case "JPEG":
			c, err = jpeg.DecodeConfig(bytes.NewReader(data))
		case "PNG":
			c, err = png.DecodeConfig(bytes.NewReader(data))
		default:
			return
		}
		if err != nil || c.Width != h.Width || c.Height != h.Height {
			t.Fatalf("%+v, and the decoder says %d × %d, %v", h, c.Width, c.Height, err)
		}
	})
}
