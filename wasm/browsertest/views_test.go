//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// choose sets a select as a user does.
func (v *visit) choose(selector, value string) {
	v.Helper()
	v.do(chromedp.SetValue(selector, value, chromedp.ByQuery))
	v.eval(fmt.Sprintf(`document.querySelector(%q).dispatchEvent(new Event("change", {bubbles: true}))`, selector), nil)
}

func (v *visit) click(selector string) {
	v.Helper()
	v.do(chromedp.Click(selector, chromedp.ByQuery))
}

// inspect opens a tab of the inspector.
func (v *visit) inspect(tab string) {
	v.Helper()
	v.click("#inspect-" + tab)
	v.until(fmt.Sprintf(`document.querySelector("#inspect-%s").ariaSelected == "true"`, tab))
	v.rendered()
}

// pixel is a script for the colour in the middle of the canvas in an element.
func pixel(selector string) string {
	return fmt.Sprintf(`(() => { const c = document.querySelector(%q).lastElementChild, d = document.createElement("canvas");
		d.width = c.width; d.height = c.height;
		const x = d.getContext("2d"); x.drawImage(c, 0, 0);
		const p = x.getImageData(0, 0, c.width, c.height).data; let sum = [0, 0, 0];
		for (let i = 0; i < p.length; i++) if (i %% 4 < 3) sum[i %% 4] += p[i];
		return c.width + "x" + c.height + " " + sum; })()`, selector)
}

func (v *visit) pixels(selector string) (s string) {
	v.Helper()
	v.eval(pixel(selector), &s)
	return s
}

// The address holds what is seen; back and forward, and a second visitor, see
// the same.
func TestAddress(t *testing.T) {
	v := open(t, options{link: "#ch=1"})
	v.answered("A ship")
	v.click(".sample:nth-of-type(2)")
	v.answered("A horse")
	v.until(`location.hash == "#a=resnet-20&b=regnet-20-lstm&pic=horse&at=2.2&kind=h&ch=1"`)
	v.click("#kind-gate_f")
	v.until(`location.hash.includes("kind=gate_f")`)
	v.choose("#colours", "grey")
	v.until(`location.hash.includes("map=grey")`)
	// Many quick steps are one entry of the history.
	var before, after int
	v.eval("history.length", &before)
	v.do(chromedp.Focus(`#grid .cell[tabindex="0"]`, chromedp.ByQuery))
	v.eval(`new Promise(done => { let n = 0; const step = () => { if (n++ == 5) return done(1); document.activeElement.dispatchEvent(
		new KeyboardEvent("keydown", {key: "ArrowRight", shiftKey: true, bubbles: true})); setTimeout(step, 60); }; step(); })`, nil, awaitPromise)
	v.until(`location.hash.includes("ch=6")`)
	v.eval("history.length", &after)
	if after-before > 1 {
		t.Errorf("five quick steps became %d entries of the history", after-before)
	}
	var link string
	v.eval("location.href", &link)
	for _, back := range []struct{ hash, shown string }{
		{"ch=1&map=grey", "f · 1"}, {"kind=gate_f&ch=1", "f · 1"}, {"kind=h&ch=1", "H · 1"}, {"ch=1", "H · 1"},
	} {
		v.do(chromedp.NavigateBack())
		v.until(fmt.Sprintf(`location.hash.endsWith(%q) && document.querySelector(".map.B .what").textContent == %q`, back.hash, back.shown))
	}
	v.answered("A ship")
	v.until(`document.querySelector("#colours").value == "viridis"`)
	v.do(chromedp.NavigateForward())
	v.answered("A horse")
	// Another visitor with the link.
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	v.answered("A horse")
	v.shows("2.2, 6 of 32,O · 6,f · 6")
	v.until(`document.querySelector("#colours").value == "grey"`)
	// What makes no sense is left out, and what does is shown.
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+"#a=nonsense&at=1.3&kind=zzz&ch=-1&map=jet&pic=frog"))
	v.answered("A frog")
	v.until(`document.querySelector("#lens-title").textContent.includes("1.3") && document.querySelector("#lens-channel").textContent == "own of 16"`)
}

// A key held down does not write the address at every repetition: browsers
// refuse that after some 100 times.
func TestHeldKey(t *testing.T) {
	v := open(t, options{link: "#ch=1", before: `{ const replace = history.replaceState; window.written = 0; history.replaceState = function(...a) { written++; return replace.apply(history, a); }; }`})
	v.answered("A ship")
	var took float64
	v.eval(`new Promise(done => { const start = performance.now(); let n = 0; const step = () => {
		if (n == 120) return done(performance.now() - start);
		document.body.dispatchEvent(new KeyboardEvent("keydown", {key: n++ % 10 < 6 ? "]" : "[", bubbles: true})); setTimeout(step, 30); }; step(); })`, &took, awaitPromise)
	v.until(`location.hash.endsWith("ch=25") && document.querySelector(".map.B .what").textContent == "H · 25"`)
	var written int
	v.eval("written", &written)
	if most := int(took/400) + 2; written > most || written == 0 {
		t.Errorf("120 steps within %.0f ms wrote the address %d times, want at most %d", took, written, most)
	}
}

func TestLink(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.do(browser.GrantPermissions([]browser.PermissionType{browser.PermissionTypeClipboardReadWrite, browser.PermissionTypeClipboardSanitizedWrite}))
	v.click("#link")
	v.until(`document.querySelector("#link").textContent == "Copied"`)
	var copied string
	v.eval("navigator.clipboard.readText()", &copied, awaitPromise)
	if want := v.url + "#a=resnet-20&b=regnet-20-lstm&pic=ship&at=2.2&kind=h&ch=tile"; copied != want {
		t.Errorf("copied %q, want %q", copied, want)
	}
	v.until(`document.querySelector("#link").textContent == "Link"`)
}

// The colours of maps and of their bars change together.
func TestColours(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.until(`document.querySelector(".map.B svg.histogram path").getAttribute("d").length > 20`)
	ramp := `[...document.querySelector(".map.A .ramp canvas").getContext("2d").getImageData(255, 0, 1, 1).data] + ""`
	v.until(ramp + ` == "253,231,37,255"`)
	v.painted("#cell-0-1-1", "#lens-A")
	tile, lens := v.pixels("#cell-0-1-1"), v.pixels("#lens-A")
	v.choose("#colours", "grey")
	v.until(ramp + ` == "255,255,255,255"`)
	v.until(pixel("#cell-0-1-1") + " != " + fmt.Sprintf("%q", tile))
	v.until(pixel("#lens-A") + " != " + fmt.Sprintf("%q", lens))
	for _, selector := range []string{"#cell-0-1-1", "#lens-A"} {
		sums := strings.Split(strings.Fields(v.pixels(selector))[1], ",")
		if sums[0] != sums[1] || sums[1] != sums[2] {
			t.Errorf("%s in grey has %v of red, green, blue", selector, sums)
		}
	}
	v.choose("#colours", "cividis")
	v.until(ramp + ` == "254,232,56,255"`)
}

// One channel a tile, the one picked or the one selected; and over the picture.
func TestOneChannelAndOverlay(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.told()
	v.more()
	v.until(`document.querySelector("#rule").textContent.includes("changes the probability of the network's answer most")`)
	v.screenshot("one-channel")
	picked := v.pixels("#cell-0-2-2")
	v.choose("#follow", "1")
	v.until(pixel("#cell-0-2-2") + " != " + fmt.Sprintf("%q", picked))
	first := v.pixels("#cell-0-2-2")
	v.do(chromedp.Focus(`#grid .cell[tabindex="0"]`, chromedp.ByQuery), chromedp.KeyEvent("]"))
	v.until(pixel("#cell-0-2-2") + " != " + fmt.Sprintf("%q", first))
	v.choose("#follow", "0")
	v.until(pixel("#cell-0-2-2") + " == " + fmt.Sprintf("%q", picked))
	v.click("#cell-0-2-2") // selects the channel it shows
	v.until(`location.hash.includes("ch=tile")`)
	v.click("#view-overlay")
	v.until(pixel("#cell-0-2-2") + `.startsWith("64x64 ")`)
	v.screenshot("overlay")
	covered := v.pixels("#cell-0-2-2")
	v.do(chromedp.Focus("#cover", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowLeft), chromedp.KeyEvent(kb.ArrowLeft))
	v.until(`location.hash.includes("cover=50")`)
	v.until(pixel("#cell-0-2-2") + " != " + fmt.Sprintf("%q", covered))
	v.click("#view-maps")
	v.until(pixel("#cell-0-1-1") + `.startsWith("32x32 ") && document.querySelector("#view-maps").getAttribute("aria-pressed") == "true"`)
	v.click("#tiles-all")
	v.until(pixel("#cell-0-1-1") + `.startsWith("131x131 ") && document.querySelector("#view-maps").getAttribute("aria-pressed") == "false"`)
}

// A less B: a row of differences, and the selected channel's in the lens, with
// the value under the pointer.
func TestDifference(t *testing.T) {
	v := open(t, options{width: 1440, height: 1100})
	v.answered("A ship")
	v.click("#view-diff")
	v.until(`location.hash.includes("view=diff") && document.querySelectorAll("#grid tbody:first-of-type tr").length == 1`)
	v.until(`document.querySelector("#grid .lane b").textContent == "A − B · O"`)
	v.until(pixel("#cell-0-1-1") + `.startsWith("131x131 ") && ` + pixel("#cell-0-3-3") + ` != "71x71 0,0,0"`)
	// Differences have both signs: both ends of the scale are there.
	v.until(`(() => { const c = document.querySelector("#cell-0-1-1 canvas"), d = document.createElement("canvas"), x = d.getContext("2d");
		d.width = c.width; d.height = c.height; x.drawImage(c, 0, 0);
		const p = x.getImageData(0, 0, d.width, d.height).data; let red = 0, blue = 0;
		for (let i = 0; i < p.length; i += 4) { red += p[i] > p[i + 2] + 40; blue += p[i + 2] > p[i] + 40; }
		return red > 100 && blue > 100; })()`)
	v.until(`document.querySelector("#less .cap").textContent.startsWith("No difference")`) // B shows its state H
	v.do(chromedp.Click("#cell-0-2-2", chromedp.ByQuery))
	v.until(`document.querySelector("#lens-less canvas") && ` + pixel("#lens-less") + `.startsWith("16x16 ")`)
	v.do(chromedp.Focus("#lens-A", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowDown))
	v.until(`(() => { const value = name => parseFloat(document.querySelector(".map." + name + " .value").textContent.replace("−", "-"));
		return Math.abs(value("A") - value("B") - value("less")) < 0.016; })()`)
	v.screenshot("difference")
	was := v.pixels("#cell-0-2-2")
	v.click(".sample:nth-of-type(2)")
	v.answered("A horse")
	v.until(pixel("#cell-0-2-2") + " != " + fmt.Sprintf("%q", was))
	var link string
	v.eval("location.href", &link)
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	v.answered("A horse")
	v.until(pixel("#cell-0-2-2") + `.startsWith("101x101 ") && document.querySelector("#lens-less canvas") && ` + pixel("#lens-less") + `.startsWith("16x16 ")`)
	v.click("#view-maps")
	v.until(`document.querySelectorAll("#grid tbody tr").length == 4 && document.querySelector("#view-maps").getAttribute("aria-pressed") == "true"`)
	v.until(pixel("#cell-0-1-1") + `.startsWith("32x32 ")`)
}

// Fig. 1(a) of the paper: three blocks of ResNet beside RegNet's, channels
// picked by the rule until the reader chooses.
func TestFigure(t *testing.T) {
	v := open(t, options{width: 1440, height: 1100})
	v.answered("A ship")
	v.told()
	v.click("#scale-own") // A's colours are to depend on A's maps alone
	v.more()
	v.click("#view-figure")
	v.until(`location.hash.includes("view=figure") && [...document.querySelectorAll("#grid tbody .lane b")].map(e => e.textContent) + "" == "A · O,B · O,B · H,B · I"`)
	v.until(`document.querySelectorAll("#grid .cell").length == 12 && document.querySelectorAll("#grid .cell canvas").length == 12`)
	v.until(pixel("#cell-0-2-1") + `.startsWith("16x16 ") && ` + pixel("#cell-3-2-3") + `.startsWith("16x16 ")`)
	v.until(`document.querySelector("#rule").textContent.includes("Fig. 1(a)")`)
	v.screenshot("figure")
	a, b := v.pixels("#cell-0-2-1"), v.pixels("#cell-1-2-1")
	v.click("#cell-0-2-3") // its channel for both, if they follow
	v.until(`location.hash.includes("at=2.3")`)
	v.choose("#follow", "1")
	v.until(pixel("#cell-1-2-1") + " != " + fmt.Sprintf("%q", b))
	v.until(pixel("#cell-0-2-1") + " == " + fmt.Sprintf("%q", a))
	v.click("#channel-up")
	v.until(pixel("#cell-0-2-1") + " != " + fmt.Sprintf("%q", a))
	v.click("#figure-on")
	v.until(`document.querySelector("#cell-1-3-2 canvas") && ` + pixel("#cell-1-3-2") + `.startsWith("8x8 ") && location.hash.includes("at=3.1")`)
	var link string
	v.eval("location.href", &link)
	shown := v.pixels("#cell-1-3-2")
	v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(link))
	v.answered("A ship")
	v.until(`document.querySelector("#cell-1-3-2 canvas") && ` + pixel("#cell-1-3-2") + " == " + fmt.Sprintf("%q", shown))
	v.do(chromedp.EmulateViewport(375, 667))
	v.until(`document.documentElement.scrollWidth <= 375`)
	v.screenshot("figure-narrow")
	v.click("#view-maps")
	v.until(`document.querySelectorAll("#grid .cell").length == 36 && !location.hash.includes("view")`)
}
