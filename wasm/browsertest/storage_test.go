//go:build !js

package browsertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"

	browser "regnetlens/tools/chromium"
)

// profiled is a Chromium of its own whose profile has these settings.
func profiled(t *testing.T, settings string, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	profile, err := os.MkdirTemp("", "profile")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(profile) }) // the browser may still be writing
	if err := os.Mkdir(filepath.Join(profile, "Default"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(profile, "Default", "Preferences"), []byte(settings), 0o644); err != nil {
		t.Fatal(err)
	}
	flags, err := browser.Options(append(more, chromedp.DisableGPU, chromedp.UserDataDir(profile), chromedp.Flag("lang", "en"))...)
	if err != nil {
		t.Fatal(err)
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), flags...)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(stop)
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// A reader who blocks all site data has the whole page, and what they choose
// lasts until they leave it.
func TestBlockedSiteData(t *testing.T) {
	v := open(t, options{in: profiled(t, `{"profile": {"default_content_setting_values": {"cookies": 2}}}`)})
	v.excuse("the page is not kept for when there is no server") // said once, and true
	v.answered("A ship")
	v.agrees(sample(t, "ship.jpg"))
	var refused []string
	v.eval(`(async () => {
		const refused = [];
		for (const [name, use] of Object.entries({
			localStorage: () => localStorage, caches: () => caches.keys(),
			locks: () => navigator.locks.request("x", () => {}), serviceWorker: () => navigator.serviceWorker.register("service-worker.js"),
		})) try { await use() } catch { refused.push(name) }
		return refused;
	})()`, &refused, awaitPromise)
	if len(refused) != 4 {
		t.Fatalf("the browser refuses no more than %q", refused)
	}
	v.eval(`document.querySelector("#language").click()`, nil)
	v.until(`document.documentElement.lang == "ko"`)
	v.send("drop", "dropped.jpg", sample(t, "truck.jpg"))
	v.answered("dropped.jpg")
	v.until(`document.querySelector("#answer-B").textContent == "트럭"`)
	v.do(chromedp.KeyEvent("n"))
	v.until(`location.hash.includes("lang=ko") && !document.querySelector(".shown").textContent.startsWith("dropped")`)
	v.do(chromedp.SetValue("#model-b", "resnet-20", chromedp.ByQuery)) // starts a worker
	v.eval(`document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	v.until(`document.querySelectorAll("#grid tbody tr").length == 2 && document.querySelectorAll(".answer.none").length == 0`)
	v.do(chromedp.Navigate(v.url+"?again"), chromedp.WaitVisible("#answer-B", chromedp.ByQuery))
	v.answered("A ship")
	v.until(`document.documentElement.lang == "en"`) // nothing was kept
}

// A full store is no reason to stop: the choice holds for as long as the page
// is open, and no half of a build stays behind.
func TestFullStorage(t *testing.T) {
	v := open(t, options{before: `try {
		for (let size = 1 << 23; size >= 1; size >>= 1) try { localStorage.setItem("full" + size, "x".repeat(size)) } catch {}
	} catch {}`})
	v.excuse("the page is not kept for when there is no server", "QuotaExceeded")
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		return storage.OverrideQuotaForOrigin(strings.TrimSuffix(v.url, "/")).WithQuotaSize(100_000).Do(ctx)
	}))
	v.eval(`navigator.serviceWorker.register = new Proxy(navigator.serviceWorker.register, {async apply(f, self, args) {
		const r = await Reflect.apply(f, self, args), w = r.installing;
		w.addEventListener("statechange", () => window.state = w.state);
		return r;
	}}), 0`, nil)
	v.answered("A ship")
	v.do(chromedp.Click("#language", chromedp.ByQuery))
	v.until(`document.documentElement.lang == "ko"`)
	v.do(chromedp.Click("#open-help", chromedp.ByQuery))
	v.until(`document.querySelector("dialog[open]")`)
	var written bool
	v.eval(`localStorage.getItem("language") == "ko"`, &written)
	if written {
		t.Fatal("there was room")
	}
	v.until(`window.state == "redundant"`)
	v.eval(`caches.keys().then(k => window.builds = k.length), 0`, nil)
	v.until(`window.builds === 0`)
}

// A browser that has had enough of new addresses is left alone for a while;
// afterwards the address says what the page shows.
func TestRefusedHistory(t *testing.T) {
	v := open(t, options{before: `
		window.refused = 0;
		for (const method of ["pushState", "replaceState"]) {
			const write = history[method];
			history[method] = function (...args) {
				if (window.limit) { window.refused++; throw new DOMException("Attempt to use history." + method + "() more than 100 times per 30 seconds", "SecurityError"); }
				return write.apply(this, args);
			};
		}`})
	v.answered("A ship")
	v.do(chromedp.Click(".gallery button:nth-of-type(2)", chromedp.ByQuery))
	v.until(`location.hash.includes("pic=horse")`)
	v.eval(`window.limit = true`, nil)
	for _, n := range []string{"3", "4", "8"} {
		v.do(chromedp.Click(".gallery button:nth-of-type("+n+")", chromedp.ByQuery))
		v.until(`document.querySelector(".gallery button:nth-of-type(` + n + `)").classList.contains("on")`)
	}
	v.answered("A frog")
	v.until(`window.refused > 0`)
	v.eval(`window.limit = false`, nil)
	v.until(`location.hash.includes("pic=frog")`)
	v.do(chromedp.NavigateBack())
	v.answered("A horse")
}

// In a sandboxed frame the page is of no origin: it has no storage, no locks, no
// service worker, and its own server is a stranger. Whoever embeds it so lets
// others have its files.
func TestSandboxed(t *testing.T) {
	v := open(t, options{https: true, in: profiled(t, "{}", chromedp.IgnoreCertErrors), wrap: func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			answer := httptest.NewRecorder()
			switch r.URL.Path {
			case "/frame":
				w.Header().Set("Content-Type", "text/html")
				w.Write([]byte(`<!doctype html><iframe sandbox="allow-scripts" src="/" width="1400" height="900"></iframe>`))
				return
			case "/favicon.ico":
				return
			}
			page.ServeHTTP(answer, r)
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			for _, name := range []string{"Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"} {
				w.Header().Del(name)
			}
			w.Header().Set("Access-Control-Allow-Origin", "*")
			w.Header().Set("Content-Security-Policy", strings.Replace(w.Header().Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
			w.WriteHeader(answer.Code)
			w.Write(answer.Body.Bytes())
		})
	}})
	v.excuse("the page is not kept for when there is no server", "sandbox")
	v.answered("A ship") // at the top it is no other than elsewhere
	v.do(chromedp.Navigate(v.url + "frame"))
	frame := v.inFrame()
	frame.until(`!document.querySelector("#mount") && document.querySelectorAll(".answer.none").length == 0 && document.querySelector(".shown").textContent.startsWith("A ship")`)
	var origin string
	frame.eval(`(() => { try { localStorage; return "it has storage" } catch { return self.origin } })()`, &origin)
	if origin != "null" {
		t.Fatalf("the frame is not sandboxed: %s", origin)
	}
	frame.agrees(sample(t, "ship.jpg"))
	frame.eval(`document.querySelector("#language").click()`, nil)
	frame.until(`document.querySelector("#answer-B").textContent == "배"`)
	frame.eval(`document.querySelectorAll(".gallery button")[7].click()`, nil)
	frame.until(`document.querySelector("#answer-B").textContent == "개구리"`)
	frame.eval(`document.querySelector("#model-b").value = "resnet-20", document.querySelector("#model-b").dispatchEvent(new Event("change", {bubbles: true}))`, nil)
	frame.until(`document.querySelectorAll("#grid tbody tr").length == 2 && document.querySelectorAll(".answer.none").length == 0`)
}

// inFrame is the visit within the only frame of the page, a target of its own.
func (v *visit) inFrame() *visit {
	v.Helper()
	for start := time.Now(); time.Since(start) < 20*time.Second; time.Sleep(50 * time.Millisecond) {
		targets, err := chromedp.Targets(v.ctx)
		if err != nil {
			v.Fatal(err)
		}
		for _, info := range targets {
			if info.Type == "iframe" && strings.HasPrefix(info.URL, v.url) {
				ctx, cancel := chromedp.NewContext(v.ctx, chromedp.WithTargetID(info.TargetID))
				v.Cleanup(cancel)
				return &visit{TB: v.TB, ctx: ctx, url: v.url}
			}
		}
	}
	v.Fatal("the frame has no target of its own")
	return nil
}
