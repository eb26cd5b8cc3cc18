//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// window is a size that the page is looked at in.
type window struct {
	name          string
	width, height int64
	zoom          float64 // device pixels a pixel of the page's; 0 for 1
	touch, forced bool
}

// resize gives the visit another window.
func (v *visit) resize(w window) {
	v.Helper()
	forced := "none"
	if w.forced {
		forced = "active"
	}
	v.do(
		emulation.SetDeviceMetricsOverride(w.width, w.height, max(w.zoom, 1), w.touch),
		emulation.SetTouchEmulationEnabled(w.touch),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "forced-colors", Value: forced}}),
		chromedp.Evaluate(`scrollTo(0, 0)`, nil),
	)
	v.until(fmt.Sprintf(`innerWidth == %d`, w.width))
	v.frames(3)
}

// flaws is a script that lists what is wrong with the page's layout under One
// picture, whatever the window: it scrolls sideways; a region has no size or
// meets another; a part of the axis lies outside its card; the selected block's
// column is not to be seen; a button's or heading's text is cut, or two texts
// lie over each other.
const flaws = `(() => {
	const out = [], seen = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
	const name = e => e.id ? "#" + e.id : e.nodeName.toLowerCase() + "." + (e.getAttribute("class") ?? "") + " " + JSON.stringify(e.textContent.trim().slice(0, 30));
	const at = b => [b.left, b.top, b.right, b.bottom].map(Math.round).join(" ");
	const root = document.documentElement;
	if (root.scrollWidth > root.clientWidth) out.push("the page scrolls sideways: " + root.scrollWidth + " of " + root.clientWidth);

	const regions = ["#picture-part", ".block-panel", ".finding", ".tiles", ".answer-panel", ".charts", ".insp", ".mats"].map(s => document.querySelector(s));
	for (const e of regions) {
		const b = e.getBoundingClientRect();
		if (!seen(e) || b.width < 60 || b.height < 20) out.push(name(e) + " has no size: " + at(b));
		if (b.left < -1 || b.right > root.clientWidth + 1) out.push(name(e) + " leaves the window: " + at(b));
	}
	for (const region of document.querySelectorAll("header, .band, .look > :not(.axis)")) {
		const box = region.getBoundingClientRect();
		for (const e of region.querySelectorAll("*")) {
			const b = e.getBoundingClientRect();
			if (seen(e) && b.width > 1 && b.height && !e.closest("svg *, .visually-hidden, .chip") && (b.left < box.left - 1 || b.right > box.right + 1)) out.push(name(e) + " lies outside its region: " + at(b) + " of " + at(box));
		}
	}
	const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
	for (const [i, a] of regions.entries()) for (const b of regions.slice(i + 1))
		if (!a.contains(b) && meet(a.getBoundingClientRect(), b.getBoundingClientRect())) out.push(name(a).slice(0, 30) + " lies over " + name(b).slice(0, 30));

	const card = document.querySelector(".axis").getBoundingClientRect();
	for (const part of card.width ? [document.querySelector(".axis")] : document.querySelectorAll(".tiles, .charts")) {
		const box = part.getBoundingClientRect();
		for (const e of part.querySelectorAll("*")) {
			const b = e.getBoundingClientRect();
			if (!seen(e) || !b.width || !b.height || e.closest(".visually-hidden")) continue;
			if (b.left < box.left - 1 || b.right > box.right + 1 || b.top < box.top - 1 || b.bottom > box.bottom + 1) out.push(name(e) + " lies outside the axis: " + at(b) + " of " + at(box));
		}
	}
	const column = document.querySelector("#grid .num.sel"), grid = document.querySelector(".depth").getBoundingClientRect();
	const c = column?.getBoundingClientRect();
	if (!c || c.width < 16 || c.left < grid.left || c.right > grid.right + 1) out.push("the selected column is not in sight: " + (c ? at(c) : "none"));

	for (const band of c ? document.querySelectorAll(".plot .column-band:not(.paired)") : []) {
		const b = band.getBoundingClientRect();
		if (b.width && seen(band) && (Math.abs(b.left - c.left) > 3 || Math.abs(b.right - c.right) > 3)) out.push("a chart's selected column is beside that of the tiles: " + at(b) + ", " + at(c));
	}

	// Texts, with what their surroundings cut off.
	const cut = (e, r) => {
		let [left, top, right, bottom] = [r.left, r.top, r.right, r.bottom];
		for (; e && e != document.body; e = e.parentElement) {
			const s = getComputedStyle(e);
			if (s.overflowX == "visible" && s.overflowY == "visible" || e instanceof SVGElement && e.nodeName != "svg") continue;
			const b = e.getBoundingClientRect();
			if (s.overflowX != "visible") [left, right] = [Math.max(left, b.left), Math.min(right, b.right)];
			if (s.overflowY != "visible") [top, bottom] = [Math.max(top, b.top), Math.min(bottom, b.bottom)];
		}
		return {left, top, right, bottom};
	};
	for (const region of document.querySelectorAll("header, .band, .look > *")) {
		const texts = [], walk = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
		for (let n; n = walk.nextNode();) {
			const e = n.parentElement;
			if (!n.data.trim() || e.closest("select, .visually-hidden, details:not([open]) > :not(summary)") || !seen(e)) continue;
			const range = document.createRange();
			range.selectNodeContents(n);
			for (const r of range.getClientRects()) {
				const b = cut(e, r);
				if (b.right - b.left < 2 || b.bottom - b.top < 2) continue;
				texts.push({e, b, fixed: !!e.closest(".what-if")});
			}
		}
		for (const [i, a] of texts.entries()) for (const b of texts.slice(i + 1)) {
			if (a.e == b.e || a.fixed != b.fixed) continue; // What if stands over what scrolls
			const w = Math.min(a.b.right, b.b.right) - Math.max(a.b.left, b.b.left), h = Math.min(a.b.bottom, b.b.bottom) - Math.max(a.b.top, b.b.top);
			if (w > 1.5 && h > 4) out.push(name(a.e) + " lies over " + name(b.e) + ": " + at(a.b) + ", " + at(b.b));
		}
	}
	for (const e of document.querySelectorAll("main.look button, header button, #grid th.num, #grid .lane b, .chart-row .lane b, .tile-tools .lab")) {
		if (!seen(e) || e.closest(".gallery, .cell, .bar-row") || e.id == "chip") continue;
		if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth) out.push(name(e) + " is cut: " + e.scrollWidth + " in " + e.clientWidth);
	}
	return out;
})()`

// fits fails the test for every flaw of the layout.
func (v *visit) fits(name string) {
	v.Helper()
	v.until(`document.getAnimations().every(a => a.playState != "running")`)
	v.until(`[...document.querySelectorAll("#grid .cell:enabled canvas, .lens canvas:not(.gone canvas)")].filter(c => c.width > 1 && c.checkVisibility()).every(c => {
		const small = new OffscreenCanvas(8, 8).getContext("2d");
		small.drawImage(c, 0, 0, 8, 8);
		return small.getImageData(0, 0, 8, 8).data.some(v => v);
	})`)
	v.screenshot("sizes " + name)
	var out []string
	v.eval(flaws, &out)
	if len(out) > 0 {
		v.Errorf("%s:\n\t%s", name, strings.Join(out, "\n\t"))
	}
}

// The page fits windows from a telephone's to a wall's, in both languages, and
// as it is after they were made larger or smaller.
func TestSizesOfWindow(t *testing.T) {
	for _, language := range []string{"english", "korean"} {
		t.Run(language, func(t *testing.T) {
			v := open(t, options{width: 1366, height: 768, korean: language == "korean", timeout: 2 * time.Minute})
			v.answered("")
			v.compared()
			v.until(`document.querySelector("#tile-rule").textContent`)
			for _, w := range []window{
				{name: "1366 × 768", width: 1366, height: 768},
				{name: "1024 × 768", width: 1024, height: 768},
				{name: "390 × 844", width: 390, height: 844, touch: true},
				{name: "375 × 667", width: 375, height: 667, touch: true},
				{name: "1440 × 900", width: 1440, height: 900},
				{name: "1440 × 900 at 200 %", width: 720, height: 450, zoom: 2},
				{name: "3840 × 2160", width: 3840, height: 2160},
				{name: "forced colours", width: 1440, height: 900, forced: true},
			} {
				v.resize(w)
				v.fits(w.name + " " + language)
			}
		})
	}
}
