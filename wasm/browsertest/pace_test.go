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

// interactions are what a reader does again and again, as scripts.
var interactions = map[string]string{
	"channel": `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "]", bubbles: true}))`,
	"block":   `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: [",", "."][window.turn = 1 - (window.turn ?? 0)], bubbles: true}))`,
	"colours": `(c => { c.selectedIndex = (c.selectedIndex + 1) % c.options.length; c.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#colours"))`,
}

// frame is the most main-thread work that an interaction may take.
const frame = 16 * time.Millisecond

// pace is what an interaction costs the main thread, from the key or the click
// to the last thing that follows from it, without what an idle page costs in
// that time: so many measurements, the least first.
func (v *visit) pace(script string, n int) []time.Duration {
	v.Helper()
	v.do(performance.Enable().WithTimeDomain(performance.EnableTimeDomainThreadTicks))
	during := func(script string) time.Duration {
		before := v.busy()
		v.eval(script+`; new Promise(done => setTimeout(done, 500))`, nil, awaitPromise)
		return v.busy() - before
	}
	for range 4 { // what a first picture leads to is over then
		during("")
	}
	var took, idle []time.Duration
	for range n {
		idle = append(idle, during(""))
		took = append(took, during(script))
	}
	slices.Sort(idle)
	slices.Sort(took)
	for i := range took {
		took[i] -= idle[n/2]
	}
	return took
}

// BenchmarkPace is what choosing another channel, block or colours costs the
// main thread: the median and the least of at least 21.
//
//	go test -run '^$' -bench Pace ./wasm/browsertest
func BenchmarkPace(b *testing.B) {
	for name, script := range interactions {
		b.Run(name, func(b *testing.B) {
			v := open(b, options{})
			v.answered("A ship")
			v.compared()
			took := v.pace(script, max(b.N, 21))
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "main-ms/op")
			b.ReportMetric(float64(took[0].Microseconds())/1000, "least-ms/op")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// An interaction takes the main thread less than a frame. What else runs on the
// processor makes the same work take longer, so that it is the lower quartile
// that has to fit.
func TestPace(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.compared()
	for name, script := range interactions {
		took := v.pace(script, 9)
		if quartile := took[2]; quartile > frame {
			t.Errorf("%s: %v of the main thread, want at most %v; all: %v", name, quartile, frame, took)
		}
		t.Logf("%s: median %v, least %v", name, took[4], took[0])
	}
}
