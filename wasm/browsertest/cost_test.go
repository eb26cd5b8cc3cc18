//go:build !js

package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// What each block costs stands below it, in what the reader chooses.
func TestCost(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	for _, m := range []struct{ id, unit, whole string }{
		{"params", "thousand", "Whole network: A 2"}, {"memory", "KiB", "Whole network: A "}, {"muladds", "million", "Whole network: A 4"}, {"time", "ms", "Whole network: A "},
	} {
		v.do(chromedp.Click("#cost-"+m.id, chromedp.ByQuery))
		v.until(`document.querySelector(".cost th .muted").textContent == "` + m.unit + `" && document.querySelector("#cost-whole").textContent.includes("` + m.whole + `")`)
		v.until(`[...document.querySelectorAll(".costs .amounts span")].length == 18 &&
			[...document.querySelectorAll(".costs .amounts span")].every(e => parseFloat(e.textContent) > 0)`)
		var astray []string
		v.eval(`[...document.querySelectorAll(".costs svg")].flatMap((e, i) => {
			const a = e.getBoundingClientRect(), b = document.querySelectorAll('[id^="cell-0-"]')[i].getBoundingClientRect();
			return Math.abs(a.x - b.x) < 1 && Math.abs(a.width - b.width) < 1 ? [] : [[i, a.x, a.width, b.x, b.width].join(" ")];
		})`, &astray)
		if len(astray) > 0 {
			t.Errorf("%s: the bars do not stand below the blocks: %q", m.id, astray)
		}
	}
	v.screenshot("cost")
}
