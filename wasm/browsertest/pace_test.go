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
// style, layout and painting, as Chromium counts it.
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

// Choosing another channel, block or colours takes the main thread less than a
// frame's 16 ms, from the key or the click to the last thing that follows from
// it. Other programs share the processor, so the median of many counts.
func TestPace(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.compared()
	v.do(performance.Enable())
	for name, script := range map[string]string{
		"channel": `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "]", bubbles: true}))`,
		"block":   `document.body.dispatchEvent(new KeyboardEvent("keydown", {key: [",", "."][window.turn = 1 - (window.turn ?? 0)], bubbles: true}))`,
		"colours": `(c => { c.selectedIndex = (c.selectedIndex + 1) % c.options.length; c.dispatchEvent(new Event("change", {bubbles: true})); })(document.querySelector("#colours"))`,
	} {
		var took []time.Duration
		for range 21 {
			before := v.busy()
			v.eval(`new Promise(done => setTimeout(done, 250))`, nil, awaitPromise)
			idle := v.busy() - before // what the page and this test do anyway
			before = v.busy()
			v.eval(script+`; new Promise(done => setTimeout(done, 250))`, nil, awaitPromise)
			took = append(took, v.busy()-before-idle)
		}
		slices.Sort(took)
		median := took[len(took)/2]
		t.Logf("%s: median %v, from %v to %v", name, median, took[0], took[len(took)-1])
		if median <= 0 {
			t.Errorf("%s: no work was measured", name)
		}
		if median > 16*time.Millisecond {
			t.Errorf("%s: %v of work on the main thread, more than 16 ms", name, median)
		}
	}
}
