//go:build !js

package browsertest

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	browser "regnetlens/tools/chromium"
)

// tab opens a tab of the picture panel.
func (v *visit) tab(i int) {
	v.Helper()
	v.do(chromedp.Click(fmt.Sprintf("#tab-%d", i), chromedp.ByQuery))
	v.until(fmt.Sprintf(`document.querySelector("#tab-%d").getAttribute("aria-selected") == "true" && document.querySelector("#panel-%d").checkVisibility()`, i, i))
}

// The tabs by keyboard: one stop for Tab, the arrow keys between them.
func TestTabsByKeyboard(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.do(chromedp.Focus("#tab-0", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
	v.until(`document.activeElement.id == "tab-1" && document.querySelector("#panel-1").checkVisibility() && !document.querySelector("#panel-0").checkVisibility()`)
	v.do(chromedp.KeyEvent(kb.ArrowLeft))
	v.until(`document.activeElement.id == "tab-0"`)
	v.do(chromedp.KeyEvent(kb.ArrowLeft))
	v.until(`document.activeElement.id == "tab-3" && document.querySelectorAll("#tabs [tabindex='0']").length == 1`)
}

// The gallery's labels stand under the picture, with a mark for each network; of
// another picture the reader says what it is, and that is kept for it.
func TestKnownLabel(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.until(`document.querySelector(".known").textContent.includes("ship") && document.querySelectorAll(".verdict.right").length == 2`)
	if got := v.text(".verdict"); got != "A ✓" {
		t.Errorf("of A's answer: %q", got)
	}
	v.send("drop", "unknown.jpg", sample(t, "frog.jpg"))
	v.answered("unknown.jpg")
	v.until(`document.querySelectorAll(".verdict.right, .verdict.wrong").length == 0`)
	v.do(chromedp.SetValue("#truth", "class frog", chromedp.ByQuery))
	v.eval(`document.querySelector("#truth").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll(".verdict.right").length == 2`)
	v.do(chromedp.Click(".sample:nth-child(2)", chromedp.ByQuery))
	v.until(`document.querySelector(".really").classList.contains("gone")`)
	v.send("drop", "the same.jpg", sample(t, "frog.jpg"))
	v.answered("the same.jpg")
	v.until(`document.querySelector("#truth").value == "class frog" && document.querySelectorAll(".verdict.right").length == 2`)
}

// Chromium makes a camera up; both networks read it until it is frozen, left
// or pulled out.
func TestCamera(t *testing.T) {
	v := open(t, options{before: `
		window.tracks = [];
		const ask = MediaDevices.prototype.getUserMedia;
		MediaDevices.prototype.getUserMedia = async function (wish) {
			const stream = await ask.call(this, wish);
			tracks.push(...stream.getTracks());
			return stream;
		};`})
	v.answered("A ship")
	v.tab(2)
	v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
	v.until(`document.querySelector(".shown").textContent.startsWith("A frame of the camera")`)
	v.until(`/^[0-9.]+ frames\/s/.test(document.querySelector("#camera-rate").textContent)`)
	v.eval(`window.answers = 0, new MutationObserver(() => answers++).observe(document.querySelector("#view canvas"), {attributes: true, attributeFilter: ["data-run"]})`, nil)
	v.until(`answers >= 10`) // it goes on and on
	v.painted("#view", "#cell-0-1-1", "#cell-3-3-3")
	t.Log(v.text("#camera-rate"))
	v.screenshot("camera")
	v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
	v.until(`document.querySelector("#camera-state").textContent == "Held still."`)
	v.answered("A frame")
	var before, after string
	v.eval(`document.querySelector("#view canvas").dataset.run`, &before)
	v.frames(30)
	v.eval(`document.querySelector("#view canvas").dataset.run`, &after)
	if before != after {
		t.Error("frozen, and yet it goes on")
	}
	v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
	v.until(`document.querySelector("#view canvas").dataset.run > ` + fmt.Sprint(after))
	v.tab(0)
	v.until(`tracks.length == 1 && tracks.every(t => t.readyState == "ended") && !document.querySelector("video").srcObject`)
	v.answered("A frame") // the last one stays
	v.do(chromedp.Click(".gallery button:nth-of-type(2)", chromedp.ByQuery))
	v.answered("A horse")
	v.agrees(sample(t, "horse.jpg"))
	// Pulled out.
	v.tab(2)
	v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
	v.until(`tracks.length == 2 && document.querySelector("#camera-rate").textContent.includes("frames/s")`)
	v.eval(`tracks[1].stop(), tracks[1].dispatchEvent(new Event("ended"))`, nil)
	v.until(`document.querySelector("#camera-state").textContent == "The camera was disconnected."`)
}

// A camera that is refused, absent or taken: one sentence, and the page goes on.
func TestNoCamera(t *testing.T) {
	v := open(t, options{before: `MediaDevices.prototype.getUserMedia = async () => { throw new DOMException("no", window.why); };`})
	v.answered("A ship")
	v.tab(2)
	for why, want := range map[string]string{"NotAllowedError": "not allowed", "NotFoundError": "No camera", "NotReadableError": "another program"} {
		v.eval(fmt.Sprintf("window.why = %q", why), nil)
		v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
		v.until(fmt.Sprintf(`document.querySelector("#camera-state").textContent.includes(%q)`, want))
	}
	v.answered("A ship")
}

// Refused by the browser itself.
func TestRefusedCamera(t *testing.T) {
	flags, err := browser.Options(chromedp.DisableGPU,
		chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("deny-permission-prompts", true), chromedp.Flag("lang", "en"))
	if err != nil {
		t.Fatal(err)
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), flags...)
	t.Cleanup(cancel)
	strict, stop := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(stop)
	if err := chromedp.Run(strict); err != nil {
		t.Fatal(err)
	}
	v := open(t, options{in: strict})
	v.answered("A ship")
	v.tab(2)
	v.do(chromedp.Click("#camera-button", chromedp.ByQuery))
	v.until(`document.querySelector("#camera-state").textContent.includes("not allowed")`)
}

// box is where an element is on the screen.
func (v *visit) box(selector string) (x, y, width, height float64) {
	v.Helper()
	var b []float64
	v.eval(fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({block: "center"}); const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })()`, selector), &b)
	return b[0], b[1], b[2], b[3]
}

// inked counts the pixels of the paper that are of a colour.
func (v *visit) inked(rgb string) int {
	v.Helper()
	var n int
	v.eval(`(() => { const c = document.querySelector("#paper canvas"), d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data; let n = 0;
		for (let i = 0; i < d.length; i += 4) if (d[i] + "," + d[i+1] + "," + d[i+2] == "`+rgb+`") n++; return n; })()`, &n)
	return n
}

func TestDrawByMouse(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.tab(3)
	x, y, w, h := v.box("#paper")
	v.do(chromedp.Click("#colour-8", chromedp.ByQuery), chromedp.Click("#draw-fill", chromedp.ByQuery))
	v.answered("Your drawing")
	v.until(`document.querySelector("#colour-8").getAttribute("aria-pressed") == "true"`)
	sky := v.inked("142,205,242")
	if sky != 512*512 {
		t.Errorf("%d pixels of sky", sky)
	}
	v.do(chromedp.Click("#colour-1", chromedp.ByQuery), chromedp.Click("#width-2", chromedp.ByQuery))
	v.do(chromedp.MouseEvent(input.MousePressed, x+w/4, y+h/2, chromedp.ButtonLeft))
	for i := range 10 {
		v.do(chromedp.MouseEvent(input.MouseMoved, x+w/4+float64(i)*w/20, y+h/2, chromedp.ButtonLeft))
	}
	v.until(`document.querySelector("#view canvas").dataset.run > 2`) // read along, before the pen is lifted
	v.do(chromedp.MouseEvent(input.MouseReleased, x+3*w/4, y+h/2, chromedp.ButtonLeft))
	v.answered("Your drawing")
	if n := v.inked("27,26,24"); n < 10_000 || n > 20_000 { // about a half by a tenth of 512 × 512, and its ends
		t.Errorf("%d pixels of ink", n)
	}
	v.until(`document.querySelector("#paper").getAttribute("aria-label").includes("2 steps")`)
	v.screenshot("draw")
	v.do(chromedp.Click("#draw-undo", chromedp.ByQuery))
	v.until(`document.querySelector("#paper").getAttribute("aria-label").includes("1 steps")`)
	if n := v.inked("27,26,24"); n != 0 {
		t.Errorf("after undo %d pixels of ink", n)
	}
	v.do(chromedp.Click("#draw-clear", chromedp.ByQuery))
	v.until(`document.querySelector("#paper").getAttribute("aria-label").includes("2 steps")`)
	if n := v.inked("255,255,255"); n != 512*512 {
		t.Errorf("after clear %d white pixels", n)
	}
	// The keyboard's pen.
	v.do(chromedp.Click("#colour-4", chromedp.ByQuery), chromedp.Focus("#paper", chromedp.ByQuery), chromedp.KeyEvent(" "))
	for range 20 {
		v.do(chromedp.KeyEvent(kb.ArrowRight))
	}
	v.do(chromedp.KeyEvent(" "))
	v.until(`document.querySelector("#paper").getAttribute("aria-label").includes("3 steps")`)
	if n := v.inked("214,45,32"); n < 5000 {
		t.Errorf("the keyboard drew %d pixels", n)
	}
	v.answered("Your drawing")
}

func TestDrawByTouch(t *testing.T) {
	v := open(t, options{width: 375, height: 667, touch: true})
	v.answered("A ship")
	v.tab(3)
	x, y, w, h := v.box("#paper")
	touch := func(kind input.TouchType, points ...*input.TouchPoint) {
		v.do(input.DispatchTouchEvent(kind, points))
	}
	touch(input.TouchStart, &input.TouchPoint{X: x + w/4, Y: y + h/4})
	for i := range 10 {
		touch(input.TouchMove, &input.TouchPoint{X: x + w/4, Y: y + h/4 + float64(i)*h/20})
	}
	touch(input.TouchEnd)
	v.answered("Your drawing")
	if n := v.inked("27,26,24"); n < 5000 {
		t.Errorf("the finger drew %d pixels", n)
	}
	v.screenshot("draw-narrow")
	var wider bool
	var small []string
	v.eval("document.documentElement.scrollWidth > document.documentElement.clientWidth", &wider)
	if wider {
		t.Error("the page scrolls sideways")
	}
	v.eval(tooSmall, &small)
	if len(small) > 0 {
		t.Errorf("too small to touch: %q", small)
	}
}

// folder is a folder of pictures as a reader may have one: the gallery's, two
// under another class, a broken one, and files that are none.
func folder(t *testing.T) (dir string, pictures int) {
	dir = t.TempDir()
	put := func(name string, data []byte) {
		file := filepath.Join(dir, "pictures", name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, class := range []string{"Ship", "HORSE", "airplane", "automobile", "bird", "truck"} {
		put(class+"/=1+1 "+class+".jpg", sample(t, strings.ToLower(class)+".jpg"))
	}
	put("dog/frog, really.jpg", sample(t, "frog.jpg"))
	put("frog/broken.jpg", []byte("no picture at all"))
	put("frog/notes.txt", []byte("a letter"))
	put(".DS_Store", []byte("x"))
	return filepath.Join(dir, "pictures"), 8
}

func TestFolder(t *testing.T) {
	dir, pictures := folder(t)
	v := open(t, options{before: `window.saved = []; const make = URL.createObjectURL; URL.createObjectURL = b => { saved.push(b); return make(b); };`})
	v.answered("A ship")
	v.tab(1)
	v.do(chromedp.SetUploadFiles("#folder", []string{dir}, chromedp.ByQuery))
	v.until(fmt.Sprintf(`document.querySelector("#batch-state")?.textContent == "All %d read" && document.querySelector("#batch-cancel").ariaDisabled == "true"`, pictures))
	if state := v.text("#batch-more"); !strings.Contains(state, "1 other files left out") || !strings.Contains(state, "pictures/s") {
		t.Errorf("state %q", state)
	}
	v.answered("A ship") // what is on the page stays
	for _, side := range []string{"A", "B"} {
		if got := v.text("#accuracy-" + side); !strings.HasSuffix(got, " 85.7 %") {
			t.Errorf("%s: %q", side, got)
		}
		var cell string
		v.eval(`document.querySelector("#confusion-`+side+` [aria-label='dog taken for frog: 1']").textContent`, &cell)
		if cell != "1" {
			t.Errorf("%s: in the confusion matrix %q", side, cell)
		}
	}
	v.screenshot("batch")
	v.click("#as-table")
	rows := func(n int) {
		t.Helper()
		v.until(fmt.Sprintf(`document.querySelectorAll("#batch-table tbody tr").length == %d`, n))
	}
	rows(pictures)
	v.click("#filter-wrong")
	rows(1)
	v.click("#filter-unread")
	rows(1)
	v.until(`document.querySelector("#batch-table tbody tr").textContent.includes("is not a picture that this page reads")`)
	v.click("#filter-all")
	rows(pictures)
	v.do(chromedp.SendKeys("#batch-search", "ship", chromedp.ByQuery))
	rows(1)
	v.eval(`(() => { const e = document.querySelector("#batch-search"); e.value = ""; e.dispatchEvent(new Event("input", {bubbles: true})); })()`, nil)
	rows(pictures)
	v.do(chromedp.Click(`#confusion-A [aria-label='dog taken for frog: 1']`, chromedp.ByQuery))
	rows(1)
	v.do(chromedp.Click("#batch-cell", chromedp.ByQuery))
	rows(pictures)
	v.do(chromedp.Click("#sort-file", chromedp.ByQuery))
	v.until(`document.querySelector("#batch-table th").getAttribute("aria-sort") == "ascending"`)
	v.until(`document.querySelector("#batch-table tbody tr").textContent.trim().startsWith("pictures/HORSE")`)
	v.do(chromedp.Click("#sort-file", chromedp.ByQuery))
	v.until(`document.querySelector("#batch-table tbody tr").textContent.trim().startsWith("pictures/truck")`)
	v.do(chromedp.Click("#batch-table tbody tr button", chromedp.ByQuery)) // shows that picture
	v.answered("pictures/truck")
	v.agrees(sample(t, "truck.jpg"))
	v.until(`document.querySelectorAll(".verdict.right").length == 2`)
	v.click("#to-many")
	v.do(chromedp.Click("#batch-save", chromedp.ByQuery))
	v.until("saved.length == 1")
	var text string
	v.do(chromedp.Evaluate(`saved[0].text()`, &text, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	table, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(table) != pictures+1 {
		t.Fatalf("%d lines, %v: %s", len(table), err, text)
	}
	last := strings.Join(table[1], "|")
	if !strings.HasPrefix(last, "pictures/truck/=1+1 truck.jpg|truck|truck|") || !strings.HasSuffix(last, "|yes|") {
		t.Errorf("the first line is %q", last)
	}
	if !bytes.Contains([]byte(text), []byte(`"pictures/dog/frog, really.jpg",dog,frog,`)) {
		t.Errorf("no quotes around a comma: %s", text)
	}
}

// Several files dropped are a batch; it can be cancelled, and what it found
// stays. The page goes on meanwhile.
func TestManyFilesAndCancel(t *testing.T) {
	v := open(t, options{before: `
		window.slow = 0;
		new PerformanceObserver(l => l.getEntries().forEach(e => { slow = Math.max(slow, e.duration); })).observe({type: "longtask"});`})
	v.answered("A ship")
	v.tab(1)
	v.eval(`fetch(document.querySelector(".gallery img").src).then(r => r.blob()).then(b => {
		const transfer = new DataTransfer();
		for (let i = 0; i < 3000; i++) transfer.items.add(new File([b], "ship " + i + ".jpg", {type: "image/jpeg"}));
		window.slow = 0;
		document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
	})`, nil)
	v.until(`document.querySelector("#batch-progress")?.value > 20`)
	v.screenshot("batch-running")
	v.click("#to-one")
	v.until(`document.querySelector("#files-progress").position > 0 && document.querySelector("#files-state").textContent.endsWith("of 3000")`)
	v.do(chromedp.Click("#tab-0", chromedp.ByQuery), chromedp.Click(".gallery button:nth-of-type(2)", chromedp.ByQuery))
	v.answered("A horse") // the picture on the page goes first
	v.agrees(sample(t, "horse.jpg"))
	v.until(`document.querySelector("#to-many .read").textContent.endsWith("of 3000")`)
	v.click("#to-many")
	v.do(chromedp.Click("#batch-cancel", chromedp.ByQuery))
	v.until(`document.querySelector("#batch-cancel").ariaDisabled == "true"`)
	state := v.text("#batch-state")
	// The workers answer in turn: what they still had of the batch comes first.
	v.click("#to-one")
	v.do(chromedp.Click(".gallery button:nth-of-type(4)", chromedp.ByQuery))
	v.answered("A cat")
	var slow float64
	v.eval("slow", &slow)
	t.Logf("%s; longest task of the page's thread %.0f ms", state, slow)
	// What was compared before the end stays, too.
	v.overBatch()
	done := strings.TrimSuffix(strings.TrimPrefix(state, "Stopped after "), " of 3000")
	if found := v.text("#alike-found"); strings.Count(found, "the "+done+" pictures") != 2 {
		t.Errorf("cancelled at %q, and found: %q", state, found)
	}
	v.click("#to-many")
	if again := v.text("#batch-state"); again != state || !strings.HasPrefix(state, "Stopped after ") || !strings.HasSuffix(state, " of 3000") {
		t.Errorf("cancelled at %q, then %q", state, again)
	}
	v.click("#as-table")
	v.until(`document.querySelectorAll("#batch-table tbody tr").length == 20`)
	v.do(chromedp.Click("#page-later", chromedp.ByQuery))
	v.until(`document.querySelector("#batch-page").textContent.startsWith("page 2")`)
	v.painted("#batch-table tbody tr:nth-child(3) .thumb")
	// A row that is opened is in view.
	v.do(chromedp.Click("#batch-table tbody tr:nth-child(3) button", chromedp.ByQuery))
	v.answered("ship 2")
	v.until(`(b => b.top >= 0 && b.top < innerHeight / 2)(document.querySelector("#view").getBoundingClientRect())`)
	// It goes on where it was, until another network is chosen.
	v.until(`document.querySelector("#to-many .read").textContent == ""`)
	v.click("#to-many")
	v.click("#batch-again")
	v.until(fmt.Sprintf(`document.querySelector("#batch-progress").value > %s + 5`, done))
	v.choose("#model-b", "resnet-20")
	v.until(`document.querySelector("#batch-state").textContent.endsWith("of 3000: another network was chosen")`)
	v.until(`document.querySelector("#batch-again").textContent == "Read again with ResNet-20"`)
	v.screenshot("batch-interrupted")
	v.click("#batch-remove")
	v.until(`document.querySelector("#batch-state").textContent == "Read many pictures, one after another"`)
}
