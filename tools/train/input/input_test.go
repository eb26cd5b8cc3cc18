package input

import (
	"context"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// plainly changes one picture as [Augmenter] should, pixel by pixel.
func plainly(pixels []byte, draw []int32, size int, a Augmentation, n Normalisation) []float32 {
	out := make([]float32, size*size*3)
	image := pixels[int(draw[0])*size*size*3:]
	mirror := func(v int) int {
		if v < 0 {
			v = -v
		}
		if v >= size {
			v = 2*(size-1) - v
		}
		return v
	}
	for y := range size {
		for x := range size {
			if c := a.Cutout; c > 0 {
				top, left := int(draw[4])-c/2, int(draw[5])-c/2
				if y >= top && y < top+c && x >= left && x < left+c {
					continue
				}
			}
			sy, sx := y+int(draw[1]), x
			if draw[3] == 1 {
				sx = size - 1 - x
			}
			sx += int(draw[2])
			if a.Padding == PadZero && (sy < 0 || sy >= size || sx < 0 || sx >= size) {
				continue
			}
			sy, sx = mirror(sy), mirror(sx)
			for c := range 3 {
				v := float32(image[(sy*size+sx)*3+c]) / 255
				out[(y*size+x)*3+c] = (v - n.Mean[c]) / n.Std[c]
			}
		}
	}
	return out
}

// changes are kinds of augmentation, and none.
var changes = []Augmentation{
	{Padding: PadZero},
	{Padding: PadReflect, Flip: true},
	{Crop: 4, Padding: PadZero, Flip: true},
	{Crop: 4, Padding: PadReflect, Flip: true, Cutout: 4},
	{Crop: 8, Padding: PadReflect},
	{Crop: 8, Padding: PadZero, Cutout: 9},
	{Crop: 2, Padding: PadZero, Cutout: 3},
}

func TestAugment(t *testing.T) {
	const size, images, batch = 9, 5, 40
	rng := rand.New(rand.NewPCG(1, 2))
	pixels := make([]byte, images*size*size*3)
	for i := range pixels {
		pixels[i] = byte(rng.IntN(256))
	}
	n := Normalisation{Mean: [3]float32{0.5, 0.4, 0.3}, Std: [3]float32{0.2, 0.3, 0.4}}
	const per = size * size * 3
	got, columns := make([]float32, per), make([]int32, size)
	for _, a := range changes {
		d := Drawer{Seed: 3, Images: images * batch, Batch: batch, Size: size, Augmentation: a}
		draw := make([]int32, batch*DrawWidth)
		d.Draw(draw, 7)
		augmenter := NewAugmenter(size, a, n)
		for i := range batch {
			draw[i*DrawWidth] %= images
			one := draw[i*DrawWidth:][:DrawWidth]
			want := plainly(pixels, one, size, a, n)
			augmenter.Changed(got, pixels[int(one[0])*per:][:per], one, columns)
			for j, w := range want {
				if g := got[j%3*size*size+j/3]; g != w {
					t.Fatalf("%+v, picture %d, value %d: %g, want %g", a, i, j, g, w)
				}
			}
		}
	}
	augmenter := NewAugmenter(size, changes[0], n)
	augmenter.Changed(got, pixels, make([]int32, DrawWidth), columns)
	plain := make([]float32, per)
	if augmenter.Plain(plain, pixels); !slices.Equal(got, plain) {
		t.Error("a picture that is not changed is not the plain one")
	}
}

func TestDraw(t *testing.T) {
	d := Drawer{Seed: 1, Images: 103, Batch: 10, Size: 32, Augmentation: Augmentation{Crop: 4, Padding: PadZero, Flip: true}}
	if d.Steps() != 10 {
		t.Fatalf("%d steps", d.Steps())
	}
	seen := map[int32]int{}
	shifts, flips := map[int32]bool{}, map[int32]bool{}
	draw := make([]int32, d.Batch*DrawWidth)
	var third []int32
	for step := range 20 {
		d.Draw(draw, step)
		if step == 13 {
			third = slices.Clone(draw)
		}
		for i := 0; i < len(draw); i += DrawWidth {
			if step < 10 {
				seen[draw[i]]++
			}
			shifts[draw[i+1]], flips[draw[i+3]] = true, true
		}
	}
	if len(seen) != 100 || slices.Max(slices.Collect(maps.Values(seen))) != 1 {
		t.Errorf("an epoch has %d pictures", len(seen))
	}
	if len(shifts) != 9 || len(flips) != 2 {
		t.Errorf("shifts %v, flips %v", shifts, flips)
	}
	// Another drawer that begins in the middle draws the same.
	again := Drawer{Seed: 1, Images: 103, Batch: 10, Size: 32, Augmentation: d.Augmentation}
	again.Draw(draw, 13)
	if !slices.Equal(draw, third) {
		t.Error("the draw depends on what was drawn before")
	}
	again.Seed = 2
	again.epoch = 0
	again.Draw(draw, 13)
	if slices.Equal(draw, third) {
		t.Error("the draw does not depend on the seed")
	}
}

func TestCache(t *testing.T) {
	data, cache := t.TempDir(), t.TempDir()
	for i, class := range []string{"ant", "bee"} {
		dir := filepath.Join(data, "train", class)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			img := image.NewRGBA(image.Rect(0, 0, 8, 8))
			for k := range 64 {
				img.Set(k%8, k/8, color.RGBA{byte(i), byte(j), byte(k), 255})
			}
			f, err := os.Create(filepath.Join(dir, string(rune('a'+j))+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, img); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	said := 0
	get := func() *Set {
		s, err := Open(context.Background(), data, "train", 8, cache, func(string) { said++ })
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := get()
	if said != 1 || first.Images != 6 || !slices.Equal(first.Labels, []int32{0, 0, 0, 1, 1, 1}) {
		t.Errorf("said %d, %d pictures, labels %v", said, first.Images, first.Labels)
	}
	if got := first.Pixels[4*8*8*3+5*3:][:3]; !slices.Equal(got, []byte{1, 1, 5}) {
		t.Errorf("pixel %v", got)
	}
	sum := first.SHA256
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if get().Close(); said != 1 {
		t.Error("decoded twice")
	}
	files, _ := filepath.Glob(filepath.Join(cache, "*"))
	if len(files) != 1 {
		t.Fatalf("cache holds %q", files)
	}
	if err := os.Truncate(files[0], 200); err != nil {
		t.Fatal(err)
	}
	if s := get(); said != 3 || s.SHA256 != sum { // that it is of no use, and that it decodes
		t.Errorf("a damaged cache: said %d, checksum %s", said, s.SHA256)
	}
	if _, err := Open(context.Background(), filepath.Join(data, "none"), "train", 8, cache, func(string) {}); err == nil {
		t.Error("no data, no error")
	}
}

func TestHoldOut(t *testing.T) {
	kept, held := HoldOut(100, 30)
	if len(kept) != 70 || len(held) != 30 {
		t.Fatalf("%d kept, %d held out", len(kept), len(held))
	}
	d := Drawer{Seed: 1, Images: 100, Kept: kept, Batch: 10, Size: 8}
	if d.Steps() != 7 {
		t.Errorf("%d steps", d.Steps())
	}
	draw := make([]int32, 10*DrawWidth)
	seen := map[int32]int{}
	for step := range 14 {
		d.Draw(draw, step)
		for i := 0; i < len(draw); i += DrawWidth {
			seen[draw[i]]++
		}
	}
	for _, i := range held {
		if seen[i] > 0 {
			t.Errorf("picture %d, held out, is drawn", i)
		}
	}
	if len(seen) != 70 {
		t.Errorf("%d pictures are drawn", len(seen))
	}
}

// TestFingerprintFollowsLinks changes a picture behind a link to a folder: the
// cache must not be taken for the same data's. A circle of links ends.
func TestFingerprintFollowsLinks(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	picture := filepath.Join(elsewhere, "1.png")
	if err := os.WriteFile(picture, []byte("one"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"cat": elsewhere, "circle": dir, "nothing": filepath.Join(dir, "gone")} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	before, err := fingerprint(dir)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := fingerprint(dir); err != nil || again != before {
		t.Errorf("%q and %q (%v)", before, again, err)
	}
	if err := os.WriteFile(picture, []byte("another"), 0o644); err != nil {
		t.Fatal(err)
	}
	if after, err := fingerprint(dir); err != nil || after == before {
		t.Errorf("a changed picture has the same fingerprint (%v)", err)
	}
}
