package page

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"golang.org/x/image/vector"
)

// icon is the picture of an installed page as PNG, so many pixels wide: the
// two bars of favicon.svg on the page's ground, inside the middle four fifths
// that no system's mask cuts off.
func icon(size int) ([]byte, error) {
	img := image.NewRGBA(image.Rect(0, 0, size, size))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.RGBA{0xfa, 0xf9, 0xf6, 0xff}), image.Point{}, draw.Src)
	// favicon.svg has 32 units; they take three fifths of the icon.
	unit := float32(size) * 0.6 / 32
	at := func(v float32) float32 { return float32(size)/2 + (v-16)*unit }
	for _, bar := range []struct {
		x      float32
		colour color.RGBA
	}{{2, color.RGBA{0x00, 0x72, 0xb2, 0xff}}, {17, color.RGBA{0xc6, 0x53, 0x00, 0xff}}} {
		const top, bottom, width, r = 5, 27, 13, 4
		left, right := bar.x, bar.x+width
		z := vector.NewRasterizer(size, size)
		z.MoveTo(at(left+r), at(top))
		z.LineTo(at(right-r), at(top))
		z.QuadTo(at(right), at(top), at(right), at(top+r))
		z.LineTo(at(right), at(bottom-r))
		z.QuadTo(at(right), at(bottom), at(right-r), at(bottom))
		z.LineTo(at(left+r), at(bottom))
		z.QuadTo(at(left), at(bottom), at(left), at(bottom-r))
		z.LineTo(at(left), at(top+r))
		z.QuadTo(at(left), at(top), at(left+r), at(top))
		z.ClosePath()
		z.Draw(img, img.Bounds(), image.NewUniform(bar.colour), image.Point{})
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}
