//go:build !js

package browsertest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// maps reads all atlases and both lenses as pixels, by the place of each, once
// they stay as they are: the lenses follow a little after the answer.
func (v *visit) maps() map[string][]uint8 {
	v.Helper()
	before := v.readMaps()
	for {
		v.frames(60)
		now := v.readMaps()
		if maps.EqualFunc(before, now, slices.Equal) {
			return now
		}
		before = now
	}
}

func (v *visit) readMaps() map[string][]uint8 {
	v.Helper()
	// Once the canvases before have gone, what is there is of one backend.
	v.until(`[...document.querySelectorAll(".cell:enabled, .island[data-side]")].every(e => e.childElementCount == 1)`)
	var got map[string][]int
	v.do(chromedp.Evaluate(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
		const maps = {};
		for (const e of document.querySelectorAll(".cell:enabled, .island[data-side]")) {
			const canvas = e.lastElementChild;
			const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
			copy.drawImage(canvas, 0, 0);
			maps[e.id] = Array.from(copy.getImageData(0, 0, canvas.width, canvas.height).data);
		}
		done(maps);
	})))`, &got, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	bytes := map[string][]uint8{}
	for id, values := range got {
		for _, value := range values {
			bytes[id] = append(bytes[id], uint8(value))
		}
	}
	return bytes
}

// eye is how far a colour may be off: on the steepest part of a scale one of
// its 256 steps moves a channel by three.
const eye = 4

// same compares maps; all but one in a thousand values may differ by what the
// eye does not see.
func same(t *testing.T, what string, got, want map[string][]uint8) {
	t.Helper()
	if len(got) != len(want) || len(want) < 20 {
		t.Fatalf("%s: %d maps, want %d", what, len(got), len(want))
	}
	for id, a := range got {
		b := want[id]
		if len(a) != len(b) {
			t.Errorf("%s: %s has %d bytes, want %d", what, id, len(a), len(b))
			continue
		}
		off, colours := 0, map[[3]uint8]bool{}
		for i := range a {
			if max(a[i], b[i])-min(a[i], b[i]) > eye {
				off++
			}
			if i%4 == 0 {
				colours[[3]uint8(a[i:])] = true
			}
		}
		if off > len(a)/1000 {
			t.Errorf("%s: %s differs in %d of %d bytes", what, id, off, len(a))
		}
		if len(colours) < 8 {
			t.Errorf("%s: %s has %d colours", what, id, len(colours))
		}
	}
}

func (v *visit) bars() string {
	v.Helper()
	return v.text(".bars")
}

// On a software adapter the processor computes unless the reader chooses; the
// choice switches both networks live, and says how far they are apart.
func TestSwitchBackend(t *testing.T) {
	v := openGPU(t, "")
	v.answered("A ship")
	v.computes("SIMD")
	if why := v.text("#why-not"); !strings.Contains(why, "runs in software") {
		t.Errorf("the page says %q of an adapter in software", why)
	}
	v.do(chromedp.Click("#cell-1-1-3", chromedp.ByQuery))
	v.until(`document.querySelector("#lens-title").textContent.startsWith("Block 1.3")`)
	v.told()
	title, channel, answer, want := v.text("#lens-title"), v.text("#lens-channel"), v.bars(), v.maps()
	for _, step := range []struct{ choice, shown, before string }{
		{"webgpu", "WebGPU", "SIMD"}, {"gonum", "reference", "WebGPU"}, {"simd", "SIMD", "reference"},
	} {
		v.compute(step.choice, step.shown)
		v.answered("A ship")
		v.told()
		for _, side := range []string{"A", "B"} {
			v.until(fmt.Sprintf(`document.querySelector("#apart-%s").textContent.includes("%s and %s differ")`, side, step.shown, step.before))
			t.Log(v.text("#apart-" + side))
		}
		same(t, step.shown, v.maps(), want)
		if step.choice == "webgpu" {
			v.screenshot("webgpu")
			if !strings.Contains(strings.ToLower(v.text("#computes-A")), "swiftshader") {
				t.Errorf("the adapter is not named: %q", v.text("#computes-A"))
			}
		}
		if got := v.bars(); got != answer {
			t.Errorf("on %s the answer is %q, before it was %q", step.shown, got, answer)
		}
		if got := [2]string{v.text("#lens-title"), v.text("#lens-channel")}; got != [2]string{title, channel} {
			t.Errorf("on %s the selection is %q", step.shown, got)
		}
	}
}

// A "what if" is worked out on the device: WebGPU goes on computing, and shows
// and answers what SIMD does with the same edits.
func TestEditsOnDevice(t *testing.T) {
	v := openGPU(t, "")
	v.answered("A ship")
	v.click(".sample:nth-of-type(4)") // of which neither network is so sure that an edit changes no share
	v.answered("A cat")
	v.compute("webgpu", "WebGPU")
	v.answered("A cat")
	plain := v.bars()
	edited := `document.querySelectorAll("#edits .edit").length == %d && [...document.querySelectorAll(".bar .ghost")].some(e => e.getAttribute("width") != "0") == %v`
	v.do(chromedp.Click("#edit-half-A", chromedp.ByQuery), chromedp.Click("#edit-freeze-B", chromedp.ByQuery))
	v.until(fmt.Sprintf(edited, 2, true))
	v.computes("WebGPU")
	v.told()
	answer, shown := v.bars(), v.maps()
	if answer == plain {
		t.Error("the edits change nothing")
	}
	v.compute("simd", "SIMD")
	v.until(fmt.Sprintf(edited, 2, true))
	v.told()
	same(t, "edited", shown, v.maps())
	if got := v.bars(); got != answer {
		t.Errorf("SIMD answers %q to the edits, WebGPU %q", got, answer)
	}
	v.compute("webgpu", "WebGPU")
	v.do(chromedp.Click("#edit-clear", chromedp.ByQuery))
	v.until(fmt.Sprintf(edited, 0, false))
	v.computes("WebGPU")
	if got := v.bars(); got != plain {
		t.Errorf("without edits the answer is %q, before them %q", got, plain)
	}
}

// watchDevices keeps the devices that a worker opens, destroys them when told,
// and counts what WebGPU is asked.
const watchDevices = `
	const devices = [];
	let during = false;
	const request = GPUAdapter.prototype.requestDevice;
	GPUAdapter.prototype.requestDevice = async function (...args) { const d = await request.apply(this, args); devices.push(d); return d; };
	const submit = GPUQueue.prototype.submit;
	GPUQueue.prototype.submit = function (...args) { submit.apply(this, args); if (during) { during = false; devices.at(-1).destroy(); } };
	new BroadcastChannel("test").onmessage = ({data}) => { if (data == "destroy") devices.at(-1)?.destroy(); else during = true; };`

// A device that is really lost, twice in a row and in the middle of a run, is
// replaced: same state, same answer, the same pixels, and a note.
func TestLostDevice(t *testing.T) {
	v := openGPU(t, watchDevices)
	v.answered("A ship")
	v.compute("webgpu", "WebGPU")
	choose := func(sample int, title string) {
		v.Helper()
		v.do(chromedp.Click(fmt.Sprintf(".gallery button:nth-of-type(%d)", sample), chromedp.ByQuery))
		v.answered(title)
	}
	choose(8, "A frog")
	answer, want := v.bars(), v.maps()
	for round, how := range []string{"destroy", "destroy", "during"} {
		choose(4, "A cat")
		v.eval(fmt.Sprintf(`new BroadcastChannel("test").postMessage(%q)`, how), nil)
		choose(8, "A frog")
		v.until(`document.querySelector("#notice .say").textContent.includes("was lost; a new one has taken over")`)
		v.computes("WebGPU")
		if got := v.bars(); got != answer {
			t.Errorf("round %d: the answer is %q, before the loss it was %q", round, got, answer)
		}
		got := v.maps()
		for id := range want {
			if !slices.Equal(got[id], want[id]) {
				t.Errorf("round %d: %s has changed", round, id)
			}
		}
		v.do(chromedp.Click("#dismiss", chromedp.ByQuery))
	}
}

// What WebGPU can't do the processor does instead, and the page says why in a
// sentence, in the language of the page.
func TestDeviceFaults(t *testing.T) {
	for name, test := range map[string]struct{ hook, english, korean string }{
		"no WebGPU":  {`Object.defineProperty(navigator, "gpu", {value: undefined});`, "offers no WebGPU", "WebGPU를 쓸 수 없어"},
		"no adapter": {`GPU.prototype.requestAdapter = async () => null;`, "found no graphics device", "찾지 못해"},
		"no limits":  {`GPUAdapter.prototype.requestDevice = async () => { throw new Error("limits not met"); };`, "lacks what the networks need", "필요한 기능이 없어"},
		"memory": {`const pop = GPUDevice.prototype.popErrorScope;
			GPUDevice.prototype.popErrorScope = async function () { await pop.call(this); return new GPUOutOfMemoryError("out of memory"); };`, "not enough memory", "메모리가 모자라"},
		"shader": {`const make = GPUDevice.prototype.createShaderModule;
			GPUDevice.prototype.createShaderModule = function (d) { return make.call(this, {...d, code: "fn main( {"}); };`, "could not compile a shader", "컴파일하지 못해"},
		"no map": {`GPUBuffer.prototype.mapAsync = () => new Promise(() => {});`, "did not answer in time", "제때 응답하지 않아"},
		"numbers": {`const range = GPUBuffer.prototype.getMappedRange;
			GPUBuffer.prototype.getMappedRange = function (...a) { const b = range.apply(this, a); new Float32Array(b).forEach((x, i, all) => { all[i] = x + 1; }); return b; };`, "computed wrong numbers", "계산 결과가 틀려"},
	} {
		t.Run(name, func(t *testing.T) {
			v := openGPU(t, test.hook)
			v.answered("A ship")
			want := v.maps()
			v.do(chromedp.SetValue("#backend", "webgpu", chromedp.ByQuery))
			v.until(fmt.Sprintf(`document.querySelector("#notice .say").textContent.includes(%q)`, test.english))
			v.computes("SIMD")
			v.agrees(sample(t, "ship.jpg"))
			same(t, name, v.maps(), want)
			if name == "numbers" {
				v.screenshot("webgpu-fault")
			}
			v.do(chromedp.Click("#language", chromedp.ByQuery))
			v.until(fmt.Sprintf(`document.querySelector("#notice .say").textContent.includes(%q) && document.querySelector("#why-not").textContent.includes(%[1]q)`, test.korean))
			v.do(chromedp.Click("#language", chromedp.ByQuery))
			v.until(fmt.Sprintf(`document.querySelector("#notice .say").textContent.includes(%q)`, test.english)) // what moves has moved
			v.do(chromedp.Click(".gallery button:nth-of-type(4)", chromedp.ByQuery))
			v.answered("A cat")
			v.agrees(sample(t, "cat.jpg"))
		})
	}
}
