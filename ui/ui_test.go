package ui

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/vugu/vugu"
	"github.com/vugu/vugu/js"
	"github.com/vugu/vugu/staticrender"

	"regnetlens/infer/arch"
	"regnetlens/infer/picture"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// browser stands in for the browser: it notes files, islands and calls of
// workers.
type browser struct {
	files   int
	copied  string
	saved   []string // names of files with a view
	islands []Canvas
	calls   [2]called // last, of A and B
}

// called is a call of a worker.
type called struct {
	header  protocol.Header
	command protocol.Message
}

// Post implements session.Port.
func (b *browser) Post(side int, h protocol.Header, m protocol.Message) {
	if h.Call != 0 {
		b.calls[side] = called{h, m}
	}
}

// say plays a worker: its answer to the command that it is at, or what it says
// unasked. Questions that it was put before are answered by nothing.
func (p *page) say(side int, m protocol.Message) {
	var header protocol.Header
	switch m.(type) {
	case *protocol.Ready, *protocol.ChannelMap, *protocol.Tiles:
	default:
		for header = p.browser.calls[side].header; ; header = p.browser.calls[side].header {
			switch p.browser.calls[side].command.(type) {
			case *protocol.Load, *protocol.Show, *protocol.Evaluate:
			default:
				p.s.Receive(side, p.s.Slots[side].Generation, header, &protocol.Painted{})
				if p.browser.calls[side].header != header {
					continue
				}
			}
			break
		}
	}
	p.s.Receive(side, p.s.Slots[side].Generation, header, m)
}

func (b *browser) Island(_ js.Value, c Canvas)             { b.islands = append(b.islands, c) }
func (b *browser) ChosenFile(_ vugu.DOMEvent)              { b.files++ }
func (b *browser) CopyLink()                               {}
func (b *browser) Copy(command string)                     { b.copied = command }
func (b *browser) Start(int, int)                          {}
func (b *browser) Fetch(string, func(session.File, error)) {}
func (b *browser) After(time.Duration, func())             {}
func (b *browser) Language(string)                         {}
func (b *browser) Keep(string, string)                     {}
func (b *browser) Download(string, string, []byte)         {}
func (b *browser) DownloadFile(string, session.File)       {}
func (b *browser) Picture(_ string, _ int, name string)    { b.saved = append(b.saved, name) }
func (b *browser) SVG(_, name string)                      { b.saved = append(b.saved, name) }

// page is the page without a browser.
type page struct {
	testing.TB
	s       *session.Session
	browser *browser
	env     *vugu.BuildEnv
	root    *Root
	results *vugu.BuildResults
}

func newPage(t testing.TB) *page {
	t.Helper()
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.New(session.PageData{Samples: []session.Sample{{Title: "A ship", TitleKo: "배", URL: "ship.jpg"}, {Title: "A frog", URL: "frog.jpg"}}}, models)
	if err != nil {
		t.Fatal(err)
	}
	env, err := vugu.NewBuildEnv(&staticrender.RWMutexEventEnv{})
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{}
	p := &page{TB: t, s: s, browser: b, env: env, root: Setup(s, b)}
	s.Begin(b)
	return p
}

// html renders the page.
func (p *page) html() string {
	p.Helper()
	p.s.Turn(func() {}) // tests change the session by hand
	p.results = p.env.RunBuild(p.root)
	var b bytes.Buffer
	if err := staticrender.New(&b).Render(p.results); err != nil {
		p.Fatal(err)
	}
	return b.String()
}

// find looks an element up by an attribute, through all components.
func (p *page) find(key, value string) *vugu.VGNode {
	p.Helper()
	p.html()
	var found *vugu.VGNode
	var walk func(n *vugu.VGNode)
	walk = func(n *vugu.VGNode) {
		for ; n != nil; n = n.NextSibling {
			if n.Component != nil {
				for _, o := range p.results.ResultFor(n.Component).Out {
					walk(o)
				}
			}
			for _, a := range n.Attr {
				if a.Key == key && a.Val == value {
					found = n
				}
			}
			walk(n.FirstChild)
		}
	}
	walk(p.results.Out.Out[0])
	if found == nil {
		p.Fatalf("nothing has %s=%q", key, value)
	}
	return found
}

// played is an event without a browser, which nobody takes for its own.
type played struct{ vugu.DOMEvent }

func (played) PreventDefault() {}

// fire plays an event.
func (p *page) fire(n *vugu.VGNode, event string, summary map[string]any) {
	p.Helper()
	for _, h := range n.DOMEventHandlerSpecList {
		if h.EventType == event {
			h.Func(played{vugu.NewDOMEvent(nil, summary)})
			return
		}
	}
	p.Fatalf("nobody hears %s", event)
}

// answer lets a network answer to the first picture.
func (p *page) answer(side int, top float32) {
	for _, m := range []protocol.Message{
		&protocol.Ready{}, &protocol.Loaded{Backend: "simd"},
		&protocol.Result{Run: 2, Probabilities: []float32{0, 0, 0, 1 - top, 0, 0, top, 0, 0, 0}, RunMS: 1.25, PrepareMS: 3, Size: 32, View: make([]byte, 4*32*32)},
		&protocol.ChannelMap{Run: 2, Tap: "t", Of: 32, Height: 2, Width: 2, Low: -1, High: 1.5, Signed: true, Bins: []int{1, 0, 3}, Values: protocol.PutFloats([]float32{-1, 0, 0.25, 1.5})},
	} {
		p.say(side, m)
	}
}

func (p *page) wants(html string, phrases ...string) {
	p.Helper()
	for _, phrase := range phrases {
		if !strings.Contains(html, phrase) {
			p.Errorf("the page lacks %q", phrase)
		}
	}
}

// Before anything has happened the page has all its places, and no numbers.
func TestBefore(t *testing.T) {
	p := newPage(t)
	html := p.html()
	p.wants(html, "A starting · B starting", "No picture yet", "Block 2.2 · H", "stage 3", "· 64 × 8²", "A · O", "B · I", "B · H", "B · O", `src="ship.jpg"`)
	if n := strings.Count(html, `class="bar-row"`); n != 10 {
		t.Errorf("%d lines of the answer, want one for each class from the start", n)
	}
	if n := strings.Count(html, `id="cell-`); n != 36 {
		t.Errorf("%d tiles, want 36", n)
	}
	if m := regexp.MustCompile(`\d\.\d %`).FindString(html); m != "" {
		t.Errorf("a share of %q before any answer", m)
	}
}

func TestAnswers(t *testing.T) {
	p := newPage(t)
	p.s.Choose("my frog.jpg", session.InMemory([]byte("jpeg")))
	p.answer(0, 0.75)
	p.answer(1, 0.4)
	html := p.html()
	p.wants(html, "SIMD · A 1.2 ms · B 1.2 ms", "my frog.jpg · shrunk to 32 × 32 pixels in 3 ms", "75.0 %", "60.0 %",
		`width="75.0%"`, `title="ResNet-20"`, "−1.00", "1.50")
	p.islandsOf()
	if !slices.ContainsFunc(p.browser.islands, func(c Canvas) bool { return c.Subject == Ramp && c.Slot == 1 && c.Signed }) {
		t.Error("the bar of values with a sign has no colours for them")
	}
	if a, b := p.find("id", "answer-A"), p.find("id", "answer-B"); *a.InnerHTML != "frog" || *b.InnerHTML != "cat" {
		t.Errorf("A says %q, B %q", *a.InnerHTML, *b.InnerHTML)
	}
	p.s.Pointer = &session.Pointer{X: 0.1, Y: 0.9}
	p.wants(p.html(), "row 2, col. 1", "0.25")
}

func TestTileSelects(t *testing.T) {
	p := newPage(t)
	v := p.s.View
	v.Tile = session.TileAll
	p.s.Show(v)
	p.fire(p.find("id", "cell-3-1-2"), "click", map[string]any{
		"detail": 1.0, "offsetX": 90.0, "offsetY": 10.0, "target": map[string]any{"clientWidth": 100.0, "clientHeight": 100.0},
	})
	if want := (session.Selection{Place: arch.Place{Stage: 1, Block: 2}, Kind: arch.KindO, Channel: 3, Row: 3}); p.s.Select != want {
		t.Errorf("selected %v, want %v", p.s.Select, want)
	}
	p.fire(p.find("id", "cell-1-1-2"), "click", map[string]any{"detail": 0.0}) // Enter
	if p.s.Select.Kind != arch.KindI || p.s.Select.Channel != 3 {
		t.Errorf("Enter selected %v", p.s.Select)
	}
	p.fire(p.find("id", "kind-gate_o"), "click", nil)
	p.fire(p.find("id", "channel-up"), "click", nil)
	if p.s.Select.Kind != arch.KindGateO || p.s.Select.Channel != 4 {
		t.Errorf("the lens selected %v", p.s.Select)
	}
	p.wants(p.html(), "5 of 16")
}

func TestChoices(t *testing.T) {
	p := newPage(t)
	p.fire(p.find("id", "file"), "change", nil)
	if p.browser.files != 1 {
		t.Error("the chosen file is not read")
	}
	p.fire(p.find("id", "model-a"), "change", map[string]any{"target": map[string]any{"value": "regnet-20-lstm"}})
	p.wants(p.html(), "A · H", "B · H")
	p.fire(p.find("id", "language"), "click", nil)
	p.wants(p.html(), "레귤레이터", "English")
}

func TestNotice(t *testing.T) {
	p := newPage(t)
	p.say(1, &protocol.Ready{})
	p.say(1, &protocol.Failed{Load: "integrity", Message: "its checksum differs"})
	p.wants(p.html(), "RegNet-20 (LSTM) could not be loaded: what arrived is not the file of the catalogue; load the page anew.", "its checksum differs", "B not working")
	p.fire(p.find("id", "retry"), "click", nil)
	p.wants(p.html(), `class="notice hidden"`, "B starting")
	p.s.Unreadable("why", picture.Gone)
	p.fire(p.find("id", "dismiss"), "click", nil)
	p.wants(p.html(), `class="notice hidden"`)
}

// Whatever a file is called, its name is text and nothing else.
func TestNamesAreText(t *testing.T) {
	p := newPage(t)
	p.s.Choose(`<img src=x onerror=alert(1)>`, session.InMemory([]byte("jpeg")))
	p.answer(0, 1)
	if html := p.html(); strings.Contains(html, "<img src=x") {
		t.Error("a file's name became an element")
	}
}

// Each canvas is asked for once, at a stable place.
// islandsOf has every island placed and counts them.
func (p *page) islandsOf() (count int) {
	p.Helper()
	p.html()
	var walk func(n *vugu.VGNode)
	walk = func(n *vugu.VGNode) {
		for ; n != nil; n = n.NextSibling {
			if n.Component != nil {
				for _, o := range p.results.ResultFor(n.Component).Out {
					walk(o)
				}
			}
			if n.JSCreateHandler != nil {
				if n.FirstChild != nil {
					p.Errorf("the island %v has children of its own", n.Attr)
				}
				n.JSCreateHandler.JSValueHandle(js.Value{})
				count++
			}
			walk(n.FirstChild)
		}
	}
	walk(p.results.Out.Out[0])
	return count
}

func TestIslands(t *testing.T) {
	p := newPage(t)
	count := p.islandsOf()
	seen := map[Canvas]bool{}
	for _, c := range p.browser.islands {
		if seen[c] && c.Subject != Ramp && c.Subject != View { // those of one scale are one picture
			t.Errorf("two islands hold %+v", c)
		}
		seen[c] = true
	}
	if want := 1 + 36 + 3 + 2*2 + 2 + 1 + 2; count != want || len(p.browser.islands) != want {
		t.Errorf("%d islands, %d canvases, want %d", count, len(p.browser.islands), want)
	}
}
