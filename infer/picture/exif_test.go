package picture

import (
	"encoding/binary"
	"image"
	"testing"
)

// withEXIF puts EXIF data with an orientation before the rest of a JPEG, after
// a comment segment, as cameras do with their own.
func withEXIF(jpeg []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	tiff := []byte("II*\x00")
	if order.AppendUint16(nil, 1)[0] == 0 {
		tiff = []byte("MM\x00*")
	}
	tiff = order.AppendUint32(tiff, 10) // the directory, after two unused bytes
	tiff = append(tiff, 0, 0)
	tiff = order.AppendUint16(tiff, 2)
	for _, entry := range [][2]uint16{{0x0100, 77}, {0x0112, orientation}} {
		tiff = order.AppendUint16(tiff, entry[0])
		tiff = order.AppendUint16(tiff, 3) // SHORT
		tiff = order.AppendUint32(tiff, 1)
		tiff = order.AppendUint16(tiff, entry[1])
		tiff = append(tiff, 0, 0)
	}
	b := append([]byte{}, jpeg[:2]...)
	b = append(b, 0xff, 0xfe, 0, 5, 'a', 'b', 'c')
	b = append(b, 0xff, 0xe1)
	b = binary.BigEndian.AppendUint16(b, uint16(2+6+len(tiff)))
	b = append(b, "Exif\x00\x00"...)
	b = append(b, tiff...)
	return append(b, jpeg[2:]...)
}

// TestUpright stores one upright picture in all eight ways that EXIF knows
// (TIFF 6.0: "the 0th row is at the top/right/… of the image") and wants the
// same picture back.
func TestUpright(t *testing.T) {
	const w, h = 48, 32 // of the upright picture
	upright := quarters(w, h)
	// For each orientation where the stored pixel (column, row) is shown.
	shown := map[uint16]func(c, r int) (x, y int){
		1: func(c, r int) (int, int) { return c, r },                 // row 0 top, column 0 left
		2: func(c, r int) (int, int) { return w - 1 - c, r },         // top, right
		3: func(c, r int) (int, int) { return w - 1 - c, h - 1 - r }, // bottom, right
		4: func(c, r int) (int, int) { return c, h - 1 - r },         // bottom, left
		5: func(c, r int) (int, int) { return r, c },                 // row 0 left, column 0 top
		6: func(c, r int) (int, int) { return w - 1 - r, c },         // right, top
		7: func(c, r int) (int, int) { return w - 1 - r, h - 1 - c }, // right, bottom
		8: func(c, r int) (int, int) { return r, h - 1 - c },         // left, bottom
	}
	wantSquare := Square(upright, 8)
	for orientation, place := range shown {
		sw, sh := w, h
		if orientation >= 5 {
			sw, sh = h, w
		}
		stored := image.NewRGBA(image.Rect(0, 0, sw, sh))
		for r := range sh {
			for c := range sw {
				stored.Set(c, r, upright.At(place(c, r)))
			}
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			img, err := Decode(withEXIF(encode(t, "JPEG", stored), order, orientation))
			if err != nil {
				t.Fatalf("orientation %d: %v", orientation, err)
			}
			if img.Bounds() != upright.Bounds() {
				t.Errorf("orientation %d: bounds %v, want %v", orientation, img.Bounds(), upright.Bounds())
				continue
			}
			for _, p := range []image.Point{{4, 4}, {44, 4}, {4, 28}, {44, 28}} {
				if !near(img.At(p.X, p.Y), upright.At(p.X, p.Y), 4) {
					t.Errorf("orientation %d: at %v %v, want %v", orientation, p, img.At(p.X, p.Y), upright.At(p.X, p.Y))
				}
			}
			got := Square(img, 8)
			for i := range got.Pix {
				if d := int(got.Pix[i]) - int(wantSquare.Pix[i]); d > 4 || d < -4 {
					t.Errorf("orientation %d: the square's byte %d is %d, want %d", orientation, i, got.Pix[i], wantSquare.Pix[i])
					break
				}
			}
		}
	}
}

func TestOrientationNotUnderstood(t *testing.T) {
	plain := encode(t, "JPEG", quarters(8, 8))
	good := withEXIF(plain, binary.LittleEndian, 6)
	at := func(i int, v byte) []byte { b := append([]byte{}, good...); b[i] = v; return b }
	if exifOrientation(good) != 6 {
		t.Fatal("the good file is not understood")
	}
	// Offsets: SOI 2, comment 7, APP1 header 4, "Exif\0\0" 6, TIFF from 19.
	tests := map[string][]byte{
		"no EXIF":                    plain,
		"empty":                      nil,
		"orientation 0":              withEXIF(plain, binary.LittleEndian, 0),
		"orientation 9":              withEXIF(plain, binary.BigEndian, 9),
		"unknown byte order":         at(19, 'X'),
		"directory outside":          at(23+3, 0x7f),
		"wrong type":                 at(19+12+12+2, 4),
		"two values":                 at(19+12+12+4, 2),
		"segment longer than file":   good[:40],
		"segment of impossible size": append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, 1}, good[4:]...),
	}
	for name, data := range tests {
		if got := exifOrientation(data); got != 1 {
			t.Errorf("%s: orientation %d", name, got)
		}
	}
}

func FuzzOrientation(f *testing.F) {
	plain := encode(f, "JPEG", quarters(8, 8))
	f.Add(withEXIF(plain, binary.LittleEndian, 6)[:64])
	f.Add(withEXIF(plain, binary.BigEndian, 8)[:64])
	f.Fuzz(func(t *testing.T, data []byte) {
		if got := exifOrientation(data); got < 1 || got > 8 {
			t.Fatalf("orientation %d", got)
		}
	})
}
