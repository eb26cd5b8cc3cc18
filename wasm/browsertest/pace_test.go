//go:build !js

package browsertest

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"
)

// busy is how long the main thread of the page has worked so far: scripts,
// style, layout and painting, as Chromium counts it, in the thread's own time:
// what else runs on the processor is not in it.
func (v *visit) busy() time.Duration {
	v.Helper()
	var seconds float64
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		metrics, err := performance.GetMetrics().Do(ctx)
		for _, m := range metrics {
			if m.Name == "TaskDuration" {
				seconds = m.Value
			}
		}
		return err
	}))
	return time.Duration(seconds * float64(time.Second))
}

// BenchmarkPace is what choosing another channel, block or colours costs the
// main thread, from the key or the click to the last thing that follows from
// it, without what an idle page costs in that time: the median and the least of
// at least 21. The aim is a frame, 16 ms.
//
//	go test -run '^$' -bench Pace ./wasm/browsertest
func BenchmarkPace(b *testing.B) {
	for name, script := range map[string]string{
		"channel": `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "]", bubbles: true}))`,
		"block":   `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: [",", "."][window.turn = 1 - (window.turn ?? 0)], bubbles: true}))`,
		"colours": `(c => { c.selectedIndex = (c.selectedIndex + 1) % c.options.length; c.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#colours"))`,
	} {
		b.Run(name, func(b *testing.B) {
			v := open(b, options{})
			v.answered("A ship")
			v.compared()
			v.do(performance.Enable().WithTimeDomain(performance.EnableTimeDomainThreadTicks))
			var took []time.Duration
			for range max(b.N, 21) {
				before := v.busy()
				v.eval(`new Promise(done => setTimeout(done, 500))`, nil, awaitPromise)
				idle := v.busy() - before
				before = v.busy()
				v.eval(script+`; new Promise(done => setTimeout(done, 500))`, nil, awaitPromise)
				took = append(took, v.busy()-before-idle)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "main-ms/op")
			b.ReportMetric(float64(took[0].Microseconds())/1000, "least-ms/op")
			b.ReportMetric(0, "ns/op")
		})
	}
}
