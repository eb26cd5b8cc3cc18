package session

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// Phase says how far a side is.
type Phase int

// The phases of a side.
const (
	Starting Phase = iota // its worker's program is not running yet
	Loading               // the weights are on their way
	Ready                 // the network takes pictures
	Broken                // it does not work; see Notice
)

// maxDeaths is how often in a row a worker may end before it is left alone.
const maxDeaths = 3

// Side is one of the two networks on the page, with its worker.
type Side struct {
	Index      int // 0 is A, 1 is B
	Model      weights.Model
	Graph      *arch.Graph // nil without a model
	Generation int         // counts workers: canvases belong to one
	Phase      Phase
	Bytes      int64           // of the weight file, that came so far
	Computes   string          // the backend of its worker; "" before it is known
	Adapter    string          // name of the graphics adapter, "" if none is known
	Reason     string          // why WebGPU does not compute: a fallback.Reason; "" if it does or was not wanted
	Times      *protocol.Timed // of its operations; nil before
	Seen                       // of Session.Shown

	session      *Session
	ahead        Seen                // of a newer picture, which is not on the page yet
	styled       protocol.Paint      // how its worker paints
	taps         map[string]arch.Tap // by name
	places       map[place]arch.Tap
	running      int              // number of the picture it is at; 0 for none
	answered     int              // number of the picture it answered last
	looking      bool             // a Look is under way
	lensOf       int              // generation that said last what the lens shows
	asked        question         // put to the worker last
	lent         bool             // SIMD computes in place of what was chosen, for the edits
	gives        []give           // wanted of Session.Give, the oldest first
	comparing    bool             // a Compare is under way
	compared     int              // number of the picture whose blocks could not be compared
	giving       string           // tap of the one under way; "" for none
	before       string           // backend before a switch, to be verified against; "" for none
	shipped      string           // id of the last model of the catalogue before this one; "" for none
	refused      bool             // WebGPU failed: SIMD computes until the reader chooses again
	deaths       int              // workers that ended since the last answer
	timed        int              // generation that was asked for its times
	costs        map[Measure]cost // known so far
	explainAsked explained        // put to the worker last
	explaining   bool             // it is at it
	fields       []arch.Field     // of the graph's values
}

// Name is the side's letter.
func (d *Side) Name() string { return string(rune('A' + d.Index)) }

// assign gives the side a model. It has no results then, and no worker.
func (d *Side) assign(m weights.Model) error {
	g, err := m.Arch.Build(m.Input, m.Input)
	if err != nil {
		return err
	}
	d.Model, d.Graph, d.Computes, d.deaths = m, g, "", 0
	d.Seen, d.ahead = Seen{}, Seen{}
	d.before, d.Times, d.costs, d.fields = "", nil, nil, g.Fields()
	d.taps, d.places = map[string]arch.Tap{}, map[place]arch.Tap{}
	for _, t := range g.Taps() {
		d.taps[t.Name], d.places[place{Column{t.Stage, t.Block}, t.Kind}] = t, t
	}
	d.dropGives()
	return nil
}

// restart gives the side a fresh worker, which will load the model and take
// the picture again. What the side shows stays.
func (d *Side) restart() {
	d.Generation++
	d.explaining = false
	d.Phase, d.Bytes, d.running, d.answered, d.looking, d.giving = Starting, 0, 0, 0, false, ""
	d.comparing, d.compared = false, 0
	d.styled = firstStyle
	d.session.port.Start(d.Index, d.Generation)
}

// Retry tries again what had failed.
func (d *Side) Retry() {
	d.session.Notice = nil
	d.deaths = 0
	d.restart()
}

// proceed sends the picture wanted, if the side has not answered to it yet and
// is free.
func (d *Side) proceed() {
	p := d.session.wanted
	if p == nil || d.Phase != Ready || d.running != 0 || p.number <= d.answered {
		return
	}
	m := &protocol.Run{Run: p.number, Taps: d.atlases(), Edits: d.edits()}
	if !d.fill(m, p) {
		return
	}
	d.running = p.number
	d.expect(p)
	d.post(m)
}

// atlases are the taps that the page shows of this side.
func (d *Side) atlases() []string {
	var names []string
	for _, lane := range d.session.lanes() {
		for _, c := range d.session.Columns() {
			if t, ok := d.TapAt(c, lane.Kind); ok && lane.Side == d {
				names = append(names, t.Name)
			}
		}
	}
	return names
}

// look asks for the selected channel, if the side does not show it and none is
// on its way.
func (d *Side) look() {
	tap, channel, ok := d.Selected()
	if !ok || d.looking || !d.idle() {
		return
	}
	if c := d.Channel; c != nil && d.lensOf == d.Generation && c.Tap == tap.Name && c.Channel == channel {
		return
	}
	d.looking = true
	d.post(&protocol.Look{Tap: tap.Name, Channel: channel})
}

// Receive takes in what a worker said.
func (s *Session) Receive(side, generation int, m protocol.Message) {
	d := s.Sides[side]
	if generation != d.Generation {
		return // of a worker that is gone
	}
	switch m := m.(type) {
	case *protocol.Ready:
		s.touch(Arriving)
		d.Phase = Loading
		d.post(&protocol.Load{Model: d.Model.ID, URL: s.Data.Weights[d.Model.ID], Backend: d.editedBackend(d.wants()), Bytes: s.files[d.Model.ID]})
	case *protocol.Progress:
		s.touch(Arriving)
		d.Bytes = m.Bytes
	case *protocol.Loaded:
		d.loaded(m)
	case *protocol.Timed:
		d.clocked(m)
	case *protocol.Verified:
		if seen := d.seen(m.Run); seen != nil {
			seen.Verified = m
		}
	case *protocol.Recovered:
		d.recovered(m)
	case *protocol.Result:
		d.result(m)
	case *protocol.Channel:
		s.touch(Looked)
		d.looking = false
		if seen := d.seen(m.Run); seen != nil {
			seen.Channel, d.lensOf = m, generation
		}
	case *protocol.Painted:
		s.touch(Arriving)
	case *protocol.Again:
		s.touch(Arriving)
		if seen := d.seen(m.Run); seen != nil && seen.Result != nil {
			seen.Result.RunMS = m.RunMS
		}
	case *protocol.Picked:
		if seen := d.seen(m.Run); seen != nil {
			seen.Picked = m.Channels
		}
	case *protocol.Values:
		d.given(m.Tap, m)
	case *protocol.Likeness:
		d.alike(m)
	case *protocol.Explanation:
		s.touch(Looked)
		d.explaining = false
		if seen := d.seen(m.Run); seen != nil {
			seen.Explained = m
		}
	case *protocol.Reason:
		d.reason(m)
	case *protocol.Failed:
		d.failed(m)
	}
	s.reveal(false)
	s.goOn()
}

func (d *Side) result(m *protocol.Result) {
	s := d.session
	if m.Aside {
		s.Batch.answer(d, m)
		return
	}
	d.running, d.answered, d.deaths = 0, m.Run, 0
	if seen := d.seen(m.Run); seen != nil {
		seen.Result, seen.Backend = m, d.Computes
	}
	if s.wanted != nil && m.Run > s.wanted.number {
		d.answered = 0 // the other network could not read this one: go back
	}
}

func (d *Side) failed(m *protocol.Failed) {
	s := d.session
	if m.Stage == protocol.FailedGive {
		d.given(m.Tap, nil)
		return
	}
	if m.Stage == protocol.FailedCompare {
		d.comparing, d.compared = false, m.Run
		return
	}
	if s.Batch.failed(d, m) {
		return
	}
	d.looking, d.explaining = false, false
	switch m.Stage {
	case protocol.FailedLoad:
		d.Phase = Broken
		title := d.Model.Title
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.LoadFailed, title, t.LoadReasons[m.Reason]) }, Detail: m.Message, Retry: d}
		if d.giveUpOwn() {
			s.Notice.Retry = nil
		}
	case protocol.FailedDevice:
		d.refuse(m)
	case protocol.FailedPicture:
		d.running = 0 // and is still at the picture before
		s.refuse(m.Run, m.Picture)
	default:
		d.running, d.answered = 0, m.Run
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.RunFailed, d.Name()) }, Detail: m.Message, During: m.Run}
		if s.nobodyReads(m.Run) {
			for _, d := range s.Sides {
				d.answered = 0
			}
			s.goBack()
		}
	}
}

// Ended takes in that a side's worker died. It is replaced, and the picture
// run again; but not for ever.
func (s *Session) Ended(side, generation int, why string) {
	d := s.Sides[side]
	if generation != d.Generation || d.Phase == Broken {
		return
	}
	d.deaths++
	s.Batch.lost(d)
	if d.deaths >= maxDeaths {
		d.Phase = Broken
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.WorkerGaveUp, d.Name()) }, Detail: why, Retry: d}
		if d.giveUpOwn() {
			s.Notice.Retry = nil
		}
		return
	}
	s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.WorkerDied, d.Name()) }, Detail: why}
	d.restart()
}

// Busy tells whether the side has something to wait for.
func (d *Side) Busy() bool {
	return d.Graph != nil && (d.Phase == Starting || d.Phase == Loading || d.running != 0)
}

// Probabilities of the side's answer by class.
func (d *Side) Probabilities() map[string]float32 {
	if d.Result == nil {
		return nil
	}
	p := make(map[string]float32, len(d.Result.Probabilities))
	for i, v := range d.Result.Probabilities {
		p[d.Model.Classes[i]] = v
	}
	return p
}

// Unedited are the probabilities of the network as it is, by class; nil where
// nothing is edited.
func (d *Side) Unedited() map[string]float32 {
	if d.Result == nil || len(d.Result.Unedited) != len(d.Model.Classes) {
		return nil
	}
	p := make(map[string]float32, len(d.Model.Classes))
	for i, v := range d.Result.Unedited {
		p[d.Model.Classes[i]] = v
	}
	return p
}

// class is the likeliest class of an answer; "" where it is no number.
func (d *Side) class(m *protocol.Result) string {
	if i, ok := likeliest(m.Probabilities); ok {
		return d.Model.Classes[i]
	}
	return ""
}

// likeliest is the place of the greatest probability; false where they are no
// numbers.
func likeliest(p []float32) (int, bool) {
	top := 0
	for i, v := range p {
		if !protocol.Finite(v) {
			return 0, false
		}
		if v > p[top] {
			top = i
		}
	}
	return top, len(p) > 0
}

// Top is the side's answer; "" before there is one, and where it is no number.
func (d *Side) Top() string {
	if d.Result == nil {
		return ""
	}
	return d.class(d.Result)
}
