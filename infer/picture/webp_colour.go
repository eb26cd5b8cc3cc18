//go:build !js

package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/webp"
)

// decodeWebP is webp.Decode with the colours of a lossy file as the format
// means them: VP8 keeps them as video does (RFC 6386, section 9.2; BT.601),
// black at 16 and white at 235, while the library hands them on as if they were
// a JPEG's, from 0 to 255.
func decodeWebP(data []byte) (image.Image, error) {
	img, err := webp.Decode(bytes.NewReader(data))
	switch img := img.(type) {
	case *image.YCbCr:
		return videoPicture{YCbCr: img}, err
	case *image.NYCbCrA:
		return videoPicture{&img.YCbCr, img}, err
	}
	return img, err
}

// videoPicture is a picture in the colours of video: brightness from 16 to
// 235, half as many rows and columns of the two colour differences.
type videoPicture struct {
	*image.YCbCr
	alpha *image.NYCbCrA // its alpha plane; nil: opaque
}

// ColorModel implements image.Image.
func (videoPicture) ColorModel() color.Model { return color.NRGBAModel }

// At returns the colour of a pixel.
func (p videoPicture) At(x, y int) color.Color {
	if !(image.Point{X: x, Y: y}).In(p.Rect) {
		return color.NRGBA{}
	}
	return p.colour(x, y)
}

// drawOver draws a part of the picture.
func (p videoPicture) drawOver(paper *image.RGBA, part image.Rectangle) {
	if p.alpha == nil {
		for y := range part.Dy() {
			row := paper.Pix[paper.PixOffset(0, y):]
			for x := range part.Dx() {
				c := p.colour(part.Min.X+x, part.Min.Y+y)
				row[4*x], row[4*x+1], row[4*x+2] = c.R, c.G, c.B
			}
		}
		return
	}
	strip := image.NewNRGBA(image.Rectangle{Max: part.Size()})
	for y := range part.Dy() {
		for x := range part.Dx() {
			strip.SetNRGBA(x, y, p.colour(part.Min.X+x, part.Min.Y+y))
		}
	}
	draw.Draw(paper, paper.Bounds(), strip, image.Point{}, draw.Over)
}

// colour is the colour of a pixel of the picture, with the factors of
// libwebp, the format's reference: products of 8 bits after the point are kept
// with 6.
func (p videoPicture) colour(x, y int) color.NRGBA {
	l := int(p.Y[p.YOffset(x, y)]) * 19077 >> 8
	u, v := p.differences(x, y)
	alpha := uint8(0xff)
	if p.alpha != nil {
		alpha = p.alpha.A[p.alpha.AOffset(x, y)]
	}
	return color.NRGBA{
		clip6(l + v*26149>>8 - 14234),
		clip6(l - u*6419>>8 - v*13320>>8 + 8708),
		clip6(l + u*33050>>8 - 17685),
		alpha,
	}
}

// differences interpolates the colour differences between the four nearest, in
// the proportions 9 : 3 : 3 : 1, as libwebp does.
func (p videoPicture) differences(x, y int) (u, v int) {
	columns, rows := (p.Rect.Max.X+1)/2, (p.Rect.Max.Y+1)/2
	cx, cy := x/2, y/2
	nx, ny := cx-1+x%2*2, cy-1+y%2*2 // the neighbours on the pixel's side
	nx, ny = min(max(nx, 0), columns-1), min(max(ny, 0), rows-1)
	near, across, down, corner := cy*p.CStride+cx, cy*p.CStride+nx, ny*p.CStride+cx, ny*p.CStride+nx
	mix := func(plane []byte) int {
		n, a, d, c := int(plane[near]), int(plane[across]), int(plane[down]), int(plane[corner])
		return ((n+a+d+c+8+2*(a+d))>>3 + n) >> 1
	}
	return mix(p.Cb), mix(p.Cr)
}

// clip6 rounds a number with 6 bits after the point into a byte.
func clip6(v int) uint8 { return uint8(min(max(v>>6, 0), 255)) }
