//go:build !js

package browsertest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// decoded is a PNG file as plain pixels. It is kept under build/screenshots.
func decoded(t testing.TB, name string, b []byte) *image.RGBA {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, "build", "screenshots", name), b, 0o644); err != nil {
		t.Log(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Bounds(), img, image.Point{}, draw.Src)
	return out
}

// apart is how many of a hundred pixels of an image, laid at a place of another,
// have a clearly different colour there. Letters have softer edges here than
// there; a pixel's neighbours are as good as itself.
func apart(part, whole *image.RGBA, at image.Point) float64 {
	size, far := part.Bounds().Size(), 0
	for y := range size.Y {
		for x := range size.X {
			if !alikeNear(whole, at.Add(image.Pt(x, y)), part.RGBAAt(x, y)) {
				far++
			}
		}
	}
	return 100 * float64(far) / float64(size.X*size.Y)
}

func alikeNear(img *image.RGBA, at image.Point, want color.RGBA) bool {
	for y := at.Y - 1; y <= at.Y+1; y++ {
		for x := at.X - 1; x <= at.X+1; x++ {
			c := img.RGBAAt(x, y)
			if max(off(c.R, want.R), off(c.G, want.G), off(c.B, want.B)) < 40 {
				return true
			}
		}
	}
	return false
}

func off(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }

// count is how many pixels have a colour.
func count(img *image.RGBA, c color.RGBA) (n int) {
	for i := 0; i < len(img.Pix); i += 4 {
		if img.Pix[i] == c.R && img.Pix[i+1] == c.G && img.Pix[i+2] == c.B {
			n++
		}
	}
	return n
}

// onWholePixels moves an element by the fraction of a pixel that keeps it from
// beginning at a whole one, as it does in a saved picture: letters have their
// places by whole pixels, and else some are a pixel further on in one of the two.
func (v *visit) onWholePixels(selector string) {
	v.Helper()
	v.do(chromedp.Evaluate(fmt.Sprintf(`(() => {
		const e = document.querySelector(%q), at = e.getBoundingClientRect();
		if (getComputedStyle(e).position != "static") return;
		e.style.position = "relative";
		e.style.left = Math.round(at.x) - at.x + "px";
		e.style.top = Math.round(at.y) - at.y + "px";
	})()`, selector), nil))
}

// Charts and panels as pictures: in two sizes, in the page's colours, and with
// what the browser itself paints there, under a title.
func TestSaveViews(t *testing.T) {
	type palette struct{ ground, a, b color.RGBA }
	for name, test := range map[string]struct {
		o options
		palette
	}{
		"light": {options{timeout: 3 * 60e9}, palette{color.RGBA{0xff, 0xff, 0xff, 0xff}, color.RGBA{0x00, 0x72, 0xb2, 0xff}, color.RGBA{0xc6, 0x53, 0x00, 0xff}}},
		"dark":  {options{timeout: 3 * 60e9, dark: true, korean: true}, palette{color.RGBA{0x1a, 0x1c, 0x1e, 0xff}, color.RGBA{0x62, 0xb8, 0xea, 0xff}, color.RGBA{0xf0, 0xa0, 0x4b, 0xff}}},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t, test.o)
			v.answered("")
			v.compared()
			dir, pictures := folder(t)
			v.tab(1)
			v.do(chromedp.SetUploadFiles("#folder", []string{dir}, chromedp.ByQuery))
			v.until(fmt.Sprintf(`document.querySelector("#batch-state")?.textContent.includes(%d) && document.querySelectorAll(".batch-picture").length == %d && document.querySelector("#batch-cancel").ariaDisabled == "true"`, pictures, pictures))
			v.click("#to-one")
			v.overBatch()
			v.do(chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
			v.until(`document.querySelectorAll(".explained:not(.gone)").length == 2 && document.querySelector("#explained-B .equation div")`)
			saved := v.saving()
			var pale float64 // how high the words on dashed bars are, which stand below the bars in a picture
			v.eval(`document.querySelector("#pale").getBoundingClientRect().height`, &pale)
			for _, view := range []struct {
				name, last string // the last element of the view
				at, below  int    // pixels at its left and below it
				text       bool   // it is painted in no network's colour
			}{
				{"answers", ".bars", 20, 21 + 8 + int(pale), false},
				{"why", ".say-why", 20, 21, true},
				{"explain", "#explained-B", 20, 21, true},
				{"batch", ".batch-scores", 20, 21, false},
			} {
				v.click(map[bool]string{false: "#to-one", true: "#to-many"}[view.name == "batch"])
				switch view.name {
				case "why":
					v.click("#inspect-why")
					v.until(`document.querySelector("#why-map-A") && document.querySelector("#why-map-B")`)
					v.painted("#why-map-A", "#why-map-B")
				case "explain":
					v.click("#inspect-look")
					v.until(`document.querySelector("#explained-B .equation div")`)
				}
				v.do(chromedp.KeyEvent("s"))
				v.until(`document.querySelector("#save").open`)
				var sizes [2]*image.RGBA
				for i := range sizes {
					of := map[bool]string{false: "a-ship-at-sea", true: "바다-위의-배"}[test.o.korean]
					at := "block-2.2_"
					if view.name == "batch" {
						of, at = fmt.Sprintf("batch-of-%d", pictures), ""
					}
					file := fmt.Sprintf("%s_resnet-20_regnet-20-lstm_%s%s_%dx.png", of, at, view.name, i+1)
					sizes[i] = decoded(t, name+"-"+file, saved(fmt.Sprintf("#save-%s-%d", view.name, i+1), file))
				}
				v.do(chromedp.KeyEvent(kb.Escape))
				v.until(`!document.querySelector("#save").open`)
				once, twice := sizes[0], sizes[1]
				if 2*once.Bounds().Dx() != twice.Bounds().Dx() || 2*once.Bounds().Dy() != twice.Bounds().Dy() {
					t.Errorf("%s: %v and %v", view.name, once.Bounds(), twice.Bounds())
				}
				if once.RGBAAt(3, 3) != test.ground {
					t.Errorf("%s: on %v, want %v", view.name, once.RGBAAt(3, 3), test.ground)
				}
				if title := once.SubImage(image.Rect(20, 20, 320, 60)).(*image.RGBA); apart(title, flat(title.Bounds(), test.ground), title.Bounds().Min) < 3 {
					t.Errorf("%s: there is no title", view.name)
				}
				for side, c := range map[string]color.RGBA{"A": test.a, "B": test.b} {
					few, many := count(once, c), count(twice, c)
					if !view.text && (few < 60 || many < 3*few) {
						t.Errorf("%s: %d pixels have the colour of %s, and %d in double size", view.name, few, side, many)
					}
				}
				v.eval(`document.querySelector(".what-if").style.position = "static"; document.querySelector("#inspector").style.maxHeight = "none"`, nil) // it lies over what scrolls under it
				v.onWholePixels(view.last)
				own := v.shot(view.last)
				at := image.Pt(view.at, once.Bounds().Dy()-view.below-own.Bounds().Dy())
				if far := apart(own, once, at); far > 2.5 {
					t.Errorf("%s: %.1f %% of %s is not as on the page", view.name, far, view.last)
				}
			}
		})
	}
}

// flat is an image of one colour.
func flat(r image.Rectangle, c color.RGBA) *image.RGBA {
	img := image.NewRGBA(r)
	draw.Draw(img, r, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

// shot is an element as the browser paints it.
func (v *visit) shot(selector string) *image.RGBA {
	v.Helper()
	var b []byte
	v.eval(`document.querySelector("header").style.position = "static"; document.activeElement.blur()`, nil)
	v.do(chromedp.Screenshot(selector, &b, chromedp.ByQuery))
	return decoded(v.TB, "shot-"+strings.Trim(selector, ".#")+".png", b)
}
