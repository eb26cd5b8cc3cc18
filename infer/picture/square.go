package picture

import (
	"image"
	"image/draw"
)

// Square cuts the largest square out of the picture's centre, lays it over
// white where it is transparent, and resamples it with Lanczos3 to size × size
// pixels. Aspect is kept; the longer side loses its ends. The result's bounds
// begin at (0, 0) and all its pixels are opaque.
func Square(img image.Image, size int) *image.RGBA {
	b := img.Bounds()
	return Part(img, Centre(b.Dx(), b.Dy()), size)
}

// Part is [Square] of any rectangle within a picture, counted from its upper
// left pixel: what is not square is squeezed.
func Part(img image.Image, part image.Rectangle, size int) *image.RGBA {
	var t turn
	if o, ok := img.(oriented); ok {
		// The pixel that is first in the file may be any of the corners.
		t, img = o.turn, o.Image
		w, h := img.Bounds().Dx(), img.Bounds().Dy()
		x0, y0 := t.stored(part.Min.X, part.Min.Y, w, h)
		x1, y1 := t.stored(part.Max.X-1, part.Max.Y-1, w, h)
		part = image.Rect(min(x0, x1), min(y0, y1), max(x0, x1)+1, max(y0, y1)+1)
	}
	return turned(scaled(img, part.Add(img.Bounds().Min), size), t)
}

// scaled resamples a part of the picture to size × size pixels.
func scaled(img image.Image, part image.Rectangle, size int) *image.RGBA {
	s := NewResampler(part.Dx(), part.Dy(), size)
	// One paper for all strips: a new one for each would double the memory that
	// a large picture takes, until the garbage is collected.
	paper := image.NewRGBA(image.Rect(0, 0, part.Dx(), s.Next()))
	for y := part.Min.Y; s.Next() > 0; {
		strip := image.Rect(part.Min.X, y, part.Max.X, y+s.Next())
		s.Add(overWhite(paper, img, strip))
		y = strip.Max.Y
	}
	return s.Square()
}

// drawer is a picture that knows a faster or better way to be drawn than pixel
// by pixel: part of it over a paper of that size.
type drawer interface {
	drawOver(paper *image.RGBA, part image.Rectangle)
}

// overWhite draws a part of a picture on the upper left of a paper, on white,
// and returns that part of the paper.
func overWhite(paper *image.RGBA, img image.Image, part image.Rectangle) *image.RGBA {
	paper = paper.SubImage(image.Rectangle{Max: part.Size()}).(*image.RGBA)
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	if d, ok := img.(drawer); ok {
		d.drawOver(paper, part)
		return paper
	}
	draw.Draw(paper, paper.Bounds(), img, part.Min, draw.Over)
	return paper
}

// narrowed turns 16 bits a channel into 8, rounding to the nearest.
func narrowed(wide *image.RGBA64) *image.RGBA {
	img := image.NewRGBA(wide.Rect)
	for i := range img.Pix {
		v := uint32(wide.Pix[2*i])<<8 | uint32(wide.Pix[2*i+1])
		img.Pix[i] = uint8((v*0xff + 0x7fff) / 0xffff)
	}
	return img
}

// turned sets a square picture upright.
func turned(img *image.RGBA, t turn) *image.RGBA {
	if t == (turn{}) {
		return img
	}
	size := img.Rect.Dx()
	out := image.NewRGBA(img.Rect)
	for y := range size {
		for x := range size {
			sx, sy := t.stored(x, y, size, size)
			copy(out.Pix[out.PixOffset(x, y):][:4], img.Pix[img.PixOffset(sx, sy):])
		}
	}
	return out
}

// Normalise writes a picture as a network reads it: dst is [3,H,W], planes of
// red, green and blue, each value scaled to 0…1, less the channel's mean and
// divided by its standard deviation. dst holds exactly 3·H·W values; alpha is
// not looked at.
func Normalise(dst []float32, img *image.RGBA, mean, std [3]float32) {
	b := img.Bounds()
	plane := b.Dx() * b.Dy()
	dst = dst[:3*plane]
	// One table of 256 values a channel: the division is the costly part.
	var table [3][256]float32
	for c := range table {
		for v := range table[c] {
			table[c][v] = (float32(v)/255 - mean[c]) / std[c]
		}
	}
	i := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		row := img.Pix[img.PixOffset(b.Min.X, y):][:4*b.Dx()]
		for ; len(row) > 0; row = row[4:] {
			dst[i], dst[plane+i], dst[2*plane+i] = table[0][row[0]], table[1][row[1]], table[2][row[2]]
			i++
		}
	}
}
