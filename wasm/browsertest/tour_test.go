//go:build !js

package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A first visit begins with the tour: four steps, each with its part of the
// page framed and on the screen; afterwards it is not shown again unless asked
// for.
func TestTour(t *testing.T) {
	for name, o := range map[string]options{"wide": {tour: true}, "narrow": {tour: true, width: 375, height: 667, touch: true, korean: true}} {
		t.Run(name, func(t *testing.T) {
			v := open(t, o)
			v.answered("")
			shown := `getComputedStyle(document.querySelector("#tour")).visibility == "visible"`
			v.until(shown)
			for i, part := range []string{".picture-panel", ".answer-panel", ".depth-panel", ".lens-panel"} {
				v.until(fmt.Sprintf(`document.querySelector("#tour .muted").textContent == "%d %s 4"`, i+1, map[bool]string{false: "of", true: "/"}[o.korean]))
				v.until(fmt.Sprintf(`(() => { const e = document.querySelector(%q), b = e.getBoundingClientRect();
					return getComputedStyle(e).outlineStyle == "solid" && b.bottom > 60 && b.top < innerHeight - 150; })()`, part))
				// It is a dialog with the focus, and covers nothing of the part that would fit above it.
				v.until(`document.activeElement.id == "tour" && document.activeElement.getAttribute("role") == "dialog"`)
				v.until(fmt.Sprintf(`(() => { const b = document.querySelector(%q).getBoundingClientRect(), t = document.querySelector("#tour").getBoundingClientRect();
					const over = b.left < t.right && t.left < b.right && b.top < t.bottom && t.top < b.bottom;
					return !over || b.height > t.top - 80 && b.top < 100; })()`, part))
				v.axe(fmt.Sprint("step ", i+1))
				v.screenshot(fmt.Sprintf("tour-%s-%d", name, i+1))
				v.do(chromedp.Evaluate(`document.querySelector("#tour-next").click()`, nil))
			}
			v.until("!(" + shown + ")")
			v.do(chromedp.Reload())
			v.answered("")
			var again bool
			v.eval(shown, &again)
			if again {
				t.Error("the tour begins again on the next visit")
			}
			v.click("#open-about")
			v.until(`document.querySelector("#about").open && document.querySelector("#about section")`)
			v.axe("what the page shows")
			v.screenshot("about-" + name)
			v.click("#start-tour")
			v.until(shown + ` && !document.querySelector("#about").open`)
			v.do(chromedp.KeyEvent(kb.Escape))
			v.until("!(" + shown + ")")
		})
	}
}
