package picture

import (
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"runtime"
	"testing"
)

// pattern is the picture from which Pillow 13 made the files of testdata: its
// centre square, resized with Image.LANCZOS to 32 × 32. A ramp, a hard
// chequer of 7 × 5 pixels, and ragged bands.
func pattern(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			chequer := uint8(20)
			if (x/7+y/5)%2 == 0 {
				chequer = 230
			}
			img.SetRGBA(x, y, color.RGBA{uint8(x * 255 / (w - 1)), chequer, uint8((x*x + y*y*3 + x*y) / 97), 255})
		}
	}
	return img
}

// TestSquareAgainstPillow holds our resampling against an independent one. The
// two differ by rounding inside, and within three pixels of the border, where
// Pillow leaves out the samples outside and ours repeats the border.
func TestSquareAgainstPillow(t *testing.T) {
	for _, test := range []struct{ w, h, border, inside, mean100 int }{
		{150, 110, 16, 1, 40},
		{15, 11, 16, 1, 40},
	} {
		name := fmt.Sprintf("testdata/lanczos-%dx%d.png", test.w, test.h)
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := png.Decode(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		got := Square(pattern(test.w, test.h), 32)
		margin := 3 * 32 / min(test.w, test.h, 32) // three pixels of the coarser picture
		var worst, worstInside, sum int
		for y := range 32 {
			for x := range 32 {
				r, g, b, _ := want.At(x, y).RGBA()
				p := got.RGBAAt(x, y)
				for _, d := range []int{int(p.R) - int(r>>8), int(p.G) - int(g>>8), int(p.B) - int(b>>8)} {
					d = max(d, -d)
					sum += d
					worst = max(worst, d)
					if x >= margin && x < 32-margin && y >= margin && y < 32-margin {
						worstInside = max(worstInside, d)
					}
				}
			}
		}
		mean := float64(sum) / (3 * 32 * 32)
		t.Logf("%s: worst %d, worst inside %d, mean %.3f", name, worst, worstInside, mean)
		if worst > test.border || worstInside > test.inside || mean*100 > float64(test.mean100) {
			t.Errorf("%s: worst %d, worst inside %d, mean %.2f", name, worst, worstInside, mean)
		}
	}
}

// TestSquareKeepsLevels: a plain picture stays as it is to the level, however
// much it shrinks or grows, and a large one passes in several strips.
func TestSquareKeepsLevels(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {1, 9}, {3, 2}, {31, 40}, {32, 32}, {33, 33}, {1500, 1300}} {
		img := image.NewNRGBA(image.Rectangle{image.Pt(5, 7), image.Pt(5, 7).Add(size)})
		for i := 0; i < len(img.Pix); i += 4 {
			copy(img.Pix[i:], []uint8{201, 100, 3, 255})
		}
		got := Square(img, 32)
		if got.Bounds() != image.Rect(0, 0, 32, 32) {
			t.Fatalf("%v: bounds %v", size, got.Bounds())
		}
		for i := 0; i < len(got.Pix); i += 4 {
			if p := [4]uint8(got.Pix[i:]); p != [4]uint8{201, 100, 3, 255} {
				t.Errorf("%v: pixel %d is %v", size, i/4, p)
				break
			}
		}
	}
}

// TestSquareInStrips: a picture that passes in several strips is resampled as
// one: a vertical sine of period 100 keeps its values at the pixels' centres.
func TestSquareInStrips(t *testing.T) {
	const side, size = 1600, 64
	level := func(y float64) float64 { return 127 + 100*math.Sin(2*math.Pi*y/400) }
	img := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		v := uint8(math.Round(level(float64(y) + 0.5)))
		for x := range side {
			img.Pix[y*img.Stride+x] = v
		}
	}
	got := Square(img, size)
	for y := 3; y < size-3; y++ {
		want := level((float64(y) + 0.5) * side / size)
		if v := float64(got.RGBAAt(20, y).R); math.Abs(v-want) > 1.5 {
			t.Errorf("row %d is %v, want %.1f", y, v, want)
		}
	}
}

// TestSquareCrops: the longer side loses the same at both ends.
func TestSquareCrops(t *testing.T) {
	for _, size := range []image.Point{{16, 4}, {4, 16}} {
		img := image.NewRGBA(image.Rectangle{Max: size})
		for y := range size.Y {
			for x := range size.X {
				if d := max(x, y); d >= 6 && d < 10 {
					img.SetRGBA(x, y, color.RGBA{10, 20, 30, 255})
				} else {
					img.SetRGBA(x, y, color.RGBA{255, 255, 255, 255})
				}
			}
		}
		got := Square(img, 4)
		for i := 0; i < len(got.Pix); i += 4 {
			if p := [4]uint8(got.Pix[i:]); p != [4]uint8{10, 20, 30, 255} {
				t.Errorf("%v: pixel %d is %v", size, i/4, p)
			}
		}
	}
}

func TestSquareOverWhite(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 40, 40))
	for i := 0; i < len(img.Pix); i += 4 {
		copy(img.Pix[i:], []uint8{200, 0, 0, 0}) // transparent red
	}
	for i := range 20 * 40 { // the upper half half so
		img.Pix[4*i+3] = 128
	}
	got := Square(img, 40)
	if p := got.RGBAAt(5, 35); p != (color.RGBA{255, 255, 255, 255}) {
		t.Errorf("a transparent pixel is %v", p)
	}
	if p := got.RGBAAt(5, 5); !near(p, color.RGBA{227, 127, 127, 255}, 1) {
		t.Errorf("a half transparent pixel is %v", p)
	}
}

func TestNormalise(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 4, 4))
	for y := range 2 {
		for x := range 2 {
			img.SetRGBA(1+x, 2+y, color.RGBA{uint8(x), uint8(10 * y), 255, 255})
		}
	}
	part := img.SubImage(image.Rect(1, 2, 3, 4)).(*image.RGBA)
	dst := make([]float32, 12)
	Normalise(dst, part, [3]float32{0, 0, 0.5}, [3]float32{1, 2, 0.25})
	want := []float32{
		0, 1. / 255, 0, 1. / 255,
		0, 0, 10. / 255 / 2, 10. / 255 / 2,
		2, 2, 2, 2,
	}
	for i := range want {
		if d := dst[i] - want[i]; d > 1e-6 || d < -1e-6 {
			t.Errorf("value %d is %v, want %v", i, dst[i], want[i])
		}
	}
}

// Resampling takes memory of its own for a strip, not for the picture.
func TestSquareMemory(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 2048, 2048))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Square(img, 32)
	runtime.ReadMemStats(&after)
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 8<<20 {
		t.Errorf("%d MB for a picture of %d", spent>>20, len(img.Pix)>>20)
	}
}
