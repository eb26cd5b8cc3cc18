//go:build !js

package browsertest

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// watched keeps every worker that the page starts, and what it is sent.
const watched = `
	window.workers = [];
	window.Worker = class extends Worker {
		constructor(...args) { super(...args); this.sent = []; this.called = args[1].name; workers.push(this); }
		postMessage(m, t) {
			if (m.control) this.sent.push(JSON.parse(m.control).kind + (m.file ? " with its file" : m.bytes ? " with bytes" : "") + (m.control.includes('"opened":true') ? " opened" : ""));
			return super.postMessage(m, t);
		}
		terminate() { this.gone = true; super.terminate(); }
	};`

// A weight file is parsed in the worker that then computes with it, and once.
// A file that is refused leaves no worker behind.
func TestWeightsAreParsedOnce(t *testing.T) {
	v := open(t, options{before: watched})
	v.answered("A ship")
	v.send("drop", "strange.safetensors", strange(t))
	v.until(`document.querySelector("#model-b").value == "strange"`)
	v.answered("A ship")
	var workers int
	var sent []string
	v.eval(`workers.length`, &workers)
	v.eval(`workers.at(-1).sent.filter(m => /^(open|load)/.test(m))`, &sent)
	if workers != 3 || !slices.Equal(sent, []string{"open with its file", "load opened"}) {
		t.Errorf("%d workers were started, the last was sent %q", workers, sent)
	}
	v.send("drop", "broken.safetensors", []byte("nonsense"))
	v.until(`document.querySelector("#notice .say").textContent.includes("broken.safetensors")`)
	v.answered("A ship")
	v.eval(`workers.filter(w => !w.gone).length`, &workers)
	if workers != 2 {
		t.Errorf("%d workers are left", workers)
	}
	// A worker that takes its place later is sent the file itself.
	v.do(chromedp.SetValue("#backend", "gonum", chromedp.ByQuery))
	v.eval(`document.querySelector("#backend").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`workers.at(-1).sent.some(m => m.startsWith("load")) && !document.querySelector(".chip").classList.contains("busy")`)
	v.eval(`workers.filter(w => !w.gone).flatMap(w => w.sent.filter(m => m.startsWith("load"))).sort()`, &sent)
	if !slices.Equal(sent, []string{"load", "load with its file"}) {
		t.Errorf("the new workers were sent %q", sent)
	}
}

// Of a worker that was replaced the page keeps nothing: neither the thread, nor
// a function that it could call, nor a lock that is waited for.
func TestReplacedWorkersAreLetGo(t *testing.T) {
	v := open(t, options{before: watched})
	v.answered("A ship")
	for range 3 {
		for _, model := range []string{"resnet-20", "regnet-20-lstm"} {
			v.do(chromedp.SetValue("#model-b", model, chromedp.ByQuery))
			v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
			v.until(`!document.querySelector(".chip").classList.contains("busy") && document.querySelector("#model-b").value == "` + model + `"`)
			v.answered("A ship")
		}
	}
	var all, living, held int
	v.eval(`workers.length`, &all)
	v.eval(`workers.filter(w => !w.gone || w.onmessage || w.onerror).length`, &living)
	if all != 8 || living != 2 {
		t.Errorf("%d workers were started, of %d the page keeps something", all, living)
	}
	v.until(`(navigator.locks.query().then(q => window.locks = q), window.locks?.pending.length == 2)`)
	v.eval(`window.locks.held.filter(l => /^regnet-[^l]/.test(l.name)).length`, &held)
	if held != 2 {
		t.Errorf("%d workers' locks are held", held)
	}
}
