//go:build !js

package browsertest

import "testing"

// Pictures of the page for whoever wants to see it, in build/screenshots; and
// what can be measured of its looks.
func TestLooks(t *testing.T) {
	for name, o := range map[string]options{
		"wide":   {width: 1440, height: 960},
		"dark":   {width: 1440, height: 960, dark: true},
		"middle": {width: 1024, height: 900},
		"narrow": {width: 375, height: 812, touch: true},
		"small":  {width: 375, height: 667, touch: true, korean: true},
		"4k":     {width: 3840, height: 2160},
		"korean": {width: 1440, height: 960, korean: true},
	} {
		t.Run(name, func(t *testing.T) {
			o.before = `
				window.moved = 0, window.movers = [];
				let resized = -1000; // a tab may begin in the size of the one before
				addEventListener("resize", () => resized = performance.now());
				new PerformanceObserver(list => list.getEntries().filter(e => e.startTime > resized + 500 || e.startTime < resized).forEach(e => {
					moved += e.value;
					movers.push(...e.sources.map(s => {
						const r = b => [b.x, b.y, b.width, b.height].map(Math.round).join(" ");
						return (s.node?.id || s.node?.getAttribute?.("class") || s.node?.nodeName) + ": " + r(s.previousRect) + " to " + r(s.currentRect);
					}));
				})).observe({type: "layout-shift", buffered: true});`
			v := open(t, o)
			v.answered("")
			v.compared() // the last thing that a picture leads to, but for what the browser does with the canvases
			v.until(`[...document.querySelectorAll("#grid canvas, .lens canvas:not(.gone canvas)")].filter(c => c.width > 1 && c.checkVisibility()).every(c => {
				const small = new OffscreenCanvas(8, 8).getContext("2d");
				small.drawImage(c, 0, 0, 8, 8);
				return small.getImageData(0, 0, 8, 8).data.some(v => v);
			})`)
			v.until(`document.querySelectorAll(".map svg.histogram path").length == 2 &&
				[...document.querySelectorAll(".map svg.histogram path")].every(p => p.getAttribute("d").length > 20)`)
			v.until(`document.getAnimations().every(a => a.playState != "running")`) // the bars have grown
			v.screenshot(name)
			var moved float64
			var movers, small []string
			v.eval("moved", &moved)
			v.eval("movers", &movers)
			if moved > 0.003 && !o.korean { // the page comes in English
				t.Errorf("the page moved by %.4f while it came up: %q", moved, movers)
			}
			var wider bool
			v.eval("document.documentElement.scrollWidth > document.documentElement.clientWidth", &wider)
			if wider {
				t.Error("the page scrolls sideways")
			}
			if !o.touch {
				return
			}
			v.eval(tooSmall, &small)
			if len(small) > 0 {
				t.Errorf("too small to touch: %q", small)
			}
		})
	}
}

// tooSmall lists what is too small for a finger: no control is lower than 40
// pixels. Nine tiles and nine switches share the width of a phone, and may be
// narrower.
const tooSmall = `[...document.querySelectorAll("button, select, .button, input")].filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".visually-hidden"))
	.filter(e => { const b = e.getBoundingClientRect(), wide = e.matches("#grid .cell") ? 29.5 : e.matches(".toggles .seg button") ? 36.5 : 39.5; return b.width < wide || b.height < 39.5; }).map(e => e.id || e.className || e.textContent)`

// What is on the page has names for those who do not see it.
func TestNames(t *testing.T) {
	v := open(t, options{})
	v.answered("")
	var nameless []string
	v.eval(`[...document.querySelectorAll("canvas, button, select, input, img, [role=img]")].filter(e =>
		!(e.getAttribute("aria-label") || e.closest("[aria-hidden=true]") || e.alt || e.textContent.trim() || e.querySelector("img[alt]") ||
			e.labels?.length)).map(e => e.outerHTML.slice(0, 120))`, &nameless)
	if len(nameless) > 0 {
		t.Errorf("without a name: %q", nameless)
	}
	if got := v.text("#said"); got != "A: ship. B: ship. " {
		t.Errorf("said aloud: %q", got)
	}
}
