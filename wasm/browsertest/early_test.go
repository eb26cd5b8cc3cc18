//go:build !js

package browsertest

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// withoutProgram visits the page whose program comes only when it is let. The
// page that the build made stands there as for a reader on a slow line.
func withoutProgram(t *testing.T) (v *visit, let func()) {
	gate := make(chan struct{})
	let = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(let) // the server waits for its answers
	v = open(t, options{wrap: func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasPrefix(r.URL.Path, "/program.") {
				<-gate
			}
			page.ServeHTTP(w, r)
		})
	}})
	v.do(chromedp.WaitVisible("#answer-B", chromedp.ByQuery))
	return v, let
}

// drag drops files as a hand does, with the browser's own drag and drop.
func (v *visit) drag(x, y float64, files ...string) {
	v.Helper()
	data := &input.DragData{Items: []*input.DragDataItem{}, Files: files, DragOperationsMask: 1}
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		for _, step := range []input.DispatchDragEventType{input.DragEnter, input.DragOver, input.Drop} {
			if err := input.DispatchDragEvent(step, x, y, data).Do(ctx); err != nil {
				return err
			}
		}
		return nil
	}))
}

// pictureFile is a file of this name with a picture of the gallery in it.
func pictureFile(t *testing.T, name, sampled string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, sample(t, sampled), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// What is clicked, typed, chosen, dropped or pasted before there is a program
// is done when there is one, all of it and in its order.
func TestEarlyActs(t *testing.T) {
	frog := pictureFile(t, "early frog.jpg", "frog.jpg")
	for name, test := range map[string]struct {
		act  func(v *visit)
		done string
	}{
		"click on a sample": {
			func(v *visit) { v.do(chromedp.Click(".gallery button:nth-of-type(8)", chromedp.ByQuery)) },
			`document.querySelector(".shown").textContent.startsWith("A frog") && document.querySelector(".sample.on").title.startsWith("A frog")`,
		},
		"click within a button": {
			func(v *visit) { v.do(chromedp.Click(".gallery button:nth-of-type(8) img", chromedp.ByQuery)) },
			`document.querySelector(".shown").textContent.startsWith("A frog")`,
		},
		"keys": {
			func(v *visit) { v.do(chromedp.KeyEvent("nn")) },
			`document.querySelector(".shown").textContent.startsWith("An aeroplane")`,
		},
		"keys at a focused cell": {
			func(v *visit) {
				v.do(chromedp.Focus("#cell-2-2-2", chromedp.ByQuery), chromedp.KeyEvent(kb.ArrowRight))
			},
			`document.querySelector("#cell-2-2-3").classList.contains("on") && document.activeElement.id == "cell-2-2-3"`,
		},
		"clicks and keys that build on each other": {
			func(v *visit) {
				v.do(chromedp.Click("#tab-3", chromedp.ByQuery), chromedp.Click("#tab-0", chromedp.ByQuery),
					chromedp.Click(".gallery button:nth-of-type(8)", chromedp.ByQuery), chromedp.KeyEvent("n"), chromedp.KeyEvent("l"))
			},
			`document.documentElement.lang == "ko" && document.querySelector("#tab-0").getAttribute("aria-selected") == "true" &&
				document.querySelector(".sample.on") == document.querySelectorAll(".sample")[8]`,
		},
		"a network": {
			func(v *visit) {
				v.do(chromedp.Focus("#model-b", chromedp.ByQuery), chromedp.KeyEvent("ResNet-20"), chromedp.KeyEvent(kb.Enter))
			},
			`document.querySelector("#model-b").value == "resnet-20" && document.querySelectorAll("#grid tbody tr").length == 2`,
		},
		"a drop": {
			func(v *visit) { v.drag(700, 500, frog) },
			`document.querySelector(".shown").textContent.startsWith("early frog.jpg")`,
		},
		"a drop of a folder": {
			func(v *visit) { v.drag(700, 500, filepath.Dir(frog)) },
			`document.querySelector("#batch-state")?.textContent.includes("All 1 read")`,
		},
		"a paste": {
			func(v *visit) { v.send("paste", "pasted.jpg", sample(t, "frog.jpg")) },
			`document.querySelector(".shown").textContent.startsWith("pasted.jpg")`,
		},
		"a drop after a click": {
			func(v *visit) {
				v.do(chromedp.Click(".gallery button:nth-of-type(2)", chromedp.ByQuery))
				v.drag(10, 10, frog)
			},
			`document.querySelector(".shown").textContent.startsWith("early frog.jpg")`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			v, let := withoutProgram(t)
			test.act(v)
			var early bool
			v.eval(`!!document.querySelector("#mount")`, &early)
			if !early {
				t.Fatal("there is a program already")
			}
			let()
			v.until(`!document.querySelector("#mount") && document.querySelectorAll("main:not([hidden]) .answer.none").length == 0 && ` + test.done)
		})
	}
}

// Wherever a file is dropped, the browser stays on the page: before there is a
// program, with one, and when it has ended.
func TestDropNeverLeaves(t *testing.T) {
	frog := pictureFile(t, "frog.jpg", "frog.jpg")
	v, let := withoutProgram(t)
	v.eval(`window.stayed = true`, nil)
	v.drag(700, 500, frog)
	let()
	v.answered("frog.jpg")
	v.drag(300, 20, frog) // on the header's controls
	v.answered("frog.jpg")
	// A program that has ended is deaf, and throws at whoever calls it.
	v.excuse("Go program has already exited", "the program was ended")
	v.eval(`dispatchEvent(new Event("x")), document.addEventListener("drop", (e) => { e.stopImmediatePropagation(); throw new Error("the program was ended"); }, {capture: true})`, nil)
	v.drag(700, 500, frog)
	var stayed bool
	var url string
	v.do(chromedp.Sleep(300*time.Millisecond), chromedp.Location(&url))
	v.eval(`!!window.stayed`, &stayed)
	if !stayed || !strings.HasPrefix(url, v.url) {
		t.Errorf("the browser went to %s", url)
	}
}

// On a line of 3 Mbit/s: the page is there seconds before its program.
func TestEarlyOnASlowLine(t *testing.T) {
	frog := pictureFile(t, "slow frog.jpg", "frog.jpg")
	v := open(t, options{wrap: slowly(3e6 / 8), timeout: 2 * time.Minute})
	v.do(chromedp.WaitVisible("#answer-B", chromedp.ByQuery))
	start := time.Now()
	v.do(chromedp.Click("#language", chromedp.ByQuery))
	v.drag(700, 500, frog)
	var early bool
	v.eval(`!!document.querySelector("#mount")`, &early)
	if !early {
		t.Fatal("the program was there at once: this is no slow line")
	}
	v.until(`document.documentElement.lang == "ko" && document.querySelector(".shown").textContent.startsWith("slow frog.jpg") && document.querySelectorAll(".answer.none").length == 0`)
	t.Logf("done %v after it was asked for", time.Since(start).Round(time.Millisecond))
}

// slowly answers with so many bytes a second, all answers together.
func slowly(rate float64) func(http.Handler) http.Handler {
	var mu sync.Mutex
	var free time.Time // when what is under way will have arrived
	take := func(n int) {
		mu.Lock()
		if now := time.Now(); free.Before(now) {
			free = now
		}
		free = free.Add(time.Duration(float64(n) / rate * float64(time.Second)))
		wait := time.Until(free)
		mu.Unlock()
		time.Sleep(wait)
	}
	return func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			page.ServeHTTP(slowWriter{w, take}, r)
		})
	}
}

type slowWriter struct {
	http.ResponseWriter
	take func(bytes int)
}

func (w slowWriter) Write(b []byte) (done int, err error) {
	const piece = 8 << 10
	for done < len(b) && err == nil {
		var n int
		next := b[done:min(done+piece, len(b))]
		w.take(len(next))
		n, err = w.ResponseWriter.Write(next)
		w.ResponseWriter.(http.Flusher).Flush()
		done += n
	}
	return done, err
}
