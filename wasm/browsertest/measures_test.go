//go:build !js

package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// compared waits for the likeness of the blocks, also across the networks.
func (v *visit) compared() {
	v.Helper()
	v.until(`document.querySelectorAll("#chart-alike text").length == 16 && /A and of B|A와 B/.test(document.querySelector("#alike-found").textContent)`)
}

// The answer read off the blocks of the last stage, the last one of which gives
// the answer itself.
func TestReadout(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.until(`document.querySelectorAll("#chart-answer text").length == 6`)
	var last, answer []string
	for i, side := range []string{"A", "B"} {
		v.eval(`[...document.querySelectorAll("#chart-answer text.`+side+`")].map(e => e.textContent)`, &last)
		v.eval(`[...document.querySelectorAll(".bar-row.top [role=cell]")].map(e => e.textContent)`, &answer)
		if len(last) != 3 || last[2] != answer[i] {
			t.Errorf("%s reads %q, the answer is %q", side, last, answer)
		}
	}
	var label string
	v.eval(`document.querySelector("#chart-answer [role=img]").getAttribute("aria-label")`, &label)
	if !strings.Contains(label, "block 3 "+last[2]) {
		t.Errorf("the chart is called %q", label)
	}
	v.until(`document.querySelectorAll("#chart-classes path.share").length == 6 && /ship/.test(document.querySelector("#chart-classes .key").textContent)`)
	v.compared()
	// Points stand over the columns of the grid.
	var off float64
	v.eval(`Math.max(...["A", "B"].flatMap(n => [...document.querySelectorAll("#chart-alike text." + n)].map((e, i) => {
		const point = e.getBoundingClientRect(), cell = document.querySelectorAll("#grid tbody tr:first-child td")[i + 1].querySelector("button").getBoundingClientRect();
		return Math.abs(point.x + point.width / 2 - cell.x - cell.width / 2);
	})))`, &off)
	if off > 4 {
		t.Errorf("a point is %.1f pixels from the middle of its column", off)
	}
}

// The table of likeness: another measure, another pairing, a pair by pointer
// and by key.
func TestAlike(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.compared()
	pair := func(want string) {
		t.Helper()
		v.until(`document.querySelector("#pair").textContent.startsWith(` + "`" + want + "`" + `)`)
	}
	pair("A, stage 1 block 1 and stage 1 block 1: CKA 1.00")
	var at struct{ X, Y float64 }
	v.do(chromedp.ScrollIntoView("#matrix", chromedp.ByQuery))
	v.eval(`(() => { const b = document.querySelector("#matrix").getBoundingClientRect(); return {X: b.x + b.width * 4.5 / 9, Y: b.y + b.height * 2.5 / 9}; })()`, &at)
	v.do(chromedp.MouseEvent(input.MouseMoved, at.X, at.Y))
	pair("A, stage 1 block 3 and stage 2 block 2: CKA 0.")
	v.do(chromedp.Click("#by-cosine", chromedp.ByQuery))
	pair("A, stage 1 block 3 and stage 2 block 2: cannot be compared")
	v.until(`document.querySelectorAll("#chart-alike text").length == 12`) // no cosine from stage to stage
	v.do(chromedp.Click("#pairing-2", chromedp.ByQuery), chromedp.Focus("#matrix", chromedp.ByQuery))
	pair("A, stage 1 block 1 and B, stage 1 block 1: cosine 0.")
	v.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	pair("A, stage 1 block 2 and B, stage 1 block 3: cosine 0.")
	v.do(chromedp.Click("#by-cka", chromedp.ByQuery))
	pair("A, stage 1 block 2 and B, stage 1 block 3: CKA 0.")
	// Another picture, other numbers.
	before := v.text("#alike-found")
	v.do(chromedp.Click(".sample:nth-child(2)", chromedp.ByQuery))
	v.until("document.querySelector(\"#alike-found\").textContent != `" + before + "`")
	// The same network twice: across is within, and the paper's claim is not at stake.
	v.do(chromedp.SetValue("#model-b", "resnet-20", chromedp.ByQuery))
	v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelector("#alike-found").textContent.endsWith("The same block of A and of B: 1.00 in the mean.")`)
	if found := v.text("#alike-found"); strings.Contains(found, "regulator") {
		t.Errorf("without a regulator: %q", found)
	}
}
