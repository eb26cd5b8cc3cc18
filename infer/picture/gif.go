//go:build !js

package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
)

// decodeGIF reads the first frame, at its place on the file's screen.
func decodeGIF(data []byte) (image.Image, error) {
	screen, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	frame, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	bounds := image.Rect(0, 0, screen.Width, screen.Height)
	if frame.Bounds() == bounds {
		return frame, nil
	}
	return onScreen{frame, bounds}, nil
}

// onScreen is a frame on a larger screen, which is transparent around it.
type onScreen struct {
	image.Image
	screen image.Rectangle
}

// Bounds returns the screen.
func (s onScreen) Bounds() image.Rectangle { return s.screen }

// At returns the colour of a pixel of the screen.
func (s onScreen) At(x, y int) color.Color {
	if !(image.Point{X: x, Y: y}).In(s.Image.Bounds()) {
		return color.NRGBA{}
	}
	return s.Image.At(x, y)
}

// drawOver draws what there is of the frame: the library clips it.
func (s onScreen) drawOver(paper *image.RGBA, part image.Rectangle) {
	draw.Draw(paper, paper.Bounds(), s.Image, part.Min, draw.Over)
}
