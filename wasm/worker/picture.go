package worker

import (
	"bytes"
	"fmt"
	"image"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/wasm/protocol"
)

// decodedPicture is a picture as it came and as the network reads it.
type decodedPicture struct {
	width, height int
	bytes         []byte
	square        *image.RGBA   // the network's input before normalisation
	took          time.Duration // to make it
}

// input is the picture of a command in the network's size. An edit shows the
// same picture again, and a large one takes long to decode: it is not decoded
// twice.
func (e *engine) input(m *protocol.Picture) (*decodedPicture, error) {
	start, last := time.Now(), &e.picture
	if last.square != nil && last.width == m.Width && last.height == m.Height && bytes.Equal(last.bytes, m.Bytes) {
		return last, nil
	}
	img, err := decode(m)
	if err != nil {
		return nil, &protocol.Failed{Message: err.Error(), Picture: picture.FaultOf(err)}
	}
	square := picture.Square(img, e.model.Input)
	return &decodedPicture{m.Width, m.Height, m.Bytes, square, time.Since(start)}, nil
}

// decode reads the file of a command, or takes its pixels as they are. The
// page has large files, and those that only browsers read, prepared elsewhere.
func decode(m *protocol.Picture) (image.Image, error) {
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
