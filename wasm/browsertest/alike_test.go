//go:build !js

package browsertest

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"regnetlens/infer/measure"
	"regnetlens/ui/session"
)

// across is how alike the blocks of A (rows) and B are over pictures of the
// gallery, with the reference backend.
func across(t *testing.T, names ...string) (all measure.Table) {
	t.Helper()
	for _, name := range names {
		var maps [2][]measure.Map
		for i, model := range []string{sides["A"], sides["B"]} {
			w, r := reference(t, model, sample(t, name+".jpg"), true)
			g, err := w.Arch.Build(w.Input, w.Input)
			if err != nil {
				t.Fatal(err)
			}
			for _, tap := range measure.Outputs(g) {
				maps[i] = append(maps[i], measure.Map{Shape: tap.Shape, Values: r.Taps[tap.Name]})
			}
		}
		all.Add(measure.Compare(maps[0], maps[1]))
	}
	return all
}

// overBatch puts the batch on the charts.
func (v *visit) overBatch() {
	v.Helper()
	v.do(chromedp.Click("#over-batch", chromedp.ByQuery))
	v.until(`document.querySelector("#over-batch.on")`)
}

// matches compares the curve and the matrix across A and B on the page with a
// table, as far as colours and two digits tell.
func (v *visit) matches(want measure.Table, l session.Similarity) {
	v.Helper()
	var curve []string
	v.eval(`[...document.querySelectorAll("#chart-across .v")].map(e => e.textContent)`, &curve)
	for i := range 9 {
		if w := fmt.Sprintf("%.2f", l.Of(want.At(i, i))); i >= len(curve) || !near(curve[i], w) {
			v.Fatalf("the curve has %q, at block %d it should be %s", curve, i+1, w)
		}
	}
	// Squares of each colour, as "row column".
	var levels [][]string
	v.eval(`[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(i => document.querySelector("#matrix-ab .v" + i)).map(p => [...(p?.getAttribute("d") ?? "").matchAll(/M(\d+) (\d+)h/g)].map(m => m[2] + " " + m[1]))`, &levels)
	colour := map[string]int{}
	for level, squares := range levels {
		for _, square := range squares {
			colour[square] = level
		}
	}
	for i := range want.Pairs {
		square := fmt.Sprint(i/want.Columns, " ", i%want.Columns)
		got, has := colour[square]
		w := l.Of(want.Pairs[i])
		if has == math.IsNaN(w) || has && (10*w < float64(got)-0.01 || 10*w > float64(got)+1.01) {
			v.Errorf("square %s has colour %d (%v), the likeness is %v", square, got, has, w)
		}
	}
}

// near reports whether two numbers are the same but for the last of two digits.
func near(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return errX == nil && errY == nil && math.Abs(x-y) < 0.0101
}

// Over a batch the blocks of A and of B are compared, too: curve, matrix and
// words are those of the reference backend, over the pictures that both read.
func TestAlikeAcrossOverBatch(t *testing.T) {
	dir, pictures := folder(t)
	v := open(t, options{})
	v.answered("A ship")
	v.compared()
	v.tab(1)
	v.do(chromedp.SetUploadFiles("#folder", []string{dir}, chromedp.ByQuery))
	v.until(fmt.Sprintf(`document.querySelector("#batch-state")?.textContent == "All %d read" && document.querySelector("#batch-cancel").ariaDisabled == "true"`, pictures))
	v.click("#to-one")
	v.overBatch()
	found := v.text("#alike-found")
	if !strings.Contains(found, "Over the 7 pictures of the batch") || !strings.Contains(found, "The same block of A and of B, over the 7 pictures compared across them: 0.") {
		t.Errorf("found: %q", found)
	}
	want := across(t, "ship", "horse", "airplane", "automobile", "bird", "truck", "frog")
	v.matches(want, session.CKA)
	v.do(chromedp.Focus("#matrix-ab", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	v.until(`document.querySelector("#pair").textContent.startsWith("A, stage 1 block 1 and B, stage 1 block 3: CKA")`)
	if got := strings.Fields(v.text("#pair")); !near(got[len(got)-1], fmt.Sprint(want.At(0, 2).CKA())) {
		t.Errorf("the pair is %q, want %v", got, want.At(0, 2).CKA())
	}
	v.screenshot("alike-batch")
	v.do(chromedp.Click("#by-cosine", chromedp.ByQuery))
	v.until(`document.querySelector("#by-cosine.on")`)
	v.matches(want, session.Cosine)
	// The page's picture has numbers of its own.
	v.do(chromedp.Click("#by-cka", chromedp.ByQuery), chromedp.Click("#over-picture", chromedp.ByQuery))
	v.until(`document.querySelector("#by-cka.on") && document.querySelector("#over-picture.on")`)
	v.matches(across(t, "ship"), session.CKA)
}

// A worker that dies in a batch costs a row or a few; those that replace it and
// the other one find each other again.
func TestAlikeWithKilledWorkers(t *testing.T) {
	const pictures = 60
	v := open(t, options{before: remember})
	v.answered("A ship")
	v.compared()
	v.eval(fmt.Sprintf(`fetch(document.querySelector(".gallery img").src).then(r => r.blob()).then(b => {
		const transfer = new DataTransfer();
		for (let i = 0; i < %d; i++) transfer.items.add(new File([b], "ship " + i + ".jpg", {type: "image/jpeg"}));
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
	})`, pictures), nil)
	for side, done := range []int{10, 30} {
		v.until(fmt.Sprintf(`document.querySelector("#batch-progress")?.value > %d`, done))
		v.eval(fmt.Sprintf(`started.findLast(w => w.side == "%d").terminate()`, side), nil)
		v.until(fmt.Sprintf(`started.length == %d`, 3+side))
	}
	v.until(fmt.Sprintf(`document.querySelector("#batch-state").textContent == "All %d read"`, pictures))
	v.click("#to-one")
	v.overBatch()
	found := v.text("#alike-found")
	_, rest, _ := strings.Cut(found, "of A and of B, over the ")
	met, _, _ := strings.Cut(rest, " ")
	if n, err := strconv.Atoi(met); err != nil || n < pictures-12 || n >= pictures {
		t.Errorf("of %d pictures, two workers killed among them: %q", pictures, found)
	}
}
