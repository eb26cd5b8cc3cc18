package session

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// Slot is one of the two networks on the page, with its worker.
type Slot struct {
	Index int // 0 is A, 1 is B
	Model weights.Model
	layout
	worker
	computing
	Seen        // of Session.Shown
	Bytes int64 // of the weight file, that came so far

	session  *Session
	ahead    Seen          // of a newer picture, which is not on the page yet
	unedited uneditedTable // its own blocks
	at       int           // number of the picture that its worker has; 0 for none
	wishes   []tapWish     // of Session.GetTap, the oldest first
	shipped  string        // id of the last model of the catalogue before this one; "" for none
}

// layout is what there is to know of a slot's graph.
type layout struct {
	Graph           *arch.Graph         // nil without a model
	taps            map[string]arch.Tap // by name
	places          map[tapKey]arch.Tap
	receptiveFields []arch.ReceptiveField // of the graph's values
	costs           map[Measure]cost      // known so far
}

func layoutOf(g *arch.Graph) layout {
	l := layout{Graph: g, receptiveFields: g.ReceptiveFields(), taps: map[string]arch.Tap{}, places: map[tapKey]arch.Tap{}}
	for _, t := range g.Taps() {
		l.taps[t.Name], l.places[tapKey{t.Place, t.Kind}] = t, t
	}
	return l
}

// Name is the slot's letter.
func (d *Slot) Name() string { return string(rune('A' + d.Index)) }

// assign gives the slot a model. It has no results then, and no worker.
func (d *Slot) assign(m weights.Model) error {
	g, err := m.Arch.Build(m.Input, m.Input)
	if err != nil {
		return err
	}
	d.Model, d.layout, d.crashes = m, layoutOf(g), 0
	d.Computes, d.previous, d.Times = "", "", nil
	d.Seen, d.ahead = Seen{}, Seen{}
	d.dropWishes()
	return nil
}

// restart gives the slot a fresh worker, which will load the model and take
// the picture again. What the slot shows stays.
func (d *Slot) restart() { d.replace(errRestarted) }

func (d *Slot) replace(why error) {
	d.Bytes, d.at = 0, 0
	d.drop(why)
	if d.ablation != nil { // the next worker shows by them what it has found itself
		clear(d.ablation.effects)
	}
	d.Generation++
	d.worker.post = func(h protocol.Header, m protocol.Message) { d.session.port.Post(d.Index, h, m) }
	d.session.port.Start(d.Index, d.Generation)
}

// Retry tries again what had failed.
func (d *Slot) Retry() {
	d.session.Notice = nil
	d.crashes = 0
	d.restart()
}

// Receive takes in what a worker said, on a call or unasked.
func (s *Session) Receive(slot, generation int, h protocol.Header, m protocol.Message) {
	d := s.Slots[slot]
	if generation != d.Generation {
		return // of a worker that is gone
	}
	d.held = true
	if f, ok := m.(*protocol.Failed); ok && f.Device != "" {
		d.fallBack(f)
	} else if h.Call != 0 {
		d.answer(h, m)
	} else {
		d.hear(m)
	}
	d.held = false
	s.reveal(false)
	s.goOn()
}

// hear takes in what a worker says unasked.
func (d *Slot) hear(m protocol.Message) {
	switch m := m.(type) {
	case *protocol.Ready:
		d.session.markDirty(Arriving)
		d.load(&protocol.Load{
			Model: d.Model.ID, URL: d.session.Data.Weights[d.Model.ID], Backend: d.wants(), File: d.session.files[d.Model.ID].Content,
		}, d.loading)
	case *protocol.Recovered:
		d.recovered(m)
	case *protocol.Failed:
		d.runFailed(d.Run, m)
	default:
		d.keep(m)
	}
}

// question asks the slot's worker something about the picture on the page. What
// it answers is kept where it belongs.
func (d *Slot) question(t topic, question any, m protocol.Message) bool {
	run := d.Run
	return d.ask(key{topic: t}, question, m, func(m protocol.Message, err error) {
		if err != nil {
			d.runFailed(run, err)
		} else {
			d.keep(m)
		}
	})
}

// loading takes in how far the weights are.
func (d *Slot) loading(m protocol.Message, err error) {
	d.session.markDirty(Arriving)
	switch m := m.(type) {
	case *protocol.Progress:
		d.Bytes = m.Bytes
	case *protocol.Loaded:
		d.loaded(m)
	default:
		d.loadFailed(err)
	}
}

func (d *Slot) loadFailed(err error) {
	f, ok := err.(*protocol.Failed)
	if !ok {
		return // the worker is no more
	}
	s, title := d.session, d.Model.Title
	s.markDirty(everything)
	d.Phase = Broken
	s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.LoadFailed, title, t.LoadReasons[f.Load]) }, Detail: f.Message, Retry: d}
	if d.revertToShipped() {
		s.Notice.Retry = nil
	}
}

// runFailed says that the network could not do something for a picture.
func (d *Slot) runFailed(run int, err error) {
	f, ok := err.(*protocol.Failed)
	if !ok {
		return // the worker is no more
	}
	d.session.markDirty(everything)
	d.session.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.RunFailed, d.Name()) }, Detail: f.Message, During: run}
}

// Ended takes in that a slot's worker died. It is replaced, and the picture
// run again; but not for ever.
func (s *Session) Ended(slot, generation int, why string) {
	d := s.Slots[slot]
	if generation != d.Generation || d.Phase == Broken {
		return
	}
	d.crashes++
	if d.crashes < maxCrashes {
		s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.WorkerDied, d.Name()) }, Detail: why}
		d.replace(errCrashed)
		s.Batch.proceed()
		return
	}
	d.drop(errCrashed)
	d.Phase = Broken
	s.Notice = &Notice{Say: func(t *text.Table) string { return t.Fill(t.WorkerGaveUp, d.Name()) }, Detail: why, Retry: d}
	if d.revertToShipped() {
		s.Notice.Retry = nil
	}
	s.Batch.proceed()
}

// Busy reports whether the slot has something to wait for.
func (d *Slot) Busy() bool {
	return d.Graph != nil && (d.Phase == Starting || d.Phase == Loading || d.pending(toShow))
}
