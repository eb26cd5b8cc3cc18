//go:build !js

package browsertest

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"regnetlens/server"
	pagebuild "regnetlens/server/page"
)

// kept waits until the browser keeps so many builds of the page and the page
// is answered from there.
func (v *visit) kept(builds int) {
	v.Helper()
	v.eval(`window.builds = 0, setInterval(async () => {
		const kept = (await caches.keys()).length, r = await navigator.serviceWorker.getRegistration();
		builds = r.installing || r.waiting || r.active.state != "activated" ? 0 : kept;
	}, 50), 0`, nil)
	v.until(`navigator.serviceWorker.controller?.state == "activated"`)
	v.until(map[int]string{1: `builds == 1`, 2: `builds == 2`}[builds])
}

// After one visit the page needs no server: nothing of it, not even the
// networks it has not used yet.
func TestOffline(t *testing.T) {
	var down atomic.Bool
	v := open(t, options{wrap: func(s http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if down.Load() {
				panic(http.ErrAbortHandler)
			}
			s.ServeHTTP(w, r)
		})
	}})
	v.answered("A ship")
	v.kept(1)
	down.Store(true)
	for _, ignoreCache := range []string{"", "?from=elsewhere#later"} {
		v.do(chromedp.Navigate("about:blank"), chromedp.Navigate(v.url+ignoreCache))
		v.answered("A ship")
	}
	v.agrees(sample(t, "ship.jpg"))
	v.do(chromedp.Click(".gallery button:nth-of-type(8)", chromedp.ByQuery))
	v.answered("A frog")
	v.agrees(sample(t, "frog.jpg"))
	v.send("drop", "dropped.jpg", sample(t, "truck.jpg"))
	v.answered("dropped.jpg")
	v.agrees(sample(t, "truck.jpg"))
	// The full weight files are not kept, and the page says what it takes.
	v.do(chromedp.KeyEvent("s"))
	v.until(`document.querySelector("#save").open`)
	v.do(chromedp.Click("#save-weights-A", chromedp.ByQuery))
	v.until(`!document.querySelector("#save").open && document.querySelector("#notice .say").textContent.startsWith("The weight file of ResNet-20 could not be fetched")`)
	v.click("#dismiss")
	v.do(chromedp.SetValue("#model-b", "resnet-20", chromedp.ByQuery))
	v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll("#grid tbody tr").length == 2`)
	v.answered("dropped.jpg")
	v.excuse("own.json", "ERR_EMPTY_RESPONSE", "ERR_FAILED") // the list of the user's own pictures is asked for each time
}

// The browser takes the page for an application that can be installed.
func TestInstallable(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.kept(1)
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		_, faults, content, manifest, err := page.GetAppManifest().Do(ctx)
		if err != nil {
			return err
		}
		if len(faults) > 0 || content == "" || manifest.Name != "RegNet Lens" || len(manifest.Icons) < 3 {
			t.Errorf("manifest %q: %v", content, faults)
		}
		wrong, err := page.GetInstallabilityErrors().Do(ctx)
		for _, w := range wrong {
			if w.ErrorID != "in-incognito" {
				t.Errorf("not to be installed: %s %v", w.ErrorID, w.ErrorArguments)
			}
		}
		return err
	}))
}

// A new build takes over at the next load, whole: an old program never meets a
// new script, nor the other way round, and what is open goes on as it is.
func TestUpdate(t *testing.T) {
	next := nextBuild(t)
	var updated atomic.Bool
	v := open(t, options{wrap: func(old http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if updated.Load() {
				next.ServeHTTP(w, r) // of the old build the server knows nothing any more
			} else {
				old.ServeHTTP(w, r)
			}
		})
	}})
	one := `window.script == undefined && window.program == undefined`
	two := `window.script == 2 && window.program == 2`
	v.answered("A ship")
	v.kept(1)
	v.until(one)
	updated.Store(true)
	v.do(chromedp.Reload()) // still the first; the browser looks for news
	v.answered("A ship")
	v.until(one)
	v.kept(2)
	// The open page can still start workers and load networks, though the server has other files now.
	v.do(chromedp.SetValue("#model-b", "resnet-20", chromedp.ByQuery))
	v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll("#grid tbody tr").length == 2`)
	v.answered("A ship")
	v.until(one)
	v.do(chromedp.Reload())
	v.answered("A ship")
	v.until(two)
	v.kept(1) // the first is gone
	v.do(chromedp.Reload())
	v.answered("A ship")
	v.until(two)
}

// What a server gives out that is half one build and half another is not kept.
func TestHalfABuildIsNotKept(t *testing.T) {
	next := nextBuild(t)
	v := open(t, options{wrap: func(old http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/service-worker.js") {
				next.ServeHTTP(w, r)
			} else {
				old.ServeHTTP(w, r)
			}
		})
	}})
	v.excuse("404", "not the file of this build", "the server answered")
	v.eval(`navigator.serviceWorker.addEventListener("controllerchange", () => window.controlled = true),
		navigator.serviceWorker.register = new Proxy(navigator.serviceWorker.register, {async apply(f, self, args) {
			const r = await Reflect.apply(f, self, args), w = r.installing;
			w.addEventListener("statechange", () => window.state = w.state);
			return r;
		}}), 0`, nil)
	v.answered("A ship")
	v.until(`window.state == "redundant"`)
	v.eval(`caches.keys().then(k => window.builds = k.length), 0`, nil)
	v.until(`window.builds === 0`)
	v.do(chromedp.Reload())
	v.answered("A ship")
}

// nextBuild is the page with another script and another program, which say so.
func nextBuild(t *testing.T) *server.Site {
	t.Helper()
	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	link := func(names ...string) {
		if err := os.Symlink(filepath.Join(append([]string{top}, names...)...), filepath.Join(append([]string{dir}, names...)...)); err != nil {
			t.Fatal(err)
		}
	}
	changed := map[string]func(string) string{
		"page.js":    func(s string) string { return s + "globalThis.script = 2;\n" },
		"main_js.go": func(s string) string { return s + "\nfunc init() { browser.Set(\"program\", 2) }\n" },
	}
	entries := func(dir string) []os.DirEntry {
		list, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	for _, e := range entries(top) {
		if e.Name() != "wasm" && e.Name() != "build" {
			link(e.Name())
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "wasm"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries(filepath.Join(top, "wasm")) {
		change, ok := changed[e.Name()]
		if !ok {
			link("wasm", e.Name())
			continue
		}
		b, err := os.ReadFile(filepath.Join(top, "wasm", e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "wasm", e.Name()), []byte(change(string(b))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "out")
	if _, err := pagebuild.Build(t.Context(), pagebuild.Options{Root: dir, Out: out}); err != nil {
		t.Fatal(err)
	}
	s, err := server.Load(os.DirFS(out))
	if err != nil {
		t.Fatal(err)
	}
	return s
}
