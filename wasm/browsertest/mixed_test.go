//go:build !js

package browsertest

import (
	_ "embed"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"regnetlens/ui/samples"
)

//go:embed recorder.js
var recorder string

// withDisc is a file of so many megapixels with a disc on it.
func withDisc(t testing.TB, name string, megapixels int, disc color.RGBA) string {
	t.Helper()
	width, height := 1000*megapixels/3, 3000
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(x / 32), uint8(y / 16), 90, 255}
			if dx, dy := x-width/2, y-height/2; dx*dx+dy*dy < height*height/9 {
				c = disc
			}
			img.SetRGBA(x, y, c)
		}
	}
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := jpeg.Encode(f, img, nil); err != nil {
		t.Fatal(err)
	}
	return path
}

// No frame shows things of two pictures: neither when 500 pictures follow each
// other as fast as they can, nor while large photographs are read.
func TestPicturesAreNotMixed(t *testing.T) {
	photographs := []string{
		withDisc(t, "sky.jpg", 12, color.RGBA{200, 40, 20, 255}), withDisc(t, "sea.jpg", 15, color.RGBA{240, 240, 255, 255}),
	}
	gallery, err := samples.List()
	if err != nil {
		t.Fatal(err)
	}
	v := open(t, options{before: recorder, timeout: 2 * time.Minute})
	v.answered(gallery[0].Title)
	v.compared()
	// One value is asked about, and the maps are of one number, each on its own
	// scale: what is on the page of a picture is then the same whatever was before.
	v.choose("#follow", "1")
	v.click("#scale-own")
	v.eval(`(e => { const b = e.getBoundingClientRect(); e.dispatchEvent(new PointerEvent("pointermove", {bubbles: true, clientX: b.left + b.width / 2, clientY: b.top + b.height / 2})); })(document.querySelector("#lens-B"))`, nil)
	for i, s := range gallery {
		v.eval(fmt.Sprintf(`document.querySelectorAll(".gallery button")[%d].click(); recorder.settle(%q)`, i, s.Title), nil, awaitPromise)
	}
	for _, path := range photographs {
		v.do(chromedp.SetUploadFiles("#file", []string{path}, chromedp.ByQuery))
		v.eval(fmt.Sprintf(`recorder.settle(%q)`, filepath.Base(path)), nil, awaitPromise)
	}
	v.eval(`recorder.start()`, nil)
	v.eval(`recorder.change(500)`, nil, awaitPromise)
	for i := range 4 {
		v.do(chromedp.SetUploadFiles("#file", []string{photographs[i%2]}, chromedp.ByQuery))
		if i < 2 { // the last ones are given up for a sample, at some time
			v.answered(filepath.Base(photographs[i%2]))
			time.Sleep(200 * time.Millisecond)
		} else {
			time.Sleep(time.Duration(rand.IntN(1500)) * time.Millisecond)
		}
		v.eval(`recorder.change(3)`, nil, awaitPromise)
	}
	v.until(`!document.querySelector("#chip").classList.contains("busy")`)
	var report struct {
		Frames, Blank, Captions int
		Faults                  []string
	}
	v.eval(`recorder.report()`, &report)
	for _, fault := range report.Faults {
		t.Error(fault)
	}
	t.Logf("%d frames, %d captions, %d places empty", report.Frames, report.Captions, report.Blank)
	if report.Frames < 200 || report.Captions != len(gallery)+len(photographs) {
		t.Errorf("%d frames of %d pictures were looked at", report.Frames, report.Captions)
	}
}
