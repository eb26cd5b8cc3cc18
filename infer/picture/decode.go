// Package picture turns the bytes of a picture file into the input of a
// network: decode, turn upright, cut the centre square, resample, normalise.
//
// The page, its worker and the native tools all go through it, so that a
// photograph gets the same numbers everywhere.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// MaxPixels is the largest picture that Decode accepts: 64 megapixels.
// The limit is held against the size in the file's header, before anything is
// decoded: a few bytes may claim a picture that fills the memory.
const MaxPixels = 64_000_000

// ErrFormat says that a file is no picture of a format that Decode reads.
var ErrFormat = errors.New("this file is not a JPEG, PNG, GIF, WebP or BMP picture")

// ErrBrowser says that a file is a picture of a format which the program leaves
// to the browser it runs in: readers of its own for all of them would make the
// page a third of a second slower to arrive on a slow line.
var ErrBrowser = errors.New("this picture is for the browser to read")

// format is one kind of picture file: its name, the bytes it begins with
// ('?' stands for any byte), its two readers, and what finds the orientation in
// its EXIF data (nil where it has none).
type format struct {
	name        string
	magic       string
	config      func([]byte) (image.Config, error)
	decode      func([]byte) (image.Image, error)
	orientation func([]byte) int
}

var formats = append([]format{
	{"JPEG", "\xff\xd8\xff", ofBytes(jpeg.DecodeConfig), ofBytes(jpeg.Decode), exifOrientation},
	{"PNG", pngSignature, ofBytes(png.DecodeConfig), decodePNG, pngOrientation},
}, more...)

// ofBytes makes a reader of a file's bytes from one of an io.Reader.
func ofBytes[T any](read func(io.Reader) (T, error)) func([]byte) (T, error) {
	return func(b []byte) (T, error) { return read(bytes.NewReader(b)) }
}

func (f format) matches(data []byte) bool {
	if len(data) < len(f.magic) {
		return false
	}
	for i := range len(f.magic) {
		if f.magic[i] != '?' && f.magic[i] != data[i] {
			return false
		}
	}
	return true
}

// Decode reads a JPEG, PNG, GIF (its first frame), WebP or BMP file. The
// format is told by the file's content, never by its name. The picture comes
// back upright: the orientation in its EXIF data is applied.
//
// An error is one sentence for the person who chose the file: ErrFormat, a
// picture of no pixels or of more than MaxPixels, or one that is broken or cut
// short; and, in a browser, ErrBrowser.
func Decode(data []byte) (image.Image, error) {
	for _, f := range formats {
		if f.matches(data) {
			return f.read(data)
		}
	}
	return nil, ErrFormat
}

func (f format) read(data []byte) (image.Image, error) {
	c, err := f.config(data)
	if err != nil {
		return nil, f.broken(err)
	}
	if err := CheckSize(f.name, c.Width, c.Height); err != nil {
		return nil, err
	}
	img, err := f.decode(data)
	if err != nil {
		return nil, f.broken(err)
	}
	if img.Bounds().Empty() {
		return nil, &Fault{Kind: Empty, Format: f.name}
	}
	if f.orientation == nil {
		return img, nil
	}
	return upright(img, f.orientation(data)), nil
}

// broken wraps what a decoder of the format said.
func (f format) broken(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = fmt.Errorf("this %s picture is cut short: %w", f.name, err)
	} else {
		err = fmt.Errorf("this %s picture cannot be read: %w", f.name, err)
	}
	return &Fault{Kind: Broken, Format: f.name, Err: err}
}
