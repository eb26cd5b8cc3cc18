//go:build !js

package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// The class map is there without a click, for any class with one; occlusion
// takes a while, shows how far it is, and gives way to another picture.
func TestWhy(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.inspect("why")
	ends := `[...document.querySelectorAll(".why-panel .ends")].map(e => e.textContent.trim())`
	v.until(`document.querySelector("#why-title").textContent == "Why “ship”?" && ` + ends + `.every(e => /logits$/.test(e))`)
	v.until(`document.querySelectorAll(".why-panel .frame canvas").length == 2`)
	var before string
	v.eval(ends+`.join()`, &before)
	v.screenshot("why-map")
	v.do(chromedp.Click(".bar-row:nth-child(2) .class", chromedp.ByQuery))
	v.until(`document.querySelector("#why-title").textContent != "Why “ship”?" && ` + ends + `.join() != "` + before + `"`)
	v.do(chromedp.Click(".bar-row:nth-child(2) .class", chromedp.ByQuery))
	v.until(ends + `.join() == "` + before + `"`)

	v.eval(`window.most = 0; new MutationObserver(() => {
		for (const p of document.querySelectorAll(".why-panel progress:not(.done)")) most = Math.max(most, p.value)
	}).observe(document.querySelector(".why-panel"), {subtree: true, attributes: true})`, nil)
	v.do(chromedp.Click("#why-occlusion", chromedp.ByQuery))
	v.until(ends + `.every(e => /points of %$/.test(e)) && document.querySelectorAll(".why-panel progress.done").length == 2`)
	v.until(`most > 0 && document.querySelector(".say-why").textContent.includes("patch of 8 pixels")`)
	v.screenshot("why-occlusion")
	v.do(chromedp.Click(".sample:nth-child(4)", chromedp.ByQuery), chromedp.Click(".sample:nth-child(2)", chromedp.ByQuery))
	v.answered("A horse")
	v.until(`document.querySelector("#why-title").textContent == "Why “horse”?" && document.querySelectorAll(".why-panel progress.done").length == 2`)
	v.do(chromedp.Click("#why-map", chromedp.ByQuery))
	v.until(ends + `.every(e => /logits$/.test(e))`)
}
