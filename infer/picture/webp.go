//go:build !js

package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"io"

	"golang.org/x/image/riff"
	"golang.org/x/image/vp8"
	"golang.org/x/image/vp8l"
	"golang.org/x/image/webp"
)

// webpConfig is webp.DecodeConfig made safe against an extended file ("VP8X",
// RFC 9649, section 2.7) whose canvas and frame differ in size: the library
// reports the canvas but decodes the frame, and its alpha plane has the size of
// the canvas. Such a file would pass a small canvas off for a huge frame, and
// its pixels would be looked up outside the alpha plane.
func webpConfig(data []byte) (image.Config, error) {
	c, err := webp.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return c, err
	}
	width, height, err := webpFrame(data)
	if err != nil {
		return c, err
	}
	if width != c.Width || height != c.Height {
		return c, fmt.Errorf("its canvas has %d × %d pixels, its frame %d × %d",
			c.Width, c.Height, width, height)
	}
	return c, nil
}

// webpOrientation returns the orientation in the file's EXIF data.
func webpOrientation(data []byte) int {
	_, chunks, err := riff.NewReader(bytes.NewReader(data))
	for err == nil {
		var id riff.FourCC
		var body io.Reader
		if id, _, body, err = chunks.Next(); err != nil || string(id[:]) != "EXIF" {
			continue
		}
		exif, err := io.ReadAll(body)
		if err != nil {
			return 1
		}
		return tiffOrientation(bytes.TrimPrefix(exif, []byte("Exif\x00\x00")))
	}
	return 1
}

// webpFrame returns the size of the file's one frame.
func webpFrame(data []byte) (width, height int, err error) {
	_, chunks, err := riff.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0, 0, err
	}
	for {
		id, length, body, err := chunks.Next()
		if err == io.EOF {
			return 0, 0, errors.New("it has no frame")
		}
		if err != nil {
			return 0, 0, err
		}
		switch string(id[:]) {
		case "VP8 ":
			d := vp8.NewDecoder()
			d.Init(body, int(length))
			h, err := d.DecodeFrameHeader()
			return h.Width, h.Height, err
		case "VP8L":
			c, err := vp8l.DecodeConfig(body)
			return c.Width, c.Height, err
		case "ANIM":
			return 0, 0, errors.New("it is an animation; only still WebP pictures can be read")
		}
	}
}
