//go:build !js

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func (v *visit) shows(what string) {
	v.Helper()
	v.until(`(document.querySelector("#lens-title").textContent.match(/\d\.\d/)[0] + ", " + document.querySelector("#lens-channel").textContent + "," +
		[...document.querySelectorAll("figcaption .what")].map(e => e.textContent)) == "` + what + `"`)
}

// One selection for both networks: by click on a channel, by the arrow keys,
// by the buttons of the lens.
func TestSelection(t *testing.T) {
	v := open(t, options{link: "#ch=1&tiles=all"})
	v.answered("")
	v.shows("2.2, 1 of 32,O · 1,H · 1")
	// In the atlas of stage 1 the channels stand 4 × 4: this is the last but one of the second row.
	var at struct{ X, Y float64 }
	v.eval(`(() => { const b = document.querySelector("#cell-1-1-3").getBoundingClientRect(); return {X: b.x + b.width * 0.625, Y: b.y + b.height * 0.375}; })()`, &at)
	v.do(chromedp.MouseClickXY(at.X, at.Y))
	v.shows("1.3, 7 of 16,I · 7,I · 7")
	for _, press := range []struct {
		key   string
		shift bool
		want  string
	}{
		{kb.ArrowRight, false, "2.1, 7 of 32,I · 7,I · 7"},
		{kb.ArrowDown, false, "2.1, 7 of 32,O · 7,H · 7"},
		{kb.ArrowRight, true, "2.1, 8 of 32,O · 8,H · 8"},
		{kb.ArrowDown, true, "2.1, 14 of 32,O · 14,H · 14"},
		{kb.ArrowLeft, false, "1.3, 14 of 16,O · 14,H · 14"},
		{kb.ArrowUp, false, "1.3, 14 of 16,I · 14,I · 14"},
	} {
		var held []chromedp.KeyOption
		if press.shift {
			held = append(held, chromedp.KeyModifiers(input.ModifierShift))
		}
		v.do(chromedp.KeyEvent(press.key, held...))
		v.shows(press.want)
	}
	var focus string
	v.eval("document.activeElement.id", &focus)
	if focus != "cell-1-1-3" {
		t.Errorf("the focus is on %q", focus)
	}
	v.do(chromedp.Click("#kind-gate_f", chromedp.ByQuery))
	v.shows("1.3, 14 of 16,O · 14,f · 14")
	v.do(chromedp.KeyEvent("r"))
	v.shows("1.3, 14 of 16,res · 14,res · 14")
	v.do(chromedp.KeyEvent("g"), chromedp.KeyEvent("g"))
	v.shows("1.3, 14 of 16,O · 14,f · 14")
	v.do(chromedp.Click("#channel-down", chromedp.ByQuery))
	v.shows("1.3, 13 of 16,O · 13,f · 13")
	v.until(`document.querySelector(".map.B .ends").textContent.includes("0.00") && document.querySelector(".map.B .ends").textContent.includes("1.00")`)
}

// The value under the pointer, in both networks at once.
func TestPointer(t *testing.T) {
	v := open(t, options{})
	v.answered("")
	v.until(`document.querySelector(".map.B svg.histogram path").getAttribute("d").length > 20`)
	x, y, w, h := v.box("#lens-A")
	v.do(chromedp.MouseEvent(input.MouseMoved, x+w*2.5/16, y+h*4.5/16))
	v.until(`document.querySelector("#pointed").textContent == "row 5, col. 3"`)
	v.until(`[...document.querySelectorAll("figcaption .value")].every(e => /^−?[0-9]+\.[0-9]+$/.test(e.textContent))`)
	v.do(chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
	v.until(`document.querySelector("#pointed").textContent == "row 5, col. 4"`)
	v.do(chromedp.MouseEvent(input.MouseMoved, 5, 5))
	v.until(`document.querySelector("#pointed").textContent == ""`)
}

// Other networks on the sides: rows, answers and lens follow.
func TestOtherModels(t *testing.T) {
	v := open(t, options{})
	v.answered("")
	v.do(chromedp.SetValue("#model-b", "resnet-20", chromedp.ByQuery))
	v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll("#grid tbody tr").length == 2`)
	v.answered("A ship")
	v.until(`document.querySelectorAll("#grid .cell canvas").length == 18`)
	if a, b := v.text("#answer-A"), v.text("#answer-B"); a != b {
		t.Errorf("the same network says %q and %q", a, b)
	}
	v.do(chromedp.SetValue("#model-a", "regnet-20-lstm", chromedp.ByQuery))
	v.eval(`document.querySelector("#model-a").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll("#grid tbody tr").length == 4`)
	v.answered("A ship")
	v.until(`document.querySelectorAll("#grid .cell canvas").length == 36`)
}

func TestLanguage(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.do(chromedp.Click("#language", chromedp.ByQuery))
	v.until(`document.documentElement.lang == "ko" && document.querySelector("#answer-A").textContent == "배"`)
	v.do(chromedp.Reload())
	v.until(`!document.querySelector("#mount") && document.documentElement.lang == "ko" && document.querySelector("#answer-A").textContent == "배"`)
	v.do(chromedp.Click("#language", chromedp.ByQuery))
	v.until(`document.documentElement.lang == "en"`)
	if got := v.text("#language"); !strings.Contains(got, "한국어") {
		t.Errorf("the button says %q", got)
	}
}
