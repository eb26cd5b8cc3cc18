//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// windows are the sizes that the page is laid out for: everything that a press
// changes is in sight.
var windows = map[string]options{
	"1440 × 900":  {width: 1440, height: 900},
	"1920 × 1080": {width: 1920, height: 1080},
}

// regions are the places that stay where they are, whatever the page shows.
var regions = []string{"header", ".band", "#picture-part", ".block-panel", ".axis", ".finding", ".tiles", ".answer-panel", ".charts", "#chart-off", "#inspector", ".what-if", ".mats"}

// point moves the mouse over an element, to a place in fractions of its width and
// height. Nothing scrolls.
func (v *visit) point(selector string, x, y float64) {
	v.Helper()
	var b []float64
	v.eval(fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })()`, selector), &b)
	v.do(chromedp.MouseEvent(input.MouseMoved, b[0]+x*b[2], b[1]+y*b[3]))
}

// boxes are the places and sizes of regions, by a line each.
func (v *visit) boxes() string {
	v.Helper()
	var out string
	v.eval(fmt.Sprintf(`[%s].map(s => { const e = document.querySelector(s), b = e?.getBoundingClientRect(); return s + ": " + (b ? [b.x, b.y + scrollY, b.width, b.height].map(Math.round).join(" ") : "is not there"); }).join("\n")`,
		`"`+strings.Join(regions, `","`)+`"`), &out)
	return out
}

// Whatever is pressed, what changes by it lies in the window.
func TestChangesInView(t *testing.T) {
	for name, o := range windows {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("A ship")
			v.compared()
			for _, act := range []struct {
				name    string
				do      func()
				changes []string // selectors of elements whose text or look is another afterwards
			}{
				{"a tile", func() { v.click("#cell-0-1-2") }, []string{"#lens-title", "#cell-0-1-2", ".grid .num.sel"}},
				{"a kind of map", func() { v.click("#kind-h") }, []string{"#lens-title", "#kind-h"}},
				{"the next map", func() { v.click("#channel-down") }, []string{"#lens-channel", ".map.B .what"}},
				{"a value", func() { v.point("#lens-B", 0.3, 0.4) }, []string{"#pointed", ".map.B .value"}},
				{"H off", func() { v.click("#edit-off-B-1-2") }, []string{"#edit-off-B-1-2", ".finding", ".answer-panel", "#edits", "#effect"}},
				{"undone", func() { v.click("#edit-undo") }, []string{"#edit-off-B-1-2", ".finding", ".answer-panel", "#effect"}},
				{"a map times 0", func() { v.click("#edit-zero-A") }, []string{"#edit-zero-A", "#edits"}},
				{"cleared", func() { v.click("#edit-clear") }, []string{"#edit-zero-A", "#effect"}},
				{"a class", func() { v.click(".bar-row:nth-child(4) .class") }, []string{"#inspect-why", "#why-title"}},
				{"another picture", func() { v.click(".sample:nth-child(4)"); v.answered("A cat") }, []string{".shown", "#answer-A", "#answer-B", ".finding"}},
				{"all maps", func() { v.inspect("all") }, []string{"#inspect-all", "#inspected"}},
			} {
				var before, after []string
				state := func(into *[]string) {
					*into = nil
					for _, s := range act.changes {
						var text string
						v.eval(fmt.Sprintf(`(e => e ? e.outerHTML : "")(document.querySelector(%q))`, s), &text)
						*into = append(*into, text)
					}
				}
				state(&before)
				act.do()
				v.rendered()
				v.answered("")
				state(&after)
				for i, s := range act.changes {
					if before[i] == after[i] {
						t.Errorf("%s: %s did not change: %s", act.name, s, after[i])
					}
					var seen bool
					v.eval(fmt.Sprintf(`(e => { const b = e?.getBoundingClientRect(); return !!b && b.width > 0 && b.top >= 0 && b.left >= 0 && b.bottom <= innerHeight + 1 && b.right <= innerWidth + 1; })(document.querySelector(%q))`, s), &seen)
					if !seen {
						t.Errorf("%s: %s changed out of sight", act.name, s)
					}
				}
			}
		})
	}
}

// Nothing jumps: the regions stay where they are when the picture, an edit, the
// selection, the way that maps are shown or the language changes.
func TestNothingJumps(t *testing.T) {
	for name, o := range windows {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("A ship")
			v.compared()
			before := v.boxes()
			for _, do := range []struct {
				name string
				do   func()
			}{
				{"another picture", func() { v.click(".sample:nth-child(4)"); v.answered("A cat") }},
				{"an edit", func() { v.click("#edit-off-B-1-2") }},
				{"undone", func() { v.click("#edit-undo") }},
				{"another block", func() { v.click("#cell-0-3-1") }},
				{"another kind", func() { v.click("#kind-h") }},
				{"A − B", func() { v.click("#view-diff") }},
				{"over the picture", func() { v.click("#view-overlay") }},
				{"maps", func() { v.click("#view-maps") }},
				{"another view", func() { v.click("#to-results"); v.rendered(); v.click("#to-one") }},
				{"the other language", func() { v.click("#language") }},
			} {
				do.do()
				v.rendered()
				v.until(`document.querySelectorAll(".answer.none").length == 0 && !document.querySelector(".chip").classList.contains("busy")`)
				if after := v.boxes(); after != before {
					t.Errorf("%s moves regions:\n%s\nbefore:\n%s", do.name, after, before)
				}
			}
		})
	}
}
