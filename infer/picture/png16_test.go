package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
)

// pngChunk appends a chunk.
func pngChunk(b []byte, name string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	checked := append([]byte(name), body...)
	b = append(b, checked...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(checked))
}

// pngOf16 writes a PNG file of 16 bits a sample, with the filters of its rows
// in turn, from random samples.
func pngOf16(w, h int, colour byte, interlaced bool, transparent []byte) []byte {
	p := &png16{width: w, height: h, colour: colour, interlaced: interlaced}
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(w)), uint32(h))
	header = append(header, 16, colour, 0, 0, 0)
	if interlaced {
		header[12] = 1
	}
	random := rand.New(rand.NewPCG(1, 2))
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	filter := byte(0)
	for _, s := range p.passes() {
		if s.x0 >= w {
			continue
		}
		columns := (w - s.x0 + s.dx - 1) / s.dx
		for y := s.y0; y < h; y += s.dy {
			row := make([]byte, 1+2*p.channels()*columns)
			for i := range row {
				row[i] = byte(random.Uint32())
			}
			if transparent != nil {
				copy(row[1:], transparent)
				filter = 0
			}
			row[0] = filter % 5
			filter++
			z.Write(row)
		}
	}
	z.Close()
	b := pngChunk([]byte(pngSignature), "IHDR", header)
	if transparent != nil {
		b = pngChunk(b, "tRNS", transparent)
	}
	half := packed.Len() / 2
	b = pngChunk(pngChunk(b, "IDAT", packed.Bytes()[:half]), "IDAT", packed.Bytes()[half:])
	return pngChunk(b, "IEND", nil)
}

// The standard library reads the same pixels, with 16 bits.
func TestPNG16(t *testing.T) {
	for _, colour := range []byte{pngGrey, pngRGB, pngGreyAlpha, pngRGBA} {
		for _, interlaced := range []bool{false, true} {
			for _, size := range []image.Point{{1, 1}, {3, 5}, {9, 8}, {17, 33}} {
				transparents := [][]byte{nil}
				if colour == pngGrey {
					transparents = append(transparents, []byte{1, 2})
				}
				if colour == pngRGB {
					transparents = append(transparents, []byte{1, 2, 3, 4, 5, 6})
				}
				for _, transparent := range transparents {
					file := pngOf16(size.X, size.Y, colour, interlaced, transparent)
					want, err := png.Decode(bytes.NewReader(file))
					if err != nil {
						t.Fatal(err)
					}
					got, err := Decode(file)
					if err != nil || got.Bounds() != want.Bounds() {
						t.Errorf("type %d, %v, interlaced %v: %v", colour, size, interlaced, err)
						continue
					}
					for y := range size.Y {
						for x := range size.X {
							a := color.NRGBA64Model.Convert(want.At(x, y)).(color.NRGBA64)
							b := color.NRGBAModel.Convert(got.At(x, y)).(color.NRGBA)
							if a.A>>8 == 0 && b.A == 0 {
								continue // without a colour
							}
							// The library's grey with alpha is multiplied by it on the way.
							if d := int(a.R>>8) - int(b.R); a.A>>8 != uint16(b.A) || a.A>>8 > 64 && (d > 4 || d < -4) ||
								colour != pngGreyAlpha && (uint8(a.R>>8) != b.R || uint8(a.G>>8) != b.G || uint8(a.B>>8) != b.B) {
								t.Fatalf("type %d, %v, interlaced %v: at %d, %d %v, want %v", colour, size, interlaced, x, y, b, a)
							}
						}
					}
				}
			}
		}
	}
}

// Four bytes a pixel are taken, and one for grey.
func TestPNG16Memory(t *testing.T) {
	const w, h = 1500, 1000
	for colour, most := range map[byte]uint64{pngRGBA: 5, pngGrey: 2} {
		file := pngOf16(w, h, colour, true, nil)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := Decode(file); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		if spent := after.TotalAlloc - before.TotalAlloc; spent > most*w*h {
			t.Errorf("type %d: %.1f bytes a pixel", colour, float64(spent)/(w*h))
		}
	}
}

func TestPNG16Broken(t *testing.T) {
	good := pngOf16(9, 7, pngRGB, false, nil)
	badFilter := func() []byte {
		var packed bytes.Buffer
		z := zlib.NewWriter(&packed)
		z.Write(append([]byte{9}, make([]byte, 12)...))
		z.Close()
		b := pngChunk([]byte(pngSignature), "IHDR", []byte{0, 0, 0, 2, 0, 0, 0, 1, 16, pngRGB, 0, 0, 0})
		return pngChunk(pngChunk(b, "IDAT", packed.Bytes()), "IEND", nil)
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, file := range map[string][]byte{
		"cut": good[:len(good)*2/3], "cut before its end": good[:len(good)-12], "flipped": flipped, "filter": badFilter(),
		"palette":        pngChunk(pngChunk([]byte(pngSignature), "IHDR", []byte{0, 0, 0, 2, 0, 0, 0, 1, 16, 3, 0, 0, 0}), "IEND", nil),
		"too few pixels": bytes.Replace(good, good[16:33], pngChunk(nil, "IHDR", []byte{0, 0, 0, 9, 0, 0, 0, 8, 16, pngRGB, 0, 0, 0})[8:], 1),
	} {
		if _, err := Decode(file); err == nil || !strings.Contains(err.Error(), "this PNG picture") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The orientation stands in a chunk of its own, before or after the pixels.
func TestPNGOrientation(t *testing.T) {
	tiff := append([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"), 0, 0, 0, 0)
	plain := encode(t, "PNG", quarters(32, 48))
	end := len(plain) - 12
	before := append(pngChunk(bytes.Clone(plain[:33]), "eXIf", tiff), plain[33:]...)
	after := append(pngChunk(bytes.Clone(plain[:end]), "eXIf", tiff), plain[end:]...)
	for _, file := range [][]byte{before, after} {
		img, err := Decode(file)
		if err != nil || img.Bounds() != image.Rect(0, 0, 48, 32) {
			t.Errorf("%v, %v", img.Bounds(), err)
			continue
		}
		// Row 0 is the right side: the red corner is at the upper right.
		if !near(img.At(44, 4), color.RGBA{255, 0, 0, 255}, 1) {
			t.Errorf("upper right %v", img.At(44, 4))
		}
	}
	if got := pngOrientation(plain); got != 1 {
		t.Errorf("without EXIF data: %d", got)
	}
}
