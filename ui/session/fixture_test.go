package session

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// port is a browser that notes what it is asked.
type port struct {
	started []string // "A1": side and generation
	posted  []string // "B run 2"
	fetches map[string]func([]byte, error)
	lang    string
	runs    []posted
	whys    []asked
	loads   []*protocol.Load
	kept    []string // "name=value"
	saved   []string // names of files
	file    []byte   // the last of them
	later   func()   // what time brings
}

// asked is a Why and who got it.
type asked struct {
	side int
	why  *protocol.Why
}

// posted is a Run and who got it.
type posted struct {
	side int
	run  *protocol.Run
}

func (p *port) Start(side, generation int) {
	p.started = append(p.started, fmt.Sprintf("%c%d", 'A'+side, generation))
}

func (p *port) Post(side int, m protocol.Message) {
	what := ""
	switch m := m.(type) {
	case *protocol.Load:
		p.loads = append(p.loads, m)
		what = "load " + m.URL
	case *protocol.Run:
		p.runs = append(p.runs, posted{side, m})
		what = fmt.Sprint("run ", m.Run)
		if m.Hand {
			what += ", hand"
		}
		if m.Take {
			what += ", take"
		}
	case *protocol.Why: // after everything else; see TestWhy
		p.whys = append(p.whys, asked{side, m})
		return
	case *protocol.Verify:
		what = "verify " + m.With
	case *protocol.Time:
		what = "time"
	case *protocol.Explain:
		what = fmt.Sprint("explain ", m.Tap, " ", m.Channel, " ", m.Y, " ", m.X)
	case *protocol.Paint:
		what = fmt.Sprint("paint ", m.Colours, " ", m.Channel, " ", m.Cover)
	case *protocol.Look:
		what = fmt.Sprint("look ", m.Tap, " ", m.Channel)
	case *protocol.Compare:
		what = fmt.Sprint("compare ", m.Run, " with ", len(m.Others))
	case *protocol.Give:
		what = "give " + m.Tap
	}
	p.posted = append(p.posted, fmt.Sprintf("%c %s", 'A'+side, what))
}

func (p *port) Fetch(url string, done func([]byte, error)) { p.fetches[url] = done }
func (p *port) After(_ time.Duration, do func())           { p.later = do }
func (p *port) Language(code string)                       { p.lang = code }
func (p *port) Keep(name, value string)                    { p.kept = append(p.kept, name+"="+value) }

func (p *port) Picture(_ string, _ int, name string) { p.saved = append(p.saved, name) }

func (p *port) Download(name, _ string, data []byte) {
	p.saved, p.file = append(p.saved, name), data
}

// posts takes what was posted since the last look.
func (p *port) posts() []string {
	out := p.posted
	p.posted = nil
	return out
}

func (p *port) expect(t *testing.T, want ...string) {
	t.Helper()
	if got := p.posts(); !slices.Equal(got, want) {
		t.Errorf("posted %q, want %q", got, want)
	}
}

// begin is a session whose workers have loaded.
func begin(t *testing.T) (*Session, *port) {
	t.Helper()
	models, err := weights.Catalogue()
	if err != nil {
		t.Fatal(err)
	}
	data := PageData{
		Weights: map[string]string{"resnet-20": "a.weights", "regnet-20-lstm": "b.weights"},
		Samples: []Sample{{Title: "one", TitleKo: "하나", URL: "1.jpg"}, {Title: "two", URL: "2.jpg"}},
	}
	s, err := New(data, models)
	if err != nil {
		t.Fatal(err)
	}
	p := &port{fetches: map[string]func([]byte, error){}}
	s.Begin(p)
	if !slices.Equal(p.started, []string{"A1", "B1"}) {
		t.Fatalf("started %q", p.started)
	}
	for i := range s.Sides {
		load(s, i)
	}
	p.expect(t, "A load a.weights", "B load b.weights")
	return s, p
}

// load plays the worker until it takes pictures.
func load(s *Session, side int) {
	g := s.Sides[side].Generation
	s.Receive(side, g, &protocol.Ready{})
	s.Receive(side, g, &protocol.Progress{Bytes: 7})
	s.Receive(side, g, &protocol.Loaded{Backend: "simd"})
}

// answer plays the worker's answer to a picture.
func answer(s *Session, side, run int) {
	p := make([]float32, 10)
	p[3+side], p[5] = 0.7, 0.3
	s.Receive(side, s.Sides[side].Generation, &protocol.Result{Run: run, Probabilities: p, Size: 32})
}

// read plays the answers of both to a picture.
func read(s *Session, run int) {
	answer(s, 0, run)
	answer(s, 1, run)
}

func notice(s *Session) string {
	if s.Notice == nil {
		return ""
	}
	return s.Notice.Say(s.Text)
}
