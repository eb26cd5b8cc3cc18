//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// storyMarks are the parts of the page that each step speaks of; the first has
// to be on the screen.
var storyMarks = [][]string{
	{"#grid .plain.row-o"}, {".block-panel"}, {"#grid .row-h", "#inspector"}, {"#chart-alike"}, {"#chart-answer"},
	{".what-if", ".answer-panel", "#chart-off"}, {"#picture-part"},
}

const storyShown = `document.querySelector("#tour").checkVisibility()`

// A first visit is offered the story, which takes neither focus nor light; then
// it leads from part to part, each in sight, framed and undimmed, never below
// the story. Afterwards the page is as before, and the next visit is spared.
func TestStory(t *testing.T) {
	for name, o := range map[string]options{
		"wide":   {tour: true, width: 1440, height: 900},
		"tablet": {tour: true, width: 1024, height: 768, dark: true},
		"narrow": {tour: true, width: 390, height: 844, touch: true, korean: true},
	} {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("")
			v.until(storyShown + ` && document.activeElement == document.body && !document.querySelector(".telling") && location.hash == ""`)
			v.axeOf(`document.querySelector("#tour")`, "the story is offered", 8)
			v.screenshot("story-" + name + "-offered")
			var before string
			v.eval(`document.querySelector("#lens-title").textContent`, &before)
			v.do(chromedp.Evaluate(`document.querySelector("#tour-next").focus()`, nil))
			for step := 2; step <= len(storyMarks); step++ {
				v.do(chromedp.KeyEvent(kb.Enter))
				v.storyStep(step)
				v.screenshot(fmt.Sprintf("story-%s-%d", name, step))
			}
			v.do(chromedp.KeyEvent(kb.ArrowLeft)) // to the sixth
			v.storyStep(6)
			v.until(`document.querySelector("#edit-off-B-1-2").getAttribute("aria-pressed") == "true"`)
			v.do(chromedp.KeyEvent(kb.Escape))
			v.until(`!(` + storyShown + `) && !document.querySelector(".telling") && !document.querySelector(".toggles .on") && !location.hash.includes("step")`)
			if now := v.text("#lens-title"); now != before {
				t.Errorf("afterwards the inspector is at %q, before it was at %q", now, before)
			}
			// A link leads to a step, the browser's Back to the one before and out of it.
			v.do(chromedp.Evaluate(`location.hash = "#step=3"`, nil))
			v.storyStep(3)
			v.until(`document.querySelector("#inspector .mark rect") != null`)
			v.do(chromedp.Evaluate(`document.querySelector("#tour-next").click()`, nil))
			v.storyStep(4)
			v.do(chromedp.Evaluate(`history.back()`, nil))
			v.storyStep(3)
			v.do(chromedp.Evaluate(`history.back()`, nil))
			v.until(`!(` + storyShown + `)`)

			v.do(chromedp.Navigate(v.url), chromedp.Reload())
			v.answered("")
			var again bool
			if v.eval(storyShown, &again); again {
				t.Error("the story is offered again on the next visit")
			}
			v.click("#open-about")
			v.until(`document.querySelector("#about").open && document.querySelector("#about section")`)
			v.axe("about")
			v.screenshot("about-" + name)
			v.click("#about-how")
			v.until(`document.querySelector("#how").open && document.querySelector("#how article") && !document.querySelector("#about").open`)
			v.axe("how it works")
			v.screenshot("how-" + name)
			v.click("#how-story")
			v.storyStep(1)
		})
	}
}

// storyStep waits until a step is told as it should be.
func (v *visit) storyStep(step int) {
	v.Helper()
	v.until(fmt.Sprintf(`document.querySelector(".story-number").textContent == "%d/7" && location.hash.endsWith("step=%d")`, step, step))
	v.until(`document.activeElement.closest("#tour[role=dialog]") != null`)
	for _, mark := range storyMarks[step-1] {
		v.until(fmt.Sprintf(`(() => { const s = getComputedStyle(document.querySelector(%q)); return s.outlineStyle == "solid" && s.opacity == 1; })()`, mark))
	}
	// The first of them is free: below the header and the story, or above its sheet.
	v.until(fmt.Sprintf(`(() => {
		const b = document.querySelector(%q).getBoundingClientRect(), t = document.querySelector("#tour").getBoundingClientRect();
		const sheet = t.top > innerHeight / 2, top = sheet ? 0 : t.bottom, bottom = sheet ? t.top : innerHeight;
		return b.height > 0 && b.top >= top - 1 && (b.bottom <= bottom + 1 || b.height > bottom - top - 20 && b.top < top + 20);
	})()`, storyMarks[step-1][0]))
	if step > 1 { // what is not marked is dimmed
		var dimmed string
		v.eval(`[".picture-panel", ".mats", ".views-bar"].filter(e => getComputedStyle(document.querySelector(e)).opacity < 1).join()`, &dimmed)
		if want := map[bool]string{true: ".mats,.views-bar", false: ".picture-panel,.mats,.views-bar"}[step == 7]; !strings.Contains(dimmed, want) {
			v.Errorf("step %d dims %q", step, dimmed)
		}
	}
}
