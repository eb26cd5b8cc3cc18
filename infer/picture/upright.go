package picture

import (
	"image"
	"image/color"
)

// oriented shows a picture upright without moving its pixels: a photograph of
// 50 Mpx would cost two copies, and Square turns the few pixels that are left
// after resampling instead.
type oriented struct {
	image.Image // as stored in the file
	turn
}

// turn leads from a pixel of the upright picture to the one stored: x and y
// are exchanged first, then counted from the other end.
type turn struct{ swap, flipX, flipY bool }

// turns are the eight orientations of EXIF, by their number.
var turns = [9]turn{
	2: {flipX: true},
	3: {flipX: true, flipY: true},
	4: {flipY: true},
	5: {swap: true},
	6: {swap: true, flipY: true},
	7: {swap: true, flipX: true, flipY: true},
	8: {swap: true, flipX: true},
}

// stored returns the coordinates in a stored picture of w × h pixels of the
// upright picture's pixel (x, y).
func (t turn) stored(x, y, w, h int) (int, int) {
	if t.swap {
		x, y = y, x
	}
	if t.flipX {
		x = w - 1 - x
	}
	if t.flipY {
		y = h - 1 - y
	}
	return x, y
}

// upright applies the orientation, 1 to 8, of EXIF.
func upright(img image.Image, orientation int) image.Image {
	if orientation == 1 {
		return img
	}
	return oriented{img, turns[orientation]}
}

// Bounds returns the upright picture's rectangle, from (0, 0).
func (o oriented) Bounds() image.Rectangle {
	s := o.Image.Bounds().Size()
	if o.swap {
		s.X, s.Y = s.Y, s.X
	}
	return image.Rectangle{Max: s}
}

// At returns the colour of the upright picture's pixel (x, y).
func (o oriented) At(x, y int) color.Color {
	b := o.Image.Bounds()
	x, y = o.stored(x, y, b.Dx(), b.Dy())
	return o.Image.At(b.Min.X+x, b.Min.Y+y)
}
