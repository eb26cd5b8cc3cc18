package session

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// port is a browser that notes what it is asked.
type port struct {
	started    []string // "A1": slot and generation
	posted     []string // "B run 2"
	fetches    map[string]func(File, error)
	lang       string
	shows      []posted
	evaluates  []evaluated
	attributes []asked
	ablates    []ablated
	ends       []ends
	loads      []*protocol.Load
	kept       []string // "name=value"
	saved      []string // names of files
	file       []byte   // the last of them
	later      func()   // what time brings
}

// asked is an Attribute and who got it.
type asked struct {
	slot      int
	attribute *protocol.Attribute
}

// ends is an Ends and who got it.
type ends struct {
	slot int
	ends *protocol.Ends
}

// ablated is an Ablate and who got it.
type ablated struct {
	slot   int
	ablate *protocol.Ablate
}

// evaluated is an Evaluate and who got it.
type evaluated struct {
	slot     int
	evaluate *protocol.Evaluate
}

// posted is a Show and who got it.
type posted struct {
	slot int
	show *protocol.Show
}

func (p *port) Start(slot, generation int) {
	p.started = append(p.started, fmt.Sprintf("%c%d", 'A'+slot, generation))
}

func (p *port) Post(slot int, h protocol.Header, m protocol.Message) {
	what := ""
	switch m := m.(type) {
	case *protocol.Load:
		p.loads = append(p.loads, m)
		what = "load " + m.URL
	case *protocol.Show:
		p.shows = append(p.shows, posted{slot, m})
		what = fmt.Sprint("show ", m.Run)
	case *protocol.Evaluate:
		p.evaluates = append(p.evaluates, evaluated{slot, m})
		what = fmt.Sprint("evaluate ", m.Run)
		if m.Send {
			what += ", send"
		}
		if m.Receive {
			what += ", receive"
		}
	case *protocol.Attribute: // see TestAttribute
		p.attributes = append(p.attributes, asked{slot, m})
		return
	case *protocol.Ablate: // see TestWithoutH
		p.ablates = append(p.ablates, ablated{slot, m})
		return
	case *protocol.Verify:
		what = "verify " + m.With
	case *protocol.Time:
		what = "time"
	case *protocol.GetActivation:
		what = fmt.Sprint("activation ", m.Tap, " ", m.Channel, " ", m.Y, " ", m.X)
	case *protocol.Paint:
		what = fmt.Sprint("paint ", m.Colormap, " ", m.Channel, " ", m.Maps, " ", m.Opacity)
	case *protocol.GetChannel:
		what = fmt.Sprint("channel ", m.Tap, " ", m.Channel)
	case *protocol.Compare:
		what = fmt.Sprint("compare ", m.Run)
		if m.Send {
			what += ", send"
		}
		if m.Receive {
			what += ", receive"
		}
	case *protocol.GetTap:
		what = "tap " + m.Tap
	case *protocol.GetSheet:
		what = fmt.Sprint("sheet ", m.Tap, " ", m.Order)
	case *protocol.Ends:
		p.ends = append(p.ends, ends{slot, m})
		return
	}
	p.posted = append(p.posted, fmt.Sprintf("%c %s", 'A'+slot, what))
}

// say plays a worker that says something: on the call that it answers, when it
// is done with what it was asked before.
func say(s *Session, slot int, m protocol.Message) {
	d := s.Slots[slot]
	for _, t := range topicsOf(m) {
		reach(s, slot, t)
	}
	s.Receive(slot, d.Generation, header(&d.worker, m), m)
}

// fail plays a worker that cannot do what it is asked.
func fail(s *Session, slot int, t topic, why *protocol.Failed) {
	reach(s, slot, t)
	say(s, slot, why)
}

// reach plays a worker until it is at a call of a topic, if there is one.
func reach(s *Session, slot int, t topic) {
	for w := &s.Slots[slot].worker; w.pending(t) && w.flight != nil && w.flight.topic != t && playQuestion(s, slot); {
	}
}

// topicsOf are the topics of the calls that a report answers.
func topicsOf(m protocol.Message) []topic {
	switch m.(type) {
	case *protocol.Result:
		return []topic{toShow, toEvaluate}
	case *protocol.ChannelMap:
		return []topic{toGetChannel}
	case *protocol.TapValues:
		return []topic{toGetTap}
	case *protocol.Sheet:
		return []topic{toGetSheet}
	case *protocol.Activation:
		return []topic{toGetActivation}
	case *protocol.Attribution:
		return []topic{toAttribute}
	case *protocol.Similarity:
		return []topic{toCompare}
	case *protocol.Verified:
		return []topic{toVerify}
	case *protocol.Timed:
		return []topic{toTime}
	case *protocol.Loaded:
		return []topic{toLoad}
	}
	return nil
}

// lateCall is the number of a call that is not being carried out.
const lateCall = 1 << 20

// header is that of a worker's report.
func header(w *worker, m protocol.Message) protocol.Header {
	for _, c := range w.sent() {
		if _, failed := m.(*protocol.Failed); failed {
			return protocol.Header{Call: c.number}
		}
		a, attributes := m.(*protocol.Attribution)
		if c.topic == toAblate {
			switch m := m.(type) {
			case *protocol.WithoutH:
				return protocol.Header{Call: c.number, More: m.Left > 0}
			case *protocol.Effects:
				return protocol.Header{Call: c.number, More: m.Left > 0}
			}
		}
		if slices.Contains(topicsOf(m), c.topic) {
			return protocol.Header{Call: c.number, More: attributes && !a.Complete()}
		}
		switch m.(type) {
		case *protocol.Progress:
			return protocol.Header{Call: c.number, More: true}
		case *protocol.ChannelMap, *protocol.Sheet, *protocol.Attribution:
			if c.topic == toShow {
				return protocol.Header{Call: c.number, More: true}
			}
		}
	}
	switch m.(type) {
	case *protocol.Ready, *protocol.Painted, *protocol.WarmRun, *protocol.Tiles, *protocol.Recovered:
		return protocol.Header{}
	}
	return protocol.Header{Call: lateCall}
}

// settle plays the workers until no question is put to them any more.
func settle(s *Session) {
	for i := 0; playQuestion(s, 0) || playQuestion(s, 1); i++ {
		if i > 100 {
			panic("the session asks for ever")
		}
	}
}

// playQuestion plays a worker's answer to the question that it is at; false if
// it is at none.
func playQuestion(s *Session, slot int) bool {
	d := s.Slots[slot]
	for _, c := range d.sent() {
		var m protocol.Message
		switch asked := c.command.(type) {
		case *protocol.GetChannel:
			m = &protocol.ChannelMap{Run: d.at, Tap: asked.Tap, Channel: max(0, asked.Channel), Telling: asked.Channel < 0, Height: 16, Width: 16}
		case *protocol.GetSheet:
			m = &protocol.Sheet{Run: d.at, GetSheet: *asked}
		case *protocol.GetActivation:
			m = &protocol.Activation{Run: d.at, GetActivation: *asked}
		case *protocol.Attribute:
			m = &protocol.Attribution{Run: d.at, Method: asked.Method, Class: asked.Class, Done: 1, Total: 1}
		case *protocol.Compare:
			m = similarity(asked)
		case *protocol.Time:
			m = &protocol.Timed{Backend: "simd"}
		case *protocol.Verify:
			m = &protocol.Verified{Run: d.at}
		default:
			continue
		}
		s.Receive(slot, d.Generation, protocol.Header{Call: c.number}, m)
		return true
	}
	return false
}

// similarity is a worker's answer: two blocks, the second in the second
// network's stage 1, too.
func similarity(m *protocol.Compare) *protocol.Similarity {
	x := measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, 3, 4}}
	y := measure.Map{Shape: arch.Shape{C: 1, H: 1, W: 4}, Values: []float32{1, 2, 2, 4}}
	maps := []measure.Map{x, y}
	report := &protocol.Similarity{Run: m.Run, Blocks: []protocol.Block{{Stage: 1, Block: 1}, {Stage: 1, Block: 2}}}
	own := measure.Compare(maps, maps)
	report.Own = own.Pack()
	if m.Receive {
		report.Others, report.Cross = report.Blocks, report.Own
	} else {
		none := measure.Compare(nil, maps)
		report.Cross = none.Pack()
	}
	return report
}

func (p *port) Fetch(url string, done func(File, error)) { p.fetches[url] = done }
func (p *port) After(_ time.Duration, do func())         { p.later = do }
func (p *port) Language(code string)                     { p.lang = code }
func (p *port) Keep(name, value string)                  { p.kept = append(p.kept, name+"="+value) }

func (p *port) Picture(_ string, _ int, name string) { p.saved = append(p.saved, name) }
func (p *port) SVG(_, name string)                   { p.saved = append(p.saved, name) }

func (p *port) Download(name, _ string, data []byte) {
	p.saved, p.file = append(p.saved, name), data
}

func (p *port) DownloadFile(name string, file File) {
	p.Download(name, "", file.Content.([]byte))
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
	p := &port{fetches: map[string]func(File, error){}}
	s.Begin(p)
	if !slices.Equal(p.started, []string{"A1", "B1"}) {
		t.Fatalf("started %q", p.started)
	}
	for i := range s.Slots {
		load(s, i)
	}
	p.expect(t, "A load a.weights", "B load b.weights")
	return s, p
}

// load plays the worker until it takes pictures.
func load(s *Session, slot int) {
	say(s, slot, &protocol.Ready{})
	say(s, slot, &protocol.Progress{Bytes: 7})
	say(s, slot, &protocol.Loaded{Backend: "simd"})
}

// answer plays the worker's answer to a picture.
func answer(s *Session, slot, run int) {
	p := make([]float32, 10)
	p[3+slot], p[5] = 0.7, 0.3
	say(s, slot, &protocol.Result{Run: run, Probabilities: p, Size: 32})
}

// read plays the answers of both to a picture, and to all that is asked of it.
func read(s *Session, run int) {
	answer(s, 0, run)
	answer(s, 1, run)
	settle(s)
}

func notice(s *Session) string {
	if s.Notice == nil {
		return ""
	}
	return s.Notice.Say(s.Text)
}

// tilesOf is a worker's word that the tiles of all kinds and stages show these
// channels, of values that end at so many times the stage's number.
func tilesOf(run int, channels ...int) *protocol.Tiles {
	m := &protocol.Tiles{Run: run}
	for _, kind := range []arch.Kind{arch.KindI, arch.KindH, arch.KindO} {
		for stage := 1; stage <= 3; stage++ {
			s := atlas.SpreadOf([]float32{float32(stage)})
			m.Rows = append(m.Rows, protocol.TileRow{Kind: kind, Stage: stage, Channels: channels, Count: s.Count, Spread: s.At})
		}
	}
	return m
}
