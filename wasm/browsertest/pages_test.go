//go:build !js

package browsertest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// opened waits until a view is the one that is shown, and the navigation says so.
func (v *visit) opened(screen, region string) {
	v.Helper()
	v.until(fmt.Sprintf(`document.querySelector("#to-%s").getAttribute("aria-current") == "page" && document.querySelectorAll("#views [aria-current=page]").length == 1
		&& document.querySelector(%q)?.checkVisibility() && document.querySelectorAll("main:not([hidden])").length == 1`, screen, region))
}

// The four views as a reader presses through them: each is in the address, Back
// and Forward go through them, and what was chosen under One picture stays.
func TestPages(t *testing.T) {
	v := open(t, options{before: `window.fetched = []; const get = fetch; window.fetch = (url, ...more) => { fetched.push(String(url)); return get(url, ...more); };`})
	v.answered("A ship")
	v.click("#cell-3-1-2")
	v.until(`location.hash.includes("at=1.2")`)
	v.click("#to-teach")
	v.opened("teach", "#teach")
	v.until(`location.hash.includes("v=teach") && location.hash.includes("at=1.2")`)
	var early bool
	if v.eval(`fetched.some(url => url.includes("results"))`, &early); early {
		t.Error("the results are fetched before anybody looks at them")
	}
	// By the keyboard.
	v.do(chromedp.Focus("#to-results", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	v.opened("results", "#results-table")
	v.until(`location.hash.includes("v=results") && document.activeElement.id == "to-results"`)
	v.screenshot("results")
	v.click("#to-many")
	v.opened("many", "#batch-state")
	v.until(`location.hash.includes("v=many")`)
	for _, step := range []struct {
		action         chromedp.Action
		screen, region string
	}{
		{chromedp.NavigateBack(), "results", "#results-table"}, {chromedp.NavigateBack(), "teach", "#teach"}, {chromedp.NavigateBack(), "one", "#grid"},
		{chromedp.NavigateForward(), "teach", "#teach"}, {chromedp.NavigateForward(), "results", "#results-table"},
	} {
		v.do(step.action)
		v.opened(step.screen, step.region)
	}
	v.click("#to-one")
	v.opened("one", "#grid")
	v.until(`document.querySelector("#cell-3-1-2").classList.contains("on")`)
	v.painted("#cell-3-1-2")
	// A link to a view opens that view.
	v.do(chromedp.Navigate(v.url+"#v=results"), chromedp.Reload())
	v.opened("results", "#results-table")
	v.until(`!document.querySelector("#grid")`)
	v.click("#to-one")
	v.opened("one", "#grid")
	v.answered("A ship")
}

// How a network is trained is told in a dialog, and so is Teach: in commands to
// copy.
func TestPagesTellCommands(t *testing.T) {
	v := open(t, options{before: `Object.defineProperty(navigator, "clipboard", {value: {writeText: async text => { window.copied = text; }}});`})
	v.answered("A ship")
	v.click("#to-results")
	v.opened("results", "#results-table")
	v.click("#results-data-1")
	v.until(`document.querySelector("#results-data-1").getAttribute("aria-pressed") == "true"`)
	v.click("#train-regnet-20-gru")
	v.until(`document.querySelector("#train").open`)
	v.click("#train .command button")
	v.until(`window.copied == "regnet data get cifar100" && document.querySelector("#train .command button").textContent == "Copied"`)
	v.do(chromedp.KeyEvent(kb.Escape))
	v.until(`!document.querySelector("#train").open && document.activeElement.id == "train-regnet-20-gru"`)
	v.click("#to-teach")
	v.opened("teach", "#teach")
	v.screenshot("teach")
	v.click(".teach-steps li:nth-of-type(2) .command button")
	v.until(`window.copied.startsWith("regnet train resnet-20 --init resnet-20")`)
}

// Many pictures from the drop to the list and back: the matrices filter, a
// picture opens under One picture, and Back returns to its place in the list.
func TestPagesManyPictures(t *testing.T) {
	dir, pictures := folder(t)
	v := open(t, options{height: 700, width: 1440})
	v.answered("A ship")
	v.tab(1)
	v.do(chromedp.SetUploadFiles("#folder", []string{dir}, chromedp.ByQuery))
	v.opened("many", "#batch-state")
	v.until(fmt.Sprintf(`document.querySelector("#batch-state").textContent == "All %d read"`, pictures))
	v.screenshot("many")
	shown := func(n int) {
		t.Helper()
		v.until(fmt.Sprintf(`document.querySelectorAll(".batch-picture").length == %d`, n))
	}
	shown(pictures)
	const cell = `#confusion-A [aria-label='dog taken for frog: 1']`
	v.click(cell)
	shown(1)
	v.until(`document.querySelector("#batch-cell").checkVisibility() && document.querySelector("` + cell + `").getAttribute("aria-pressed") == "true"`)
	v.click(cell)
	shown(pictures)
	v.click("#filter-unread")
	shown(1)
	v.click("#filter-all")
	shown(pictures)
	v.painted("#row-3 .thumb")
	// The list is scrolled, and a picture of it opened.
	v.eval(`scrollTo(0, 1e6)`, nil)
	var down float64
	v.rendered()
	if v.eval(`scrollY`, &down); down < 100 {
		t.Fatalf("the view is too short to be scrolled: %v", down)
	}
	v.do(chromedp.Focus("#row-3", chromedp.ByQuery), chromedp.KeyEvent(kb.Enter))
	v.opened("one", "#picture-part")
	v.until(`document.querySelector(".shown").textContent.startsWith("pictures/")`)
	v.until(`(b => b.top >= 0 && b.top < innerHeight / 2)(document.querySelector("#view").getBoundingClientRect())`)
	v.do(chromedp.NavigateBack())
	v.opened("many", "#batch-state")
	v.until(fmt.Sprintf(`Math.abs(scrollY - %v) < 2 && document.activeElement.id == "row-3"`, down))
	v.painted("#row-3 .thumb")
	v.click("#as-table")
	v.until(fmt.Sprintf(`document.querySelectorAll("#batch-table tbody tr").length == %d`, pictures))
	v.click("#batch-remove")
	v.until(`!document.querySelector("#batch-table") && document.querySelector("#batch-files")`)
}

// A thousand files stay smooth: no more pictures are painted than a page has,
// progress stands in the header on every view, and it stops and goes on.
func TestPagesThousandFiles(t *testing.T) {
	v := open(t, options{before: `
		window.slow = 0;
		new PerformanceObserver(l => l.getEntries().forEach(e => { slow = Math.max(slow, e.duration); })).observe({type: "longtask"});`})
	v.answered("A ship")
	longest := func(of string) {
		t.Helper()
		var slow float64
		v.eval("(() => { const was = slow; slow = 0; return was; })()", &slow)
		t.Logf("%s: the longest task of the page's thread took %.0f ms", of, slow)
	}
	v.eval(`fetch(document.querySelector(".gallery img").src).then(r => r.blob()).then(b => {
		const transfer = new DataTransfer();
		for (let i = 0; i < 1000; i++) transfer.items.add(new File([b], "ship " + i + ".jpg", {type: "image/jpeg"}));
		window.slow = 0;
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
	})`, nil)
	v.opened("many", "#batch-state")
	v.until(`document.querySelector("#batch-progress").value > 60 && document.querySelectorAll(".batch-picture canvas").length == 48`)
	v.until(`/^Reading \d+ of 1000$/.test(document.querySelector("#batch-state").textContent)`)
	longest("opening the view")
	v.until(`document.querySelector("#batch-progress").value > 200`)
	longest("reading")
	v.screenshot("many-reading")
	longest("a picture of the whole page")
	v.click("#to-one")
	v.opened("one", "#grid")
	v.until(`/Many pictures \d+ of 1000/.test(document.querySelector("#to-many").textContent)`)
	longest("back to One picture")
	v.click("#to-many")
	v.opened("many", "#batch-state")
	longest("back to Many pictures")
	v.click("#batch-cancel")
	v.until(`/^Stopped after \d+ of 1000$/.test(document.querySelector("#batch-state").textContent) && document.querySelector("#to-many .read").textContent == ""`)
	var before float64
	v.eval(`document.querySelector("#batch-progress").value`, &before)
	v.click("#batch-again")
	v.until(fmt.Sprintf(`document.querySelector("#batch-progress").value > %v + 10`, before))
	longest("stopping and going on")
	v.choose("#model-b", "resnet-20")
	v.until(`/^Stopped after \d+ of 1000: another network was chosen$/.test(document.querySelector("#batch-state").textContent)
		&& document.querySelector("#batch-again").textContent == "Read again with ResNet-20" && document.querySelector("#accuracy-B").textContent.includes("RegNet-20 (LSTM)")`)
	longest("another network")
}

// On every size the views fit the window, and a finger can press what there is.
func TestPagesSizes(t *testing.T) {
	dir, pictures := folder(t)
	for _, size := range []options{{width: 390, height: 844, touch: true}, {width: 1024, height: 768, touch: true}, {width: 1920, height: 1080, dark: true, korean: true}} {
		t.Run(fmt.Sprint(size.width), func(t *testing.T) {
			v := open(t, size)
			v.answered("")
			v.eval(`document.querySelector("#tab-1").click()`, nil)
			v.do(chromedp.SetUploadFiles("#folder", []string{dir}, chromedp.ByQuery))
			v.opened("many", "#batch-state")
			v.until(fmt.Sprintf(`document.querySelectorAll(".batch-picture").length == %d && !document.querySelector("#to-many .read").textContent`, pictures))
			for _, view := range []struct{ screen, region string }{{"many", "#batch-pictures"}, {"teach", "#teach"}, {"results", "#results-table"}} {
				v.eval(fmt.Sprintf(`document.querySelector("#to-%s").click()`, view.screen), nil)
				v.opened(view.screen, view.region)
				v.rendered()
				v.screenshot(fmt.Sprintf("%s-%d", view.screen, size.width))
				v.axe(view.screen)
				var wider []string
				v.eval(fmt.Sprintf(`[...document.querySelectorAll("main:not([hidden]) *")].filter(e => e.getBoundingClientRect().right > %d && !e.closest(".scroll, pre")).map(e => e.id || e.className.baseVal || e.className || e.localName)`, size.width), &wider)
				var width int64
				if v.eval(`document.documentElement.scrollWidth`, &width); len(wider) > 0 || width > size.width {
					t.Errorf("%s: wider than the window: %q", view.screen, wider)
				}
				var small []string
				v.eval(strings.Replace(tooSmall, `"button, select, .button, input"`, `"main:not([hidden]) :is(button, select, .button, input)"`, 1), &small)
				if size.touch && len(small) > 0 {
					t.Errorf("%s: too small to touch: %q", view.screen, small)
				}
			}
		})
	}
}
