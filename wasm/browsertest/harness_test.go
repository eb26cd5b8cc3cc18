//go:build !js

// Package browsertest drives the built page in Chromium.
package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"regnetlens/server"
	pagebuild "regnetlens/server/page"
	browser "regnetlens/tools/chromium"
)

const root = "../.."

// chromium is the browser of all tests.
var chromium context.Context

func TestMain(m *testing.M) {
	os.Exit(func() int {
		options, err := browser.Options(chromedp.DisableGPU,
			chromedp.Flag("use-fake-device-for-media-stream", true), chromedp.Flag("use-fake-ui-for-media-stream", true),
			chromedp.Flag("lang", "en"))
		if err != nil {
			fmt.Println(err)
			return 1
		}
		allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
		defer cancel()
		var stop context.CancelFunc
		chromium, stop = chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {})) // it does not know every event of a new browser
		defer stop()
		defer func() { stopGPU() }()
		if err := chromedp.Run(chromium); err != nil {
			fmt.Println("browsertest: Chromium does not start:", err)
			return 1
		}
		return m.Run()
	}())
}

// site is the page, built once for all tests.
var site = sync.OnceValues(func() (*server.Site, error) {
	out := filepath.Join(root, "build", "page-tested")
	cache := filepath.Join(root, "build", "compressed")
	report, err := pagebuild.Build(context.Background(), pagebuild.Options{Root: root, Out: out, Cache: cache})
	if err != nil {
		return nil, err
	}
	if report.Wire() > pagebuild.WireLimit {
		return nil, fmt.Errorf("the page weighs too much:\n%s", report)
	}
	return server.Load(os.DirFS(out))
})

// visit is one visitor in a tab of their own on the page; its server, and so its origin, is its own, too.
type visit struct {
	testing.TB
	ctx     context.Context
	url     string
	mu      sync.Mutex
	said    []string // errors on the console, uncaught exceptions, breaches of the policy
	excused []string // parts of those that the test provokes
}

// options of a visit.
type options struct {
	width, height int64
	dark, touch   bool
	wrap          func(http.Handler) http.Handler // spoils what the server says
	before        string                          // script to run before the page's own
	korean        bool
	in            context.Context // the browser; nil for the one of all tests
	timeout       time.Duration   // 0 for a minute
	https         bool            // with a certificate that nobody has signed
	link          string          // what the address says after the page's own, from its #
	tour          bool            // as on a first visit; otherwise it was seen before
}

// open visits the page. Whatever the page complains of fails the test.
func open(t testing.TB, o options) *visit {
	t.Helper()
	s, err := site()
	if err != nil {
		t.Fatal(err)
	}
	var h http.Handler = s
	if o.wrap != nil {
		h = o.wrap(s)
	}
	serve := httptest.NewServer
	if o.https {
		serve = httptest.NewTLSServer
	}
	srv := serve(h)
	t.Cleanup(srv.Close)
	browser := chromium
	if o.in != nil {
		browser = o.in
	}
	if !o.tour {
		o.before += `;try { localStorage.setItem("tour", localStorage.getItem("tour") ?? "seen") } catch {}`
	}
	if o.timeout == 0 {
		o.timeout = time.Minute
	}
	ctx, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	ctx, cancelTime := context.WithTimeout(ctx, o.timeout)
	t.Cleanup(cancelTime)
	v := &visit{TB: t, ctx: ctx, url: srv.URL + "/", excused: []string{
		"No available adapters",        // Chromium without a GPU, of WebGPU
		"Multiple readback operations", // the tests read canvases back
	}}
	chromedp.ListenTarget(ctx, v.listen)
	if o.width == 0 {
		o.width, o.height = 1440, 960
	}
	scheme, language := "light", "en-GB"
	if o.dark {
		scheme = "dark"
	}
	if o.korean {
		language = "ko-KR"
	}
	v.do(
		runtime.Enable(), log.Enable(), page.Enable(),
		emulation.SetDeviceMetricsOverride(o.width, o.height, 1, o.touch),
		emulation.SetTouchEmulationEnabled(o.touch),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		emulation.SetUserAgentOverride("RegNet Lens test").WithAcceptLanguage(language),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(o.before).Do(ctx)
			return err
		}),
		chromedp.Navigate(v.url+o.link),
	)
	t.Cleanup(func() {
		v.mu.Lock()
		defer v.mu.Unlock()
		for _, s := range v.said {
			t.Errorf("the page complained: %s", s)
		}
	})
	return v
}

func (v *visit) listen(event any) {
	said := ""
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning || e.Type == runtime.APITypeAssert {
			for _, a := range e.Args {
				said += string(a.Value) + a.Description + " "
			}
		}
	case *runtime.EventExceptionThrown:
		said = e.ExceptionDetails.Error()
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			said = e.Entry.Text + " " + e.Entry.URL
		}
	}
	if said == "" {
		return
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, e := range v.excused {
		if strings.Contains(said, e) {
			return
		}
	}
	v.said = append(v.said, said)
}

// excuse names parts of complaints that the test provokes, also earlier ones.
func (v *visit) excuse(parts ...string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.excused = append(v.excused, parts...)
	v.said = slices.DeleteFunc(v.said, func(said string) bool {
		return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(said, part) })
	})
}

func (v *visit) do(actions ...chromedp.Action) {
	v.Helper()
	if err := chromedp.Run(v.ctx, actions...); err != nil {
		v.screenshot("failed-" + strings.ReplaceAll(v.Name(), "/", "-"))
		v.Fatal(err)
	}
}

// eval evaluates a script into a value.
func (v *visit) eval(script string, to any, how ...chromedp.EvaluateOption) {
	v.Helper()
	v.do(chromedp.Evaluate(script, to, how...))
}

// awaitPromise has a script waited for.
func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }

// text is an element's text.
func (v *visit) text(selector string) string {
	v.Helper()
	var s string
	v.eval(fmt.Sprintf("document.querySelector(%q).textContent", selector), &s)
	return s
}

// until waits for a script's condition.
func (v *visit) until(condition string) {
	v.Helper()
	for start := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		var yes bool
		v.eval("!!("+condition+")", &yes)
		if yes {
			return
		}
		if time.Since(start) > 30*time.Second {
			v.screenshot("failed-" + strings.ReplaceAll(v.Name(), "/", "-"))
			v.Fatalf("in vain waited for %s; notice %q, chip %q, said %q", condition, v.text("#notice"), v.text("#chip"), v.said)
		}
	}
}

// rendered waits for two frames: then the page shows what the events before
// have changed. What stood there earlier is no answer to them.
func (v *visit) rendered() {
	v.Helper()
	v.eval(`new Promise(done => {
		requestAnimationFrame(() => requestAnimationFrame(done));
		setTimeout(done, 500); // a hidden page gets no frames
	})`, nil, awaitPromise)
}

// frames waits for so many frames, in which the page could do what it should
// not: on a loaded machine a while on the clock may be none.
func (v *visit) frames(n int) {
	v.Helper()
	v.eval(fmt.Sprintf(`new Promise(done => {
		let left = %d;
		const next = () => left-- > 0 ? requestAnimationFrame(next) : done();
		next();
	})`, n), nil, awaitPromise)
}

// answered waits until both networks have answered to a picture of this title.
func (v *visit) answered(title string) {
	v.Helper()
	v.rendered()
	v.until(fmt.Sprintf(`!document.querySelector("#mount") && document.querySelector(".shown").textContent.startsWith(%q)
		&& document.querySelectorAll(".answer.none").length == 0 && !document.querySelector(".chip").classList.contains("busy")`, title))
}

// screenshot keeps a picture of the whole page.
func (v *visit) screenshot(name string) {
	var png []byte
	if err := chromedp.Run(v.ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		v.Log(err)
		return
	}
	file := filepath.Join(root, "build", "screenshots", name+".png")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		v.Log(err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		v.Log(err)
	}
}
