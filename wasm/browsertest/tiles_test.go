//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// more opens what the bar over the tiles keeps back.
func (v *visit) more() {
	v.Helper()
	v.eval(`document.querySelector("#tiles-more").open = true`, nil)
	v.rendered()
}

// told waits until the tiles show the maps that tell most of the answer.
func (v *visit) told() {
	v.Helper()
	v.until(`document.querySelector("#tile-rule").textContent.includes("moves the answer most")`)
}

// The tiles show the maps that tell most of each network's answer, as soon as
// they have been found; the lens shows those of the tile that is pressed. Both
// networks' colours end at one value, or each by its own.
func TestTiles(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	begin := time.Now()
	v.told()
	t.Logf("the telling maps came %v after the answer", time.Since(begin))
	v.until(pixel("#cell-0-1-1") + `.startsWith("32x32 ") && ` + pixel("#cell-2-3-3") + `.startsWith("8x8 ")`)
	v.click("#cell-3-2-2")
	what := func(side string) string { return v.text(".map." + side + " .what") }
	v.until(`document.querySelector(".map.A .what").textContent.startsWith("O · ") && document.querySelector(".map.B .what").textContent.startsWith("O · ")`)
	v.until(`location.hash.includes("ch=tile")`)
	v.rendered()
	// Each lens shows its network's tile.
	same := func(tile, lens string) string {
		return fmt.Sprintf(`(() => { const of = s => { const c = document.querySelector(s).lastElementChild, d = document.createElement("canvas"), x = d.getContext("2d");
			d.width = c.width; d.height = c.height; x.drawImage(c, 0, 0);
			const p = x.getImageData(0, 0, d.width, d.height).data; let at = 0;
			for (let i = 0; i < p.length; i += 4) if (p[i] + p[i+1] > p[at] + p[at+1]) at = i; return d.width + " " + (p[at] > 200 ? "bright" : "dark"); };
			return of(%q).split(" ")[0] == of(%q).split(" ")[0]; })()`, tile, lens)
	}
	v.until(same("#cell-0-2-2", "#lens-A") + " && " + same("#cell-3-2-2", "#lens-B"))
	v.screenshot("tiles")
	scale := v.text(".tile-scale .ends")
	if !strings.Contains(scale, "O ") || strings.Contains(scale, "–") {
		t.Errorf("the scale of stage 1 says %q", scale)
	}
	own := v.pixels("#cell-0-1-1")
	v.click("#scale-own")
	v.until(`location.hash.includes("scale=own") && document.querySelectorAll(".tile-scale b.A").length == 3`)
	v.until(pixel("#cell-0-1-1") + " != " + fmt.Sprintf("%q", own) + " || " + pixel("#cell-3-1-1") + " != " + fmt.Sprintf("%q", v.pixels("#cell-3-1-1")))
	v.click("#scale-same")
	v.until(pixel("#cell-0-1-1") + " == " + fmt.Sprintf("%q", own))

	// Another picture comes with its own maps, and none of the one before.
	before := what("B")
	v.click(".sample:nth-of-type(2)")
	v.answered("A horse")
	begin = time.Now()
	v.told()
	t.Logf("and %v after the next answer; the lens of B went from %s to %s", time.Since(begin), before, what("B"))

	v.click("#tiles-four")
	v.until(pixel("#cell-0-1-1") + `.startsWith("65x65 ") && ` + pixel("#cell-3-3-3") + `.startsWith("17x17 ") && location.hash.includes("tiles=4")`)
	v.click("#cell-3-2-2")
	v.until(`document.querySelector("#cell-3-2-2 + svg.chosen")`)
	v.screenshot("tiles-four")
	v.click("#view-maps")
	v.inspect("all")
	v.until(pixel("#sheet-A") + `.startsWith("135x67 ") && ` + pixel("#sheet-B") + `.startsWith("135x67 ")`)
	number := v.pixels("#sheet-B")
	v.click("#sort-effect")
	v.until(pixel("#sheet-B") + " != " + fmt.Sprintf("%q", number) + ` || document.querySelector("#sort-effect").ariaPressed == "true"`)
	v.screenshot("tiles-all")
	v.axe("all maps")
	v.do(chromedp.MouseClickXY(0, 0))
	v.more()
	v.screenshot("tiles-more")
	v.axe("more of the tiles' tools")
	v.click("#tiles-all")
	v.until(pixel("#cell-0-1-1") + `.startsWith("131x131 ") && location.hash.includes("tiles=all")`)
}
