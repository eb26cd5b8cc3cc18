//go:build !js

package browsertest

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// compared waits for the likeness of the blocks, also across the networks.
func (v *visit) compared() {
	v.Helper()
	v.until(`document.querySelectorAll("#chart-alike .v").length == 16 && /A and of B|A와 B/.test(document.querySelector("#alike-found").textContent)`)
}

// The answer read off the blocks of the last stage, the last one of which gives
// the answer itself.
func TestReadout(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.until(`document.querySelectorAll("#chart-answer .v").length == 6`)
	var last, inLabel []string
	for side := range sides {
		v.eval(`[...document.querySelectorAll("#chart-answer .v.`+side+`")].map(e => e.textContent)`, &last)
		answer, err := strconv.ParseFloat(strings.TrimSuffix(v.text("#share-"+side), " %"), 64)
		if err != nil || len(last) != 3 {
			t.Fatalf("%s reads %q, %v", side, last, err)
		}
		inLabel = append(inLabel, "3.3 "+last[2])
		if read, err := strconv.ParseFloat(last[2], 64); err != nil || math.Abs(read-answer) > 0.56 {
			t.Errorf("%s reads %q in the end, the answer is %v %%", side, last, answer)
		}
	}
	var label string
	v.eval(`document.querySelector("#chart-answer [role=img]").getAttribute("aria-label")`, &label)
	for _, want := range append(inLabel, "Readable in stage 3 only") {
		if !strings.Contains(label, want) {
			t.Errorf("the chart is called %q, without %q", label, want)
		}
	}
	v.compared()
	// Points stand over the columns of the grid.
	var off float64
	v.eval(`Math.max(...["A", "B"].flatMap(n => [...document.querySelectorAll("#chart-alike .v." + n)].map((e, i) => {
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
	v.do(chromedp.ScrollIntoView("#matrix-aa", chromedp.ByQuery))
	v.eval(`(() => { const b = document.querySelector("#matrix-aa").getBoundingClientRect(); return {X: b.x + b.width * 4.5 / 9, Y: b.y + b.height * 2.5 / 9}; })()`, &at)
	v.do(chromedp.MouseEvent(input.MouseMoved, at.X, at.Y))
	pair("A, stage 1 block 3 and stage 2 block 2: CKA 0.")
	// Pressed, the columns of both blocks are marked.
	v.do(chromedp.MouseClickXY(at.X, at.Y))
	v.until(`document.querySelectorAll("#chart-alike .paired").length == 2 && document.querySelectorAll("#grid tbody tr:first-child .paired").length == 2`)
	v.do(chromedp.MouseClickXY(at.X, at.Y))
	v.until(`!document.querySelector(".paired")`)
	v.do(chromedp.Click("#by-cosine", chromedp.ByQuery))
	pair("A, stage 1 block 3 and stage 2 block 2: cannot be compared")
	v.until(`document.querySelectorAll("#chart-alike .v").length == 12`) // no cosine from stage to stage
	v.do(chromedp.Focus("#matrix-ab", chromedp.ByQuery))
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
