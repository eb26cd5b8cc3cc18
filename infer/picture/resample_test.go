package picture

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	"github.com/nfnt/resize"
)

// TestResamplerAgainstResizer: the rows that a Resampler narrows by itself are
// the resizer's to the bit, however much they shrink or grow.
func TestResamplerAgainstResizer(t *testing.T) {
	noise := rand.New(rand.NewPCG(1, 2))
	for _, test := range []struct{ width, height, size int }{
		{1, 1, 5}, {2, 3, 32}, {15, 11, 32}, {31, 33, 32}, {32, 40, 32}, {33, 5, 32}, {150, 110, 32}, {1000, 3, 32}, {3001, 2, 32}, {9000, 200, 7},
	} {
		img := image.NewRGBA(image.Rect(0, 0, test.width, test.height))
		for i := range img.Pix {
			img.Pix[i] = uint8(noise.Uint32())
			if i%4 == 3 {
				img.Pix[i] = 0xff
			}
		}
		wide := image.NewRGBA64(img.Rect)
		for i, v := range img.Pix {
			wide.Pix[2*i], wide.Pix[2*i+1] = v, v
		}
		rows := resize.Resize(uint(test.size), uint(test.height), wide, resize.Lanczos3).(*image.RGBA64)
		want := narrowed(resize.Resize(uint(test.size), uint(test.size), rows, resize.Lanczos3).(*image.RGBA64))
		s := NewResampler(test.width, test.height, test.size)
		strips := 0
		for y := 0; s.Next() > 0; strips++ {
			n := s.Next()
			s.Add(img.SubImage(image.Rect(0, y, test.width, y+n)).(*image.RGBA))
			y += n
		}
		if got := s.Square(); !bytes.Equal(got.Pix, want.Pix) {
			t.Errorf("%+v in %d strips differs from the resizer's", test, strips)
		}
	}
}

func TestCentre(t *testing.T) {
	for size, want := range map[image.Point]image.Rectangle{
		{5, 3}: image.Rect(1, 0, 4, 3), {3, 6}: image.Rect(0, 1, 3, 4), {4, 4}: image.Rect(0, 0, 4, 4),
	} {
		if got := Centre(size.X, size.Y); got != want {
			t.Errorf("of %v: %v", size, got)
		}
	}
}

func BenchmarkSquare(b *testing.B) {
	img := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	for i := range img.Pix {
		img.Pix[i] = uint8(i * 7)
		if i%4 == 3 {
			img.Pix[i] = 0xff
		}
	}
	for b.Loop() {
		Square(img, 32)
	}
}
