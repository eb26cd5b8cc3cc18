//go:build !js

package browsertest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/image/bmp"

	"regnetlens/infer/picture"
)

// view is the picture as the page's networks read it, 3 values a pixel.
func (v *visit) view() []int {
	v.Helper()
	var pixels []int
	v.eval(`(() => { const c = document.querySelector("#view canvas");
		return [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data].filter((_, i) => i % 4 < 3); })()`, &pixels)
	return pixels
}

// levelsApart compares what the page read with a picture as the native command reads
// it: the greatest difference of a value in levels of 255, and the mean.
func levelsApart(t testing.TB, got []int, want image.Image) (worst int, mean float64) {
	t.Helper()
	square := picture.Square(want, 32)
	if len(got) != 3*32*32 {
		t.Fatalf("the view has %d values", len(got))
	}
	for i, g := range got {
		d := g - int(square.Pix[i/3*4+i%3])
		worst, mean = max(worst, d, -d), mean+math.Abs(float64(d))/float64(len(got))
	}
	return worst, mean
}

// enlarged is a picture of the gallery of 900 × 700 pixels: too large for the
// networks' workers to read themselves.
func enlarged(t testing.TB, name string) *image.NRGBA {
	t.Helper()
	small, err := jpeg.Decode(bytes.NewReader(sample(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	b, out := small.Bounds(), image.NewNRGBA(image.Rect(0, 0, 900, 700))
	for y := range 700 {
		for x := range 900 {
			out.Set(x, y, small.At(b.Min.X+min(max(x-100, 0), 699)*b.Dx()/700, b.Min.Y+y*b.Dy()/700))
		}
	}
	return out
}

// encoded is what an encoder writes.
func encoded(t testing.TB, encode func(*bytes.Buffer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image, quality int) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return jpeg.Encode(b, img, &jpeg.Options{Quality: quality}) })
}

func asPNG(t testing.TB, img image.Image) []byte {
	return encoded(t, func(b *bytes.Buffer) error { return png.Encode(b, img) })
}

// The browser's decoders and Go's give the networks the same pixels: none is
// apart by more than two levels of 255, nor by a third of a level in the mean;
// without loss in the format and transparency, none at all.
func TestSameNumbers(t *testing.T) {
	const exact, close = 0, 2
	plain := enlarged(t, "truck.jpg")
	glass, deep, grey, few := image.NewNRGBA(plain.Rect), image.NewNRGBA64(plain.Rect), image.NewGray(plain.Rect), image.NewPaletted(plain.Rect, palette.Plan9)
	for y := range plain.Rect.Dy() {
		for x := range plain.Rect.Dx() {
			c := plain.NRGBAAt(x, y)
			deep.Set(x, y, color.NRGBA64{uint16(c.R)<<8 + uint16(7*x), uint16(c.G)<<8 + uint16(3*y), uint16(c.B)<<8 + 99, 0xffff})
			grey.Set(x, y, c)
			few.Set(x, y, c)
			c.A = uint8(x + y)
			glass.SetNRGBA(x, y, c)
		}
	}
	v := open(t, options{timeout: 3 * time.Minute})
	v.answered("A ship")
	for i, test := range []struct {
		name  string
		file  []byte
		bound int
	}{
		{"JPEG", asJPEG(t, plain, 90), close},
		{"JPEG of low quality", asJPEG(t, plain, 20), close},
		{"grey JPEG", asJPEG(t, grey, 90), close},
		{"sideways JPEG", sideways(asJPEG(t, plain, 90)), close},
		{"PNG", asPNG(t, plain), exact},
		{"transparent PNG", asPNG(t, glass), close},
		{"PNG of 16 bits", asPNG(t, deep), close},
		{"grey PNG", asPNG(t, grey), exact},
		{"PNG with a palette", asPNG(t, few), exact},
		{"GIF", encoded(t, func(b *bytes.Buffer) error { return gif.Encode(b, few, nil) }), exact},
		{"BMP", encoded(t, func(b *bytes.Buffer) error { return bmp.Encode(b, plain) }), exact},
	} {
		name := fmt.Sprint(i, " ", test.name)
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, test.file, 0o644); err != nil {
			t.Fatal(err)
		}
		v.drag(700, 500, path)
		v.answered(name)
		want, err := picture.Decode(test.file)
		if err != nil {
			t.Fatal(err)
		}
		worst, mean := levelsApart(t, v.view(), want)
		t.Logf("%s: at most %d levels apart, %.3f in the mean", test.name, worst, mean)
		if worst > test.bound || mean > 0.34 {
			t.Errorf("%s: %d levels apart, %.3f in the mean", test.name, worst, mean)
		}
		v.agrees(test.file)
	}
}

// sideways says of a JPEG file that it has to be turned to the right.
func sideways(file []byte) []byte {
	exif := "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00"
	return append(append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(len(exif) + 2)}, exif...), file[2:]...)
}

// Pictures that only browsers read: those of the gallery in other formats.
func TestBrowsersFormats(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	read := func(name string) []byte {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	svg := func(name string) []byte { return read(filepath.Join(root, "ui", "samples", name)) }
	for name, test := range map[string]struct {
		file   []byte
		sample string
		worst  int
		mean   float64
	}{ // truck.avif and truck.webp were made of truck.jpg with Pillow 12, of 160 × 160 pixels
		"truck.avif":        {read("testdata/truck.avif"), "truck.jpg", 24, 3},
		"truck.webp":        {read("testdata/truck.webp"), "truck.jpg", 24, 3},
		"truck.svg":         {svg("truck.svg"), "truck.jpg", 40, 4},
		"ship.svg":          {svg("ship.svg"), "ship.jpg", 40, 4},
		"with <xml?>.svg":   {append([]byte("\ufeff<?xml version=\"1.0\"?>\n<!-- a ship -->\n"), svg("ship.svg")...), "ship.jpg", 40, 4},
		"named wrongly.gif": {read("testdata/truck.avif"), "truck.jpg", 24, 3},
	} {
		v.send("drop", name, test.file)
		v.answered(name)
		want, err := jpeg.Decode(bytes.NewReader(sample(t, test.sample)))
		if err != nil {
			t.Fatal(err)
		}
		worst, mean := levelsApart(t, v.view(), want)
		t.Logf("%s: at most %d levels apart, %.2f in the mean", name, worst, mean)
		if worst > test.worst || mean > test.mean {
			t.Errorf("%s is no picture like %s: %d levels apart, %.2f in the mean", name, test.sample, worst, mean)
		}
		v.agrees(sample(t, test.sample))
	}
}

// No picture of more than 64 megapixels is decoded, whatever its format: its
// header tells. What is broken behind a good header gets a sentence, too.
func TestHeadersFirst(t *testing.T) {
	v := open(t, options{before: `
		window.decoded = 0;
		const decode = createImageBitmap;
		window.createImageBitmap = function (...args) { window.decoded++; return decode.apply(this, args); };`})
	v.answered("A ship")
	le16, le32 := binary.LittleEndian.AppendUint16, binary.LittleEndian.AppendUint32
	be32 := binary.BigEndian.AppendUint32
	avif := func(w, h uint32) []byte {
		b := bytes.Clone(mustRead(t, "testdata/truck.avif"))
		at := bytes.Index(b, []byte("ispe"))
		return append(append(bytes.Clone(b[:at+8]), be32(be32(nil, w), h)...), b[at+16:]...)
	}
	gifs := func(w, h uint16) []byte { return append(le16(le16([]byte("GIF89a"), w), h), 0, 0, 0) }
	webp := func(w, h uint32) []byte {
		b := append([]byte("RIFF\x30\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00"), byte(w-1), byte((w-1)>>8), byte((w-1)>>16), byte(h-1), byte((h-1)>>8), byte((h-1)>>16))
		return append(b, make([]byte, 20)...)
	}
	bmps := func(w, h int32) []byte {
		b := le32(le32([]byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00"), uint32(w)), uint32(h))
		return append(append(b, 1, 0, 24, 0), make([]byte, 24)...)
	}
	for name, test := range map[string]struct {
		file    []byte
		want    string
		decodes bool
	}{
		"huge.png":   {pngHeader(10_000, 10_000), "the limit is 64.", false},
		"huge.gif":   {gifs(10_000, 10_000), "the limit is 64.", false},
		"huge.webp":  {webp(10_000, 10_000), "the limit is 64.", false},
		"huge.bmp":   {bmps(10_000, -10_000), "the limit is 64.", false},
		"huge.avif":  {avif(10_000, 10_000), "the limit is 64.", false},
		"giant.avif": {avif(1<<31, 1<<31), "the limit is 64.", false},
		"huge.svg":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="100000"/>`), "the limit is 64.", false},
		"wide.svg":   {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="100000" height="2"/>`), "the limit is 64.", false},
		"broken.svg": {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><g>`), "broken or cut short", false},
		"half.gif":   {gifs(700, 700), "broken or cut short", true},
		"half.webp":  {webp(700, 700), "broken or cut short", true},
		"half.avif":  {avif(160, 160)[:3000], "broken or cut short", true},
		"half.png":   {pngHeader(700, 700), "the PNG picture is broken or cut short", true},
		"GIF only":   {[]byte("GIF89a"), "broken or cut short", false},
	} {
		var before, after int
		v.eval(`window.decoded`, &before)
		v.send("drop", name, test.file)
		v.until(fmt.Sprintf(`document.querySelector("#notice .say").textContent.includes(%q)`, test.want))
		v.answered("A ship")
		v.eval(`window.decoded`, &after)
		if decoded := after > before; decoded != test.decodes {
			t.Errorf("%s: decoded %v, want %v", name, decoded, test.decodes)
		}
		v.eval(`document.querySelector("#dismiss").click()`, nil)
		v.until(`getComputedStyle(document.querySelector("#notice")).display == "none"`)
	}
}

func mustRead(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A PNG file may have an orientation as a JPEG has: the picture is turned once.
func TestTurnedPNG(t *testing.T) {
	upright := enlarged(t, "horse.jpg")
	stored := image.NewNRGBA(image.Rect(0, 0, 700, 900))
	for y := range 700 {
		for x := range 900 {
			stored.Set(y, 899-x, upright.At(x, y)) // a quarter to the left
		}
	}
	plain := asPNG(t, stored)
	chunk := []byte("eXIfMM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	const header = 8 + 25
	file := append([]byte{}, plain[:header]...)
	file = binary.BigEndian.AppendUint32(file, uint32(len(chunk)-4))
	file = append(file, chunk...)
	file = binary.BigEndian.AppendUint32(file, crc32.ChecksumIEEE(chunk))
	file = append(file, plain[header:]...)
	v := open(t, options{})
	v.answered("A ship")
	v.send("drop", "turned.png", file)
	v.answered("turned.png")
	if worst, mean := levelsApart(t, v.view(), upright); worst > 0 {
		t.Errorf("%d levels apart, %.3f in the mean", worst, mean)
	}
}

// Browsers that put noise into what pages read back, against fingerprinting,
// give no pixels to trust: Go's decoders read what they can, and the rest is
// refused with a sentence.
func TestNoisyPixels(t *testing.T) {
	v := open(t, options{before: `
		const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
		OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...args) {
			const image = read.apply(this, args);
			for (let i = 0; i < image.data.length; i += 97) image.data[i] ^= 1;
			return image;
		};`})
	v.answered("A ship")
	plain := enlarged(t, "truck.jpg")
	for name, file := range map[string][]byte{"large.jpg": asJPEG(t, plain, 90), "large.png": asPNG(t, plain)} {
		v.send("drop", name, file)
		v.answered(name)
		want, err := picture.Decode(file)
		if err != nil {
			t.Fatal(err)
		}
		if worst, _ := levelsApart(t, v.view(), want); worst != 0 {
			t.Errorf("%s: %d levels apart", name, worst)
		}
	}
	v.send("drop", "other.webp", mustRead(t, "testdata/truck.webp"))
	v.until(`document.querySelector("#notice").textContent.includes("keeps the pixels of pictures from pages")`)
	v.answered("large")
}
