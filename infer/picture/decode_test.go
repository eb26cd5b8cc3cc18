//go:build !js

package picture

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"strings"
	"testing"
)

// WebP pictures of 9 × 6 pixels written by libwebp (the library for Go only
// reads): red rises from left to right from 0 to 13.
var webps = map[string]string{
	"lossy":     "UklGRnIAAABXRUJQVlA4IGYAAAAQAgCdASoJAAYAAUAmJbACdLoAArnuIfwAAPcryz5CD+8/BQfyc/x/7y+9Jnn9FfNhRh0dLA5L2FLwPxixVH/o6/htnv++ANhs1KG8budf/1+DUdeK9JuELlOxTl2x2b+CO5oAAAA=",
	"lossless":  "UklGRkAAAABXRUJQVlA4TDMAAAAvCEABALkyRPQ/dhHR/4BCNpKgEq0/0ZrcgyAgKFEICIr8Hy0moIiZmCWGfxqIEQACuAAA",
	"alpha":     "UklGRpgAAABXRUJQVlA4WAoAAAAQAAAACAAABQAAQUxQSBMAAAABDzD/ERFCIJvs/rJRxBDR/8gBAFZQOCBeAAAAMAIAnQEqCQAGAAFAJiWwAnS6AANT+kVW7AAA/uv9L50D+8/AnVr9FfNhRh0dLA5L2FLwQFkUh//R1/DbPf98AbDZqUN43c6//r8Go68V6TcIXKdinLtjs38EdzQAAA==",
	"animation": "UklGRoYBAABXRUJQVlA4WAoAAAACAAAACAAABQAAQU5JTQYAAAAAAAAAAABBTk1GgAAAAAAAAAAAAAgAAAUAAGQAAAJWUDggaAAAANABAJ0BKgkABgABQCYlsAADP2Hm1YZgANtXX7XD/P/goP1UpR38aShOlqNB7Sv/oArIWNhQU3wbwAp7KPD///pyLjynyPme34ymehP/YLyS///X4NR14r0m4QuU/vR66qlm//HvawAAQU5NRtIAAAAAAAAAAAAIAAAFAABkAAAAVlA4ILoAAABUAQCdASoJAAYAAAAmJbAABHQAAP7kZ//o8+ef+67n/pz/9ObWH/HchlqN4v//ZSf8Dl/vqj/XR/4aH+TvjE7z//GL+447+Mlv/4xf3HHfxkt//GL+447+M///zp2f+gaP/+dOz/0Kb//OnZ/6FN//9OfAhv90//H9+Xdzj//Z7aSjfIf/5p+pg+v/wb/4T///sg/dDjs/9v/x/z/zgHdzj//ehbuP+DkxUf/9X//od38Tv0N//C/gAAA=",
}

func webpFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(webps[name])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecode(t *testing.T) {
	want := quarters(32, 48)
	for _, format := range []string{"JPEG", "PNG", "GIF", "BMP"} {
		img, err := Decode(encode(t, format, want))
		if err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		if img.Bounds() != want.Bounds() {
			t.Errorf("%s: bounds %v", format, img.Bounds())
		}
		for _, p := range []image.Point{{4, 4}, {28, 4}, {4, 44}, {28, 44}} {
			if !near(img.At(p.X, p.Y), want.At(p.X, p.Y), 3) {
				t.Errorf("%s: at %v %v, want %v", format, p, img.At(p.X, p.Y), want.At(p.X, p.Y))
			}
		}
	}
}

func TestDecodeWebP(t *testing.T) {
	for _, name := range []string{"lossy", "lossless", "alpha"} {
		img, err := Decode(webpFile(t, name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s := img.Bounds().Size(); s != (image.Point{9, 6}) {
			t.Errorf("%s: size %v", name, s)
		}
		_, _, _, a := img.At(0, 0).RGBA()
		if transparent := a == 0; transparent != (name == "alpha") {
			t.Errorf("%s: alpha of the first pixel %d", name, a)
		}
		Square(img, 6)
	}
	// The lossless one is exact: red is x·255/149, rounded down.
	img, _ := Decode(webpFile(t, "lossless"))
	for x := range 9 {
		if r, _, _, _ := img.At(x, 3).RGBA(); r>>8 != uint32(x*255/149) {
			t.Errorf("lossless: red at x = %d is %d", x, r>>8)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	whole := quarters(32, 32)
	half := func(format string) []byte {
		b := encode(t, format, whole)
		return b[:len(b)/2]
	}
	canvas := func(w, h int) []byte { // the "alpha" WebP with another canvas
		b := webpFile(t, "alpha")
		b[24], b[25], b[27], b[28] = byte(w-1), byte((w-1)>>8), byte(h-1), byte((h-1)>>8)
		return b
	}
	jpegBody := encode(t, "JPEG", whole)
	for i := len(jpegBody) / 2; i < len(jpegBody); i++ {
		jpegBody[i] = 0xff
	}
	tests := []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "not a JPEG"},
		{"text", []byte("hello, world"), "not a JPEG"},
		{"SVG", []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), "not a JPEG"},
		{"only a magic number", []byte("\xff\xd8\xff"), "this JPEG picture is cut short"},
		{"half a JPEG", half("JPEG"), "this JPEG picture"},
		{"half a PNG", half("PNG"), "this PNG picture"},
		{"half a GIF", half("GIF"), "this GIF picture"},
		{"half a BMP", half("BMP"), "this BMP picture is cut short"},
		{"half a WebP", webpFile(t, "lossy")[:60], "this WebP picture"},
		{"overwritten JPEG", jpegBody, "this JPEG picture"},
		{"animated WebP", webpFile(t, "animation"), "animation"},
		{"WebP canvas too small", canvas(4, 6), "canvas has 4 × 6 pixels, its frame 9 × 6"},
		{"WebP canvas too large", canvas(30, 6), "canvas has 30 × 6 pixels, its frame 9 × 6"},
		{"huge PNG", pngHeader(8001, 8000), "over the limit of 64 Mpx"},
		{"overflowing PNG", pngHeader(1<<31-1, 1<<31-1), "PNG picture"},
		{"huge BMP", bmpHeader(1<<30, 1<<30), "over the limit"},
		{"BMP of no pixels", bmpHeader(0, 5), "has no pixels"},
	}
	for _, test := range tests {
		img, err := Decode(test.data)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %v; want an error with %q", test.name, img, err, test.want)
		}
		if strings.Contains(test.want, "not a JPEG") && !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v is not ErrFormat", test.name, err)
		}
	}
}

// pngHeader is a PNG file that ends after its header.
func pngHeader(w, h uint32) []byte {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, w)
	chunk = binary.BigEndian.AppendUint32(chunk, h)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, chunk...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk))
}

// bmpHeader is a BMP file of 24 bits a pixel that ends after its header.
func bmpHeader(w, h uint32) []byte {
	b := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00\x28\x00\x00\x00")
	b = binary.LittleEndian.AppendUint32(b, w)
	b = binary.LittleEndian.AppendUint32(b, h)
	b = append(b, 1, 0, 24, 0)
	return append(b, make([]byte, 24)...)
}

// FuzzDecode holds that no bytes make Decode or Square panic, and that what
// Decode accepts keeps to the limit.
func FuzzDecode(f *testing.F) {
	for _, format := range []string{"JPEG", "PNG", "GIF", "BMP"} {
		f.Add(encode(f, format, quarters(9, 6)))
	}
	for name := range webps {
		f.Add(webpFile(f, name))
	}
	f.Add(withEXIF(encode(f, "JPEG", quarters(9, 6)), binary.BigEndian, 6))
	f.Add(pngHeader(3, 3))
	for _, colour := range []byte{pngGrey, pngRGB, pngGreyAlpha, pngRGBA} {
		f.Add(pngOf16(5, 3, colour, colour > pngRGB, nil))
	}
	f.Add(bmpOf(windowsBMP(2, 2, 16, 0), nil, make([]byte, 8)))
	f.Add(bmpOf(windowsBMP(2, 2, 8, 1), make([]byte, 1024), []byte{1, 2, 1, 3, 0, 0, 0, 1}))
	f.Add(bmpOf([]byte{12, 0, 0, 0, 2, 0, 2, 0, 1, 0, 4, 0}, make([]byte, 48), make([]byte, 8)))
	f.Add(withWebPEXIF(webpFile(f, "alpha"), []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00")))
	f.Add(bmpHeader(3, 3))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, format := range formats {
			// Keep one run fast: large pictures are decoded elsewhere.
			if c, err := format.config(data); err == nil && c.Width*c.Height > 1<<16 {
				return
			}
		}
		img, err := Decode(data)
		if err != nil {
			return
		}
		if s := img.Bounds().Size(); s.X <= 0 || s.Y <= 0 || s.X*s.Y > MaxPixels {
			t.Fatalf("size %v", s)
		}
		if got := Square(img, 5).Bounds(); got != image.Rect(0, 0, 5, 5) {
			t.Fatalf("square %v", got)
		}
	})
}
