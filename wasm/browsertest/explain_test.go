//go:build !js

package browsertest

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Pointing at a value explains it in both networks, by mouse and by keyboard.
func TestExplain(t *testing.T) {
	v := open(t, options{link: "#ch=1"})
	v.answered("A ship")
	v.until(`document.querySelector(".map.B svg.histogram path").getAttribute("d").length > 20`)
	var at struct{ X, Y float64 }
	v.do(chromedp.ScrollIntoView("#lens-A", chromedp.ByQuery))
	v.eval(`(() => { const b = document.querySelector("#lens-A").getBoundingClientRect(); return {X: b.x + b.width * 2.5 / 16, Y: b.y + b.height * 4.5 / 16}; })()`, &at)
	v.do(chromedp.MouseEvent(input.MouseMoved, at.X, at.Y))
	v.until(`document.querySelector("#pointed").textContent == "row 5, col. 3" && document.querySelector(".map.A .what").textContent.startsWith("O · ")`)
	v.until(`document.querySelector("#explained-B .equation").textContent.includes("C = f∘C + i∘g")`)
	// The last number of each equation is the value in the map.
	total := func(side string) string {
		return `document.querySelector("#made .total ." + "` + side + `").textContent.trim()`
	}
	v.until(total("A") + `.endsWith(document.querySelector(".map.A figcaption .value").textContent)`)
	// The parts of the sum add up as they are written.
	v.until(`(() => { const n = [...document.querySelectorAll("#made td.A")].map(e => parseFloat(e.textContent.replace("−", "-")) || 0);
		return n.length == 5 && Math.abs(n[0] + n[1] + n[2] + n[3] - n[4]) < 0.001; })()`)
	v.until(`(() => { const lines = document.querySelectorAll("#explained-B .equation > div");
		return lines[lines.length - 1].textContent.startsWith(document.querySelector(".map.B figcaption .value").textContent + " ="); })()`)
	v.until(`document.querySelectorAll("#explained-A .cells rect").length == 18 && document.querySelector("#explained-A canvas").width == 16`)
	v.until(`[...document.querySelectorAll(".fields rect")].every(r => r.getAttribute("width") > 20)`)
	v.screenshot("explain")
	v.do(chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
	v.until(`document.querySelector("#pointed").textContent == "row 5, col. 4"`)
	// What a block adds to its shortcut, before the sum: no ReLU yet.
	v.do(chromedp.Click("#kind-residual", chromedp.ByQuery), chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
	for _, side := range []string{"A", "B"} {
		v.until(`document.querySelector("#pointed").textContent == "row 9, col. 9" && document.querySelector(".map.` + side + ` .what").textContent.startsWith("res · ")`)
		v.until(`document.querySelector(".map.` + side + ` .ends").textContent.includes("−") && ` + total(side) + `.endsWith(document.querySelector(".map.` + side + ` figcaption .value").textContent)`)
	}
	v.do(chromedp.Click("#kind-gate_f", chromedp.ByQuery), chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown))
	v.until(`document.querySelector("#made .total th").textContent == "sum, σ"`)
	v.do(chromedp.Click("#edit-off-B-2-2", chromedp.ByQuery), chromedp.Click("#kind-h", chromedp.ByQuery), chromedp.Focus("#lens-B", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowDown))
	v.until(`document.querySelector("#explained-B .equation").textContent.includes("H = ReLU")`)
}
