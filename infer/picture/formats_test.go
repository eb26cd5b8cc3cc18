//go:build !js

package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"math"
	"os"
	"strings"
	"testing"

	"regnetlens/weights/sharedtest"
)

func open(t *testing.T, name string) image.Image {
	t.Helper()
	b, err := os.ReadFile(sharedtest.Path(t, "cases", name))
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(b)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return img
}

// withWebPEXIF puts EXIF data behind a WebP picture of the extended form.
func withWebPEXIF(file, exif []byte) []byte {
	b := append(bytes.Clone(file), "EXIF"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(exif)))
	b = append(b, exif...)
	if len(exif)%2 == 1 {
		b = append(b, 0)
	}
	binary.LittleEndian.PutUint32(b[4:], uint32(len(b)-8))
	return b
}

func TestWebPOrientation(t *testing.T) {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00")
	for name, exif := range map[string][]byte{"bare": tiff, "as in a JPEG": append([]byte("Exif\x00\x00"), tiff...)} {
		img, err := Decode(withWebPEXIF(webpFile(t, "alpha"), exif))
		if err != nil || img.Bounds() != image.Rect(0, 0, 6, 9) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := webpOrientation(webpFile(t, "alpha")); got != 1 {
		t.Errorf("without EXIF data: %d", got)
	}
}

// Black is black and white is white, and a lossy file has the colours of the
// picture that it was made of.
func TestWebPColours(t *testing.T) {
	black := open(t, "black.webp")
	for _, p := range []image.Point{black.Bounds().Min, black.Bounds().Max.Sub(image.Pt(1, 1))} {
		if !near(black.At(p.X, p.Y), color.Black, 0) {
			t.Errorf("black at %v is %v", p, black.At(p.X, p.Y))
		}
	}
	want, got := open(t, "base.png"), open(t, "lossy.webp")
	b := want.Bounds()
	if got.Bounds() != b {
		t.Fatalf("bounds %v", got.Bounds())
	}
	// A line through the pairs of samples: it was 0.863·x + 15.5.
	var n, sx, sy, sxx, sxy, off float64
	for y := range b.Dy() {
		for x := range b.Dx() {
			p, q := color.RGBAModel.Convert(want.At(x, y)).(color.RGBA), color.RGBAModel.Convert(got.At(x, y)).(color.RGBA)
			for _, v := range [][2]uint8{{p.R, q.R}, {p.G, q.G}, {p.B, q.B}} {
				x, y := float64(v[0]), float64(v[1])
				n, sx, sy, sxx, sxy, off = n+1, sx+x, sy+y, sxx+x*x, sxy+x*y, off+math.Abs(x-y)
			}
		}
	}
	slope := (n*sxy - sx*sy) / (n*sxx - sx*sx)
	shift := (sy - slope*sx) / n
	t.Logf("%.3f·x + %.2f, mean difference %.2f", slope, shift, off/n)
	if math.Abs(slope-1) > 0.02 || math.Abs(shift) > 2.5 || off/n > 6 {
		t.Errorf("the samples are %.3f·x + %.2f of the original's, %.2f off in the mean", slope, shift, off/n)
	}
	// What is drawn is what At tells.
	square := overWhite(image.NewRGBA(image.Rect(0, 0, 40, 30)), got, image.Rect(3, 5, 40, 30))
	for _, p := range []image.Point{{0, 0}, {20, 11}, {36, 24}} {
		if !near(square.At(p.X, p.Y), got.At(p.X+3, p.Y+5), 0) {
			t.Errorf("drawn at %v: %v, is %v", p, square.At(p.X, p.Y), got.At(p.X+3, p.Y+5))
		}
	}
}

// A cat is the same cat turned.
func TestPNGTurned(t *testing.T) {
	a, b := Square(open(t, "base.png"), 32), Square(open(t, "exif6.png"), 32)
	sum := 0
	for i := range a.Pix {
		d := int(a.Pix[i]) - int(b.Pix[i])
		sum += max(d, -d)
	}
	if mean := float64(sum) / float64(len(a.Pix)); mean > 1 {
		t.Errorf("the turned picture is %.1f off in the mean", mean)
	}
}

// A GIF's frame lies on its screen.
func TestGIFScreen(t *testing.T) {
	frame := image.NewPaletted(image.Rect(6, 4, 10, 8), color.Palette{color.RGBA{255, 0, 0, 255}, color.White})
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{
		Image: []*image.Paletted{frame}, Delay: []int{0}, Config: image.Config{Width: 20, Height: 10, ColorModel: frame.Palette},
	})
	if err != nil {
		t.Fatal(err)
	}
	img, err := Decode(b.Bytes())
	if err != nil || img.Bounds() != image.Rect(0, 0, 20, 10) {
		t.Fatalf("%v, %v", img, err)
	}
	drawn := overWhite(image.NewRGBA(image.Rect(0, 0, 10, 10)), img, image.Rect(5, 0, 15, 10))
	for p, want := range map[image.Point]color.Color{
		{0, 0}: color.White, {0, 4}: color.White, {1, 4}: color.RGBA{255, 0, 0, 255}, {4, 7}: color.RGBA{255, 0, 0, 255}, {5, 7}: color.White, {9, 9}: color.White,
	} {
		if !near(drawn.At(p.X, p.Y), want, 0) {
			t.Errorf("at %v %v, want %v", p, drawn.At(p.X, p.Y), want)
		}
	}
	if _, _, _, a := img.At(0, 0).RGBA(); a != 0 {
		t.Error("the screen is not transparent")
	}
	screen, alone := Square(open(t, "offset.gif"), 32), Square(open(t, "small.gif"), 32)
	if bytes.Equal(screen.Pix, alone.Pix) {
		t.Error("a frame on a screen and the frame alone are the same")
	}
}

// bmpOf puts a header, a palette and pixels together.
func bmpOf(header, palette, pixels []byte) []byte {
	offset := 14 + len(header) + len(palette)
	b := append([]byte("BM"), binary.LittleEndian.AppendUint32(nil, uint32(offset+len(pixels)))...)
	b = binary.LittleEndian.AppendUint32(append(b, 0, 0, 0, 0), uint32(offset))
	return append(append(append(b, header...), palette...), pixels...)
}

// windowsBMP is a header of 40 bytes.
func windowsBMP(w, h int32, bits uint16, compression uint32) []byte {
	b := binary.LittleEndian.AppendUint32(nil, 40)
	b = binary.LittleEndian.AppendUint32(b, uint32(w))
	b = binary.LittleEndian.AppendUint32(b, uint32(h))
	b = binary.LittleEndian.AppendUint16(b, 1)
	b = binary.LittleEndian.AppendUint16(b, bits)
	b = binary.LittleEndian.AppendUint32(b, compression)
	return append(b, make([]byte, 20)...)
}

// Two by two pixels, red and green above blue and white, as each kind of BMP
// file holds them.
func TestBMP(t *testing.T) {
	palette4 := []byte{0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0} // red, green, blue, white
	palette16, palette256 := append(bytes.Clone(palette4), make([]byte, 48)...), append(bytes.Clone(palette4), make([]byte, 1008)...)
	palette3 := []byte{0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255}
	masks565 := []byte{0, 0xf8, 0, 0, 0xe0, 7, 0, 0, 0x1f, 0, 0, 0}
	os2 := append([]byte{12, 0, 0, 0, 2, 0, 2, 0, 1, 0}, 4, 0)
	for name, file := range map[string][]byte{
		"16 bits, 555":  bmpOf(windowsBMP(2, 2, 16, 0), nil, []byte{0x1f, 0, 0xff, 0x7f, 0, 0x7c, 0xe0, 0x03}),
		"16 bits, 565":  bmpOf(windowsBMP(2, 2, 16, 3), masks565, []byte{0x1f, 0, 0xff, 0xff, 0, 0xf8, 0xe0, 0x07}),
		"from the top":  bmpOf(windowsBMP(2, -2, 16, 0), nil, []byte{0, 0x7c, 0xe0, 0x03, 0x1f, 0, 0xff, 0x7f}),
		"32 bits":       bmpOf(windowsBMP(2, 2, 32, 0), nil, []byte{255, 0, 0, 0, 255, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 0}),
		"4 bits":        bmpOf(windowsBMP(2, 2, 4, 0), palette16, []byte{0x23, 0, 0, 0, 0x01, 0, 0, 0}),
		"2 bits":        bmpOf(windowsBMP(2, 2, 2, 0), palette4, []byte{0xb0, 0, 0, 0, 0x10, 0, 0, 0}),
		"8 bits":        bmpOf(windowsBMP(2, 2, 8, 0), palette256, []byte{2, 3, 0, 0, 0, 1, 0, 0}),
		"run lengths 8": bmpOf(windowsBMP(2, 2, 8, 1), palette256, []byte{1, 2, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 0, 1}),
		"run lengths 4": bmpOf(windowsBMP(2, 2, 4, 2), palette16, []byte{2, 0x23, 0, 0, 2, 0x01, 0, 1}),
		"OS/2":          bmpOf(os2, append(bytes.Clone(palette3), make([]byte, 36)...), []byte{0x23, 0, 0, 0, 0x01, 0, 0, 0}),
	} {
		img, err := Decode(file)
		if err != nil || img.Bounds() != image.Rect(0, 0, 2, 2) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		want := quarters(2, 2)
		for y := range 2 {
			for x := range 2 {
				if !near(img.At(x, y), want.At(x, y), 0) {
					t.Errorf("%s: at %d, %d %v, want %v", name, x, y, img.At(x, y), want.At(x, y))
				}
			}
		}
	}
	for name, file := range map[string][]byte{
		"cut":               bmpOf(windowsBMP(2, 2, 16, 0), nil, []byte{0x1f, 0}),
		"cut run lengths":   bmpOf(windowsBMP(2, 2, 8, 1), palette256, []byte{1, 2, 1, 3, 0, 0}),
		"a JPEG inside":     bmpOf(windowsBMP(2, 2, 0, 4), nil, make([]byte, 64)),
		"half of a header":  bmpOf(windowsBMP(2, 2, 16, 0), nil, nil)[:24],
		"an unknown header": bmpOf(append([]byte{99, 0, 0, 0}, make([]byte, 95)...), nil, nil),
	} {
		if _, err := Decode(file); err == nil || !strings.Contains(err.Error(), "this BMP picture") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got, want := open(t, "565.bmp").Bounds(), open(t, "base.png").Bounds(); got != want {
		t.Errorf("565.bmp has %v, base.png %v", got, want)
	}
}

// Sizes are looked at before anything is unpacked, in every format.
func TestSizesFromHeaders(t *testing.T) {
	wide := []byte("GIF89a\xff\xff\xff\xff\x00\x00\x00")
	os2 := bmpOf([]byte{12, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 1, 0, 4, 0}, nil, nil)
	for name, file := range map[string][]byte{
		"GIF": wide, "BMP": bmpOf(windowsBMP(9000, 9000, 16, 0), nil, nil), "BMP of OS/2": os2,
		"BMP from the top": bmpOf(windowsBMP(9000, -9000, 16, 0), nil, nil), "PNG": pngHeader(9000, 9000),
	} {
		if _, err := Decode(file); err == nil || !strings.Contains(err.Error(), "over the limit of 64 Mpx") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
