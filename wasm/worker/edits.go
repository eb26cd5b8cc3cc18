package worker

import (
	"bytes"
	"context"
	"image"
	"time"

	"regnetlens/infer"
	"regnetlens/infer/picture"
	"regnetlens/wasm/protocol"
)

// seen is the last picture as it came and as the network reads it. An edit
// runs the same picture again, and a large one takes long to decode.
type seen struct {
	width, height int
	bytes         []byte
	square        *image.RGBA
	took          time.Duration
}

// square is the picture of a command in the network's size, and how long it
// took to make when it was made.
func (e *engine) square(m *protocol.Run) (*image.RGBA, time.Duration, error) {
	start, s := time.Now(), &e.seen
	if s.square != nil && s.width == m.Width && s.height == m.Height && bytes.Equal(s.bytes, m.Bytes) {
		return s.square, s.took, nil
	}
	img, err := imageOf(m)
	if err != nil {
		return nil, 0, err
	}
	square := picture.Square(img, e.model.Input)
	took := time.Since(start)
	if !m.Aside {
		*s = seen{m.Width, m.Height, m.Bytes, square, took}
	}
	return square, took, nil
}

// unedited takes the input through the network as it is, if there are edits to
// compare it with, and leaves the edits to the runs that follow.
func (e *engine) unedited(edits []infer.Edit) ([]float32, error) {
	e.request.Edits, e.request.Taps = nil, nil
	if len(edits) == 0 {
		return nil, nil
	}
	if err := e.net.Run(context.Background(), &e.request); err != nil {
		return nil, err
	}
	p := make([]float32, len(e.request.Logits))
	infer.Softmax(p, e.request.Logits)
	e.request.Edits = edits
	return p, nil
}
