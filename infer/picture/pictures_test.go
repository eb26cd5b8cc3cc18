package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"

	"golang.org/x/image/bmp"
)

// quarters is a picture of w × h pixels whose quarters are red, green (above),
// blue and white (below).
func quarters(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	colours := [2][2]color.RGBA{{{255, 0, 0, 255}, {0, 255, 0, 255}}, {{0, 0, 255, 255}, {255, 255, 255, 255}}}
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, colours[2*y/h][2*x/w])
		}
	}
	return img
}

// encode writes a picture in a format, by its name.
func encode(t testing.TB, format string, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "JPEG":
		err = jpeg.Encode(&b, img, &jpeg.Options{Quality: 95})
	case "PNG":
		err = png.Encode(&b, img)
	case "GIF":
		err = gif.Encode(&b, img, nil)
	case "BMP":
		err = bmp.Encode(&b, img)
	}
	if err != nil || b.Len() == 0 {
		t.Fatalf("%s: %d bytes, %v", format, b.Len(), err)
	}
	return b.Bytes()
}

// near reports whether two colours differ by at most tolerance levels of 255.
func near(a, b color.Color, tolerance int) bool {
	ar, ag, ab, aa := a.RGBA()
	br, bg, bb, ba := b.RGBA()
	for _, d := range []int{int(ar) - int(br), int(ag) - int(bg), int(ab) - int(bb), int(aa) - int(ba)} {
		if max(d, -d) > tolerance*0x101 {
			return false
		}
	}
	return true
}
