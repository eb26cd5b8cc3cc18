package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"regnetlens/tools/chromium"
)

// watch notes, on a page that is about to load, when both answers stand there:
// in milliseconds since the visitor went to the page. One that fails is not
// waited for.
const watch = `window.cold = new Promise((done, failed) => {
	addEventListener("error", e => failed(new Error(e.message || "a file of the page did not come")), true);
	addEventListener("unhandledrejection", e => failed(e.reason));
	const look = () => {
		const at = ["A", "B"].map(n => document.getElementById("answer-" + n));
		if (at.some(e => !e || e.classList.contains("none") || !e.textContent.trim())) return;
		watcher.disconnect();
		done({ms: performance.now(), answers: at.map(e => e.textContent)});
	};
	const watcher = new MutationObserver(look);
	watcher.observe(document, {subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["class"]});
})`

// visited is what a first visit gave.
type visited struct {
	MS      float64
	Answers []string // of A and B
	Bytes   int64    // that came over the link until then
}

// settle is how long a fresh browser is left to itself: it has things to do
// that are no page's fault.
const settle = time.Second

// visit opens a site in a fresh browser, which has kept nothing.
func visit(site http.Handler, l *link) (visited, error) {
	var v visited
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return v, err
	}
	srv := &http.Server{Handler: site}
	go srv.Serve(listener{inner, l}) // until Close
	defer srv.Close()

	flags, err := chromium.Options(chromedp.DisableGPU)
	if err != nil {
		return v, err
	}
	allocator, cancelAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	defer cancelAllocator()
	ctx, cancel := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	defer cancel()
	ctx, cancelTime := context.WithTimeout(ctx, 2*time.Minute)
	defer cancelTime()
	err = chromedp.Run(ctx,
		chromedp.Navigate("about:blank"),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(watch).Do(ctx)
			return err
		}),
		chromedp.Sleep(settle),
		chromedp.ActionFunc(func(context.Context) error { l.bytes(); return nil }),
		chromedp.Navigate(fmt.Sprintf("http://%s/", inner.Addr())),
		chromedp.Evaluate("window.cold", &v, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
	)
	v.Bytes = l.bytes()
	return v, err
}
