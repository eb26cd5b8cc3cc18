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

// frame is the most main-thread work that an interaction may take, on a machine
// that does the yardstick in yardstickTime.
const frame = 16 * time.Millisecond

// yardstick is a fixed piece of what interactions consist of: arithmetic over
// memory that the processor's nearest cache does not hold, and elements that are
// made, styled, laid out and removed. What shares the processor with the test,
// and makes everything on it take longer, makes this take longer, too.
const yardstick = `(() => {
	const cells = new Float64Array(1 << 16);
	let x = 1;
	for (let i = 0; i < 1500000; i++) {
		x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
		cells[x >>> 16] += x;
	}
	const box = document.createElement("div");
	box.style.cssText = "position:fixed;left:0;top:0;width:400px;visibility:hidden";
	for (let i = 0; i < 400; i++) {
		const e = document.createElement("span");
		e.textContent = "block " + i + " ";
		box.append(e);
	}
	document.body.append(box);
	for (const size of ["11px", "12px"]) {
		box.style.fontSize = size;
		box.offsetHeight;
	}
	box.remove();
	window.yardstick = cells[0];
})()`

// yardstickTime is what the yardstick takes where a frame is meant to be kept:
// the least of 21, on two little used cores of a Xeon (8.3 to 9.3 ms).
const yardstickTime = 9 * time.Millisecond

// pace is what a script of the page costs the main thread, from the key or the
// click to the last thing that follows from it, without what an idle page costs
// in that time; and what the yardstick takes in turns with it: so many
// measurements, the least first.
func (v *visit) pace(script string, n int) (took, yard []time.Duration) {
	v.Helper()
	v.do(performance.Enable().WithTimeDomain(performance.EnableTimeDomainThreadTicks))
	during := func(script string) time.Duration {
		before := v.busy()
		v.eval(script+`; new Promise(done => setTimeout(done, 500))`, nil, awaitPromise)
		return v.busy() - before
	}
	for range 4 { // what a first picture leads to is over then
		during(yardstick)
	}
	var idle []time.Duration
	for range n {
		idle = append(idle, during(""))
		yard = append(yard, during(yardstick))
		took = append(took, during(script))
	}
	for _, all := range [][]time.Duration{idle, yard, took} {
		slices.Sort(all)
	}
	for i := range took {
		took[i] -= idle[n/2]
		yard[i] -= idle[n/2]
	}
	return took, yard
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
			took, yard := v.pace(script, max(b.N, 21))
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "main-ms/op")
			b.ReportMetric(float64(took[0].Microseconds())/1000, "least-ms/op")
			b.ReportMetric(float64(yard[0].Microseconds())/1000, "least-yardstick-ms/op")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// An interaction takes the main thread less than a frame. What else runs on the
// processor makes the same work take longer, so that it is the lower quartile
// that has to fit, and a frame is as much longer as the yardstick takes longer
// in the same turns.
func TestPace(t *testing.T) {
	v := open(t, options{})
	v.answered("A ship")
	v.compared()
	for name, script := range interactions {
		took, yard := v.pace(script, 9)
		most := max(frame, time.Duration(float64(frame)*float64(yard[2])/float64(yardstickTime)))
		if quartile := took[2]; quartile > most {
			t.Errorf("%s: %v of the main thread, want at most %v; all: %v, the yardstick: %v", name, quartile, most, took, yard)
		}
		t.Logf("%s: median %v, least %v; the yardstick: median %v, least %v", name, took[4], took[0], yard[4], yard[0])
	}
}
