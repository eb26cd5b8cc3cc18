//go:build !js

package browsertest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// photograph is a JPEG file of so many megapixels, as a camera makes them:
// the gallery's picture, enlarged, with grain.
func photograph(t testing.TB, name string, megapixels int) string {
	t.Helper()
	small, err := jpeg.Decode(bytes.NewReader(sample(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	b := small.Bounds()
	height := 1000
	for height*height*4/3 < megapixels*1_000_000 {
		height += 8
	}
	width := height * 4 / 3
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	seed := uint32(1)
	left := (width - height) / 2
	for y := range height {
		for x := range width {
			seed = seed*1664525 + 1013904223
			sx := min(max((x-left)*b.Dx()/height, 0), b.Dx()-1)
			r, g, bl, _ := small.At(b.Min.X+sx, b.Min.Y+y*b.Dy()/height).RGBA()
			yy, cb, cr := color.RGBToYCbCr(uint8(r>>8), uint8(g>>8), uint8(bl>>8))
			img.Y[img.YOffset(x, y)] = uint8(min(max(int(yy)+int(seed>>29)-4, 0), 255))
			if x%2 == 0 && y%2 == 0 {
				img.Cb[img.COffset(x, y)], img.Cr[img.COffset(x, y)] = cb, cr
			}
		}
	}
	path := filepath.Join(t.TempDir(), fmt.Sprintf("%d Mpx of %s", megapixels, name))
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return path
}

// A large photograph is on the page soon: the browser decodes it, once, and what
// the page says is what the native command says.
func TestLargePhotographs(t *testing.T) {
	v := open(t, options{timeout: 3 * time.Minute})
	v.answered("A ship")
	for _, megapixels := range []int{12, 48} {
		file := photograph(t, "truck.jpg", megapixels)
		for range 2 { // the second time the reader is there
			v.eval(`document.querySelectorAll(".gallery button")[7].click()`, nil)
			v.answered("A frog")
			v.eval(`window.chips = new Set(), window.chipWatch?.disconnect(), window.chipWatch = new MutationObserver(() => chips.add(document.querySelector("#chip").textContent)),
				chipWatch.observe(document.querySelector("#chip"), {subtree: true, childList: true, characterData: true})`, nil)
			start := time.Now()
			v.drag(700, 500, file)
			v.answered(filepath.Base(file))
			t.Logf("%d Mpx: %v", megapixels, time.Since(start).Round(time.Millisecond))
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		v.agrees(b)
		var chips []string
		v.eval(`[...chips]`, &chips)
		t.Logf("%q", chips)
	}
}

// The newest picture wins: it waits neither for the one before, however large,
// nor is that one ever shown.
func TestNewestPictureWins(t *testing.T) {
	v := open(t, options{timeout: 3 * time.Minute})
	v.answered("A ship")
	large, middle := photograph(t, "truck.jpg", 48), photograph(t, "frog.jpg", 12)
	v.eval(`window.titles = [], new MutationObserver(() => {
		const title = document.querySelector(".shown").textContent;
		if (titles.at(-1) != title) titles.push(title);
	}).observe(document.querySelector(".shown"), {subtree: true, childList: true, characterData: true})`, nil)
	alone := time.Now()
	v.drag(700, 500, large)
	v.answered(filepath.Base(large))
	took := time.Since(alone)
	v.drag(700, 500, middle)
	v.answered(filepath.Base(middle))
	v.eval(`titles.length = 0, window.decoding = 0;
		const decode = regnetDecode;
		globalThis.regnetDecode = (...of) => { decoding++; const bitmap = decode(...of); bitmap.catch(() => {}).then(() => decoding--); return bitmap; }`, nil)
	for what, choose := range map[string]struct {
		do    func()
		shown string
	}{
		"a photograph": {func() { v.drag(700, 500, middle) }, filepath.Base(middle)},
		"a sample":     {func() { v.eval(`document.querySelectorAll(".gallery button")[1].click()`, nil) }, "A horse"},
	} {
		v.drag(700, 500, large)
		v.until(`document.querySelector("#chip").textContent.includes("48 Mpx of truck.jpg, ")`)
		start := time.Now()
		choose.do()
		v.answered(choose.shown)
		t.Logf("%s after %v; the large one takes %v", what, time.Since(start).Round(time.Millisecond), took.Round(time.Millisecond))
		// Once the browser has it decoded, the large one would be shrunk before
		// what comes next.
		v.until(`decoding == 0`)
		v.drag(700, 500, middle)
		v.answered(filepath.Base(middle))
		var titles []string
		v.eval(`titles.splice(0)`, &titles)
		for _, title := range titles {
			if strings.HasPrefix(title, filepath.Base(large)) {
				t.Errorf("%s was chosen after it, and yet %q was shown", what, title)
			}
		}
	}
}
