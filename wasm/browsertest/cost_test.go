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
		{"params", "thousand parameters", "A 2"}, {"memory", "KiB of memory", "A "}, {"muladds", "million mul-adds", "A 40.8 B 49.3"}, {"time", "ms", "A "},
	} {
		v.do(chromedp.Click("#cost-"+m.id, chromedp.ByQuery))
		v.until(`document.querySelector("#chart-cost .lane span").textContent == "` + m.unit + `" && document.querySelector("#chart-cost .sum").textContent.replace(/\s+/g, " ").startsWith("` + m.whole + `")`)
		v.until(`document.querySelectorAll("#chart-cost .amount").length == 18 && [...document.querySelectorAll("#chart-cost .v")].every(e => parseFloat(e.textContent) > 0)`)
		var astray []string
		v.eval(`[0, 1].flatMap(k => [...document.querySelectorAll("#chart-cost .amount." + "AB"[k])].flatMap((e, i) => {
			const a = e.getBoundingClientRect(), b = document.querySelectorAll('[id^="cell-0-"]')[i].getBoundingClientRect();
			return a.x > b.x && a.right < b.right ? [] : [[k, i, a.x, a.width, b.x, b.width].join(" ")];
		}))`, &astray)
		if len(astray) > 0 {
			t.Errorf("%s: the bars do not stand below the blocks: %q", m.id, astray)
		}
	}
	v.screenshot("cost")
}
