package worker

import (
	"fmt"
	"image"

	"regnetlens/infer"
	"regnetlens/infer/picture"
	"regnetlens/wasm/protocol"
)

// imageOf is the picture of a command: its file read, or its pixels as they are. The
// page has large files, and those that only browsers read, prepared elsewhere.
func imageOf(m *protocol.Run) (image.Image, error) {
	if m.Width == 0 && m.Height == 0 {
		return picture.Decode(m.Bytes)
	}
	if m.Width <= 0 || m.Height <= 0 || m.Width > picture.MaxPixels/m.Height || len(m.Bytes) != 4*m.Width*m.Height {
		return nil, fmt.Errorf("%d bytes are no picture of %d × %d pixels", len(m.Bytes), m.Width, m.Height)
	}
	return &image.RGBA{Pix: m.Bytes, Stride: 4 * m.Width, Rect: image.Rect(0, 0, m.Width, m.Height)}, nil
}

// thumbnail is a small copy of a square picture, in RGBA.
func thumbnail(square *image.RGBA) (pixels []byte, size int) {
	const most = 48
	whole := square.Rect.Dx()
	size = min(whole, most)
	pixels = make([]byte, 0, 4*size*size)
	for y := range size {
		for x := range size {
			at := square.PixOffset(x*whole/size, y*whole/size)
			pixels = append(pixels, square.Pix[at:at+4]...)
		}
	}
	return pixels, size
}

// besides is a request of its own for a picture that is answered but not kept,
// so that what the page shows can still be looked into. Its taps share their
// memory from picture to picture.
func (e *engine) besides(taps []string) (*infer.Request, error) {
	if e.aside == nil || len(e.aside.Taps) != len(taps) || !e.asideHas(taps) {
		r, err := infer.NewRequest(e.net.Graph(), 1, taps...)
		if err != nil {
			return nil, err
		}
		e.aside = r
	}
	return e.aside, nil
}

func (e *engine) asideHas(taps []string) bool {
	for _, name := range taps {
		if e.aside.Taps[name] == nil {
			return false
		}
	}
	return true
}
