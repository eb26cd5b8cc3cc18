//go:build !js

package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

// remember keeps the workers that the page starts where the test finds them.
const remember = `
	window.started = [];
	window.Worker = class extends Worker { constructor(...args) { super(...args); this.side = args[1].name.split("-")[1]; started.push(this); } };`

// A worker that dies is replaced, and the picture run again; the page shows
// what it showed meanwhile.
func TestKilledWorker(t *testing.T) {
	v := open(t, options{before: remember})
	v.answered("A ship")
	v.do(chromedp.Click(".gallery button:nth-of-type(8)", chromedp.ByQuery))
	v.answered("A frog")
	want := v.text("#answer-B")
	v.eval(`window.blank = [], new MutationObserver(() => {
		if (document.querySelector("#answer-B").textContent != `+"`"+want+"`"+`) blank.push("answer");
		if (!document.querySelector("#cell-2-1-1 canvas")) blank.push("atlas");
	}).observe(document.body, {subtree: true, childList: true, characterData: true})`, nil)
	v.eval(`started[1].terminate()`, nil)
	v.until(`started.length == 3 && document.querySelector("#notice .say").textContent.includes("B stopped")`)
	v.answered("")
	v.until(`document.querySelectorAll("#cell-2-1-1 canvas, #lens-B canvas").length == 2`)
	v.painted("#cell-2-1-1", "#lens-B", "#cell-0-1-1", "#lens-A")
	if got := v.text("#answer-B"); got != want {
		t.Errorf("after its worker's death B says %q, before it said %q", got, want)
	}
	var blank []string
	v.eval("blank", &blank)
	if len(blank) > 0 {
		t.Errorf("meanwhile missing on the page: %q", blank)
	}
	v.do(chromedp.Click(".gallery button:nth-of-type(4)", chromedp.ByQuery))
	v.answered("A cat")
	v.agrees(sample(t, "cat.jpg"))
}

// A worker that always dies is left alone after a while, with a way out.
func TestWorkerThatAlwaysDies(t *testing.T) {
	v := open(t, options{before: remember + `
		window.broken = true;
		const post = Worker.prototype.postMessage;
		Worker.prototype.postMessage = function (m, t) {
			if (window.broken && m.control && m.control.includes('"show"') && this.side == "1") this.terminate();
			return post.call(this, m, t);
		};`})
	v.until(`document.querySelector("#retry") && !document.querySelector("#retry").classList.contains("hidden")`)
	v.until(`!document.querySelector("#answer-A").classList.contains("none")`)
	v.eval("window.broken = false", nil)
	v.do(chromedp.Click("#retry", chromedp.ByQuery))
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))
}

// A weight file with one wrong byte is refused; the other network works, and
// so does this one once the file is right.
func TestWrongWeights(t *testing.T) {
	var spoil atomic.Bool
	spoil.Store(true)
	v := open(t, options{wrap: func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.URL.Path, "/models/regnet") {
				page.ServeHTTP(w, r)
				return
			}
			r.Header.Del("Accept-Encoding")
			answer := httptest.NewRecorder()
			page.ServeHTTP(answer, r)
			body := answer.Body.Bytes()
			if spoil.Load() {
				body = append([]byte(nil), body...)
				body[len(body)/2] ^= 1
			}
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			w.Header().Set("Cache-Control", "no-store")
			w.Write(body)
		})
	}})
	v.until(`document.querySelector("#notice .say").textContent.includes("RegNet-20")`)
	v.until(`document.querySelector("#notice .say").title.includes("checksum") && document.querySelector("#notice .say").textContent == "RegNet-20 (LSTM) could not be loaded: what arrived is not the file of the catalogue; load the page anew."`)
	v.until(`document.querySelector("#answer-A").textContent == "ship"`)
	v.screenshot("wrong-weights")
	spoil.Store(false)
	v.do(chromedp.Click("#retry", chromedp.ByQuery))
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))
}

// Weights on a slow line: the page says how far they are.
func TestSlowWeights(t *testing.T) {
	gate := make(chan struct{})
	v := open(t, options{wrap: func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.URL.Path, "/models/resnet") {
				page.ServeHTTP(w, r)
				return
			}
			r.Header.Del("Accept-Encoding")
			answer := httptest.NewRecorder()
			page.ServeHTTP(answer, r)
			body := answer.Body.Bytes()
			w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
			w.Write(body[:len(body)/2])
			w.(http.Flusher).Flush()
			<-gate
			w.Write(body[len(body)/2:])
		})
	}})
	v.until(`/A loading (49|50) %/.test(document.querySelector("#chip").textContent)`)
	v.until(`document.querySelector("#answer-B").textContent == "ship"`) // B does not wait for A
	var shown bool
	v.eval(`document.querySelector("progress.A").checkVisibility({visibilityProperty: true}) && document.querySelector("progress.A").position > 0.4`, &shown)
	if !shown {
		t.Error("there is no progress to see")
	}
	v.screenshot("loading")
	close(gate)
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))
}
