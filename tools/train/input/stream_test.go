package input

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// ramps writes pictures of several sizes, 3 for each of 4 classes, and returns
// their folder and sizes. Red is 60 times the class, green rises from left to
// right and blue from top to bottom, each from 0 to 255.
func ramps(t *testing.T) (dir string, sizes []image.Point) {
	t.Helper()
	dir = t.TempDir()
	for class := range 4 {
		folder := filepath.Join(dir, "train", fmt.Sprint("class", class))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range 3 {
			size := image.Pt(40+30*i, 90-10*class)
			img := image.NewRGBA(image.Rectangle{Max: size})
			for y := range size.Y {
				for x := range size.X {
					img.Set(x, y, color.RGBA{byte(60 * class), byte(255 * x / (size.X - 1)), byte(255 * y / (size.Y - 1)), 255})
				}
			}
			var b bytes.Buffer
			if err := png.Encode(&b, img); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i, ".png")), b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			sizes = append(sizes, size)
		}
	}
	return dir, sizes
}

func TestStream(t *testing.T) {
	const size, batch, least = 16, 5, 0.25
	dir, sizes := ramps(t)
	s, err := OpenStream(dir, "train", size)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if a := s.About(); a.Images != 12 || len(a.Classes) != 4 || len(a.SHA256) != 64 {
		t.Fatalf("about %+v", a)
	}
	d := &Drawer{Seed: 3, Images: 12, Batch: batch, Size: size, Augmentation: Augmentation{Resized: least, Padding: PadZero, Flip: true}}
	plain := *d // draws the same, with the pictures' own indices
	drawn := make([]int32, batch*DrawWidth)
	whole := 0
	var sixth []byte
	for step := range 8 {
		draws, set, err := s.At(d, step)
		if err != nil {
			t.Fatal(err)
		}
		if step == 6 {
			sixth = set.Pixels
		}
		plain.Draw(drawn, step)
		for i := range batch {
			index := int(drawn[i*DrawWidth])
			if draws[i*DrawWidth] != int32(i) || !slices.Equal(draws[i*DrawWidth+1:][:DrawWidth-1], drawn[i*DrawWidth+1:][:DrawWidth-1]) {
				t.Fatalf("step %d: drew %v for %v", step, draws, drawn)
			}
			at := func(x, y int) []byte { return set.Pixels[((i*size+y)*size+x)*3:][:3] }
			if class := index / 3; set.Labels[i] != int32(class) || at(3, 3)[0] != byte(60*class) {
				t.Errorf("step %d, place %d: class %d, red %d, for picture %d", step, i, set.Labels[i], at(3, 3)[0], index)
			}
			// The ramps tell which part is seen: its share of each side.
			const inner = float64(size-1) / size
			w := (float64(at(size-1, 8)[1]) - float64(at(0, 8)[1])) / 255 / inner
			h := (float64(at(8, size-1)[2]) - float64(at(8, 0)[2])) / 255 / inner
			ratio := w * float64(sizes[index].X) / (h * float64(sizes[index].Y))
			if w*h < 0.8*least || w*h > 1.2 || ratio < 0.65 || ratio > 1.55 {
				t.Errorf("step %d, place %d: %.2f of the width and %.2f of the height of %v", step, i, w, h, sizes[index])
			}
			if w > 0.95 && h > 0.95 {
				whole++
			}
		}
	}
	if whole > 10 {
		t.Errorf("%d of 40 pictures are seen whole", whole)
	}
	// A step is the same whatever was asked for before.
	again, err := OpenStream(dir, "train", size)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, step := range []int{1, 6} {
		_, set, err := again.At(d, step)
		if err != nil {
			t.Fatal(err)
		}
		if same := slices.Equal(set.Pixels, sixth); same != (step == 6) {
			t.Errorf("step %d: the sixth step's pictures: %v", step, same)
		}
	}
}

func TestStreamNamesTheBrokenPicture(t *testing.T) {
	dir, _ := ramps(t)
	broken := filepath.Join(dir, "train", "class2", "1.png")
	if err := os.Truncate(broken, 60); err != nil {
		t.Fatal(err)
	}
	s, err := OpenStream(dir, "train", 16)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	d := &Drawer{Seed: 1, Images: 12, Batch: 12, Size: 16, Augmentation: Augmentation{Resized: 0.5, Padding: PadZero}}
	if _, _, err := s.At(d, 0); err == nil || !strings.Contains(err.Error(), "class2/1.png") {
		t.Errorf("error %v", err)
	}
}

func TestResizedCrop(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	size := image.Pt(500, 375)
	var shares []float64
	corners := map[bool]int{}
	for range 2000 {
		r := resizedCrop(rng, size, 0.08)
		if !r.In(image.Rectangle{Max: size}) || r.Empty() {
			t.Fatalf("%v is not within %v", r, size)
		}
		ratio := float64(r.Dx()) / float64(r.Dy())
		if ratio < 0.74 || ratio > 1.35 {
			t.Fatalf("%v: sides in a ratio of %.3f", r, ratio)
		}
		shares = append(shares, float64(r.Dx()*r.Dy())/float64(size.X*size.Y))
		corners[r.Min.X < (size.X-r.Dx())/2]++
	}
	// Evenly from 0.08 to 1; of the largest few fit in, so that the median lies
	// below the middle, 0.54.
	slices.Sort(shares)
	if least, median := shares[0], shares[1000]; least < 0.079 || least > 0.1 || median < 0.40 || median > 0.56 {
		t.Errorf("shares from %.3f, median %.3f", least, median)
	}
	if math.Abs(float64(corners[true]-corners[false])) > 200 {
		t.Errorf("left and right of the middle: %v", corners)
	}
	// What cannot have such sides is cut in the middle.
	for _, c := range []struct {
		size image.Point
		want image.Rectangle
	}{
		{image.Pt(1000, 10), image.Rect(493, 0, 506, 10)},
		{image.Pt(9, 900), image.Rect(0, 444, 9, 456)},
		{image.Pt(1, 1), image.Rect(0, 0, 1, 1)},
	} {
		if got := resizedCrop(rng, c.size, 1); got != c.want {
			t.Errorf("%v: %v, want %v", c.size, got, c.want)
		}
	}
}

// BenchmarkStream reads photographs of ImageNet's usual size for its networks,
// on all cores: images/s is what a GPU has to be fed from.
func BenchmarkStream(b *testing.B) {
	dir := b.TempDir()
	rng := rand.New(rand.NewPCG(1, 2))
	const batch = 64
	for i := range batch {
		img := image.NewRGBA(image.Rect(0, 0, 500, 375))
		fx, fy := rng.Float64()/20, rng.Float64()/20
		for y := range 375 {
			for x := range 500 {
				v := 100 + 60*math.Sin(fx*float64(x))*math.Cos(fy*float64(y))
				img.Set(x, y, color.RGBA{byte(v + 30*rng.Float64()), byte(v), byte(v + 20), 255})
			}
		}
		var file bytes.Buffer
		if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: 90}); err != nil {
			b.Fatal(err)
		}
		folder := filepath.Join(dir, "train", fmt.Sprint("class", i%4))
		if err := os.MkdirAll(folder, 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(i, ".jpg")), file.Bytes(), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	s, err := OpenStream(dir, "train", 224)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d := &Drawer{Seed: 1, Images: batch, Batch: batch, Size: 224, Augmentation: Augmentation{Resized: 0.08, Padding: PadZero, Flip: true}}
	step := 0
	for b.Loop() {
		if _, _, err := s.At(d, step); err != nil {
			b.Fatal(err)
		}
		step++
	}
	b.ReportMetric(float64(step*batch)/b.Elapsed().Seconds(), "images/s")
}
