//go:build !js

package browsertest

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	browser "regnetlens/tools/chromium"
)

// gpuChromium is a browser with WebGPU on its software adapter. A canvas of
// WebGPU needs Vulkan for the compositor too.
var gpuChromium = sync.OnceValues(func() (context.Context, error) {
	options, err := browser.Options(
		chromedp.Flag("enable-unsafe-webgpu", true), chromedp.Flag("use-webgpu-adapter", "swiftshader"),
		chromedp.Flag("enable-features", "Vulkan"), chromedp.Flag("use-vulkan", "swiftshader"), chromedp.Flag("use-angle", "swiftshader"),
		chromedp.Flag("lang", "en"))
	if err != nil {
		return nil, err
	}
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	stopGPU = func() { stop(); cancel() }
	return ctx, chromedp.Run(ctx)
})

// stopGPU ends that browser.
var stopGPU = func() {}

// openGPU visits the page in the browser with WebGPU, with a script that runs
// in every worker before its own. The page says and does nothing that a page
// without the script would not.
func openGPU(t testing.TB, hook string) *visit {
	t.Helper()
	ctx, err := gpuChromium()
	if err != nil {
		t.Fatal(err)
	}
	return open(t, options{in: ctx, timeout: 3 * time.Minute, wrap: func(page http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasPrefix(r.URL.Path, "/worker.") {
				page.ServeHTTP(w, r)
				return
			}
			r.Header.Del("Accept-Encoding")
			answer := httptest.NewRecorder()
			page.ServeHTTP(answer, r)
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			w.Header().Del("Content-Length")
			w.Write([]byte("{" + hook + "}\n"))
			w.Write(answer.Body.Bytes())
		})
	}})
}

// compute chooses a backend in the header and waits until both networks have
// answered on it.
func (v *visit) compute(choice, shown string) {
	v.Helper()
	v.do(chromedp.SetValue("#backend", choice, chromedp.ByQuery))
	v.computes(shown)
}

// computes waits until both networks have answered on a backend.
func (v *visit) computes(shown string) {
	v.Helper()
	v.until(`!document.querySelector(".chip").classList.contains("busy") && document.querySelectorAll(".answer.none").length == 0 &&
		["A", "B"].every(s => document.querySelector("#computes-" + s).textContent.startsWith("` + shown + `"))`)
}
