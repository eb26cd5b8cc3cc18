package session

import (
	"time"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// Seen is what a network made of one picture. It comes piece by piece, but is
// put on the page and taken off it as a whole: a page on which one network's
// answer stands beside the other's to another picture would say what is not
// so.
type Seen struct {
	Run         int                   // number of the picture that all below is of; 0 for none
	Backend     string                // what computed it
	Edits       []Edit                // that the networks ran with
	Result      *protocol.Result      // the answer; nil while the network reads
	Channel     *protocol.ChannelMap  // what the lens shows; nil before
	Tiles       *protocol.Tiles       // what the tiles show; nil before, and where they show all maps
	Sheet       *protocol.Sheet       // all maps of the selection; nil before, and where nobody looks at them
	Similar     *Similarities         // of the blocks; nil before
	Activation  *protocol.Activation  // how a value came about; nil before one was pointed at
	Attribution *protocol.Attribution // why it answers so; nil before it was known
	Attributing *protocol.Attribution // how far the answer to the last question is; nil for none under way
	Verified    *protocol.Verified    // against the backend before a switch; nil before
	ablation    *ablation             // of the picture, whatever edits it is run with; nil before

	incomparable bool // the blocks could not be compared
}

// revealTimeout is how long the picture before stays, complete, once one network
// has answered and the other has not. Most pictures are read by both within it,
// and change at once. After it the late network's places are empty.
const revealTimeout = 300 * time.Millisecond

// seen is where what a worker says of a picture belongs; nil if that picture is
// neither on the page nor on its way there.
func (d *Slot) seen(run int) *Seen {
	switch {
	case run == 0:
	case run == d.Run:
		return &d.Seen
	case run == d.ahead.Run:
		return &d.ahead
	}
	return nil
}

// keep puts a report where it belongs.
func (d *Slot) keep(m protocol.Message) {
	s := d.session
	switch m := m.(type) {
	case *protocol.ChannelMap:
		s.markDirty(Looked)
		_, _, ok := d.Selected() // the block may be one now that the network does not have
		if seen := d.seen(m.Run); seen != nil && ok {
			if was := seen.Channel; m.Telling && (was == nil || was.Tap != m.Tap || was.Channel != m.Channel) { // what the worker has selected
				s.markDirty(Selected)
			}
			seen.Channel = m
		}
	case *protocol.Tiles:
		seen := d.seen(m.Run)
		if seen == nil || m.Same(seen.Tiles) { // of other colours, say
			s.markDirty(Arriving)
			break
		}
		s.markDirty(Viewed)
		if s.Select.Telling { // by them
			s.markDirty(Selected)
		}
		seen.Tiles = m
	case *protocol.Sheet:
		s.markDirty(Looked)
		if seen := d.seen(m.Run); seen != nil && s.Inspector == InspectAll {
			seen.Sheet = m
		}
	case *protocol.Activation:
		s.markDirty(Looked)
		if seen := d.seen(m.Run); seen != nil {
			seen.Activation = m
		}
	case *protocol.Attribution:
		if seen := d.seen(m.Run); seen != nil {
			seen.attribute(m)
		}
	case *protocol.Verified:
		if seen := d.seen(m.Run); seen != nil {
			seen.Verified = m
		}
	case *protocol.WithoutH:
		s.markDirty(Ablated)
		if seen := d.seen(m.Run); seen != nil {
			seen.ablation.withoutH[arch.Place{Stage: m.Stage, Block: m.Block}] = m.Probabilities
		}
	case *protocol.Effects:
		s.markDirty(Ablated)
		if seen := d.seen(m.Run); seen != nil {
			seen.ablation.effects[m.Kind] = m.Stages
		}
	case *protocol.WarmRun:
		s.markDirty(Arriving)
		if seen := d.seen(m.Run); seen != nil && seen.Result != nil {
			seen.Result.RunMS = m.RunMS
		}
	case *protocol.Painted:
		s.markDirty(Arriving)
	case *protocol.Timed:
		d.timed(m)
	}
}

// show asks the slot's worker for the picture wanted, unless it has it or was
// asked already.
func (d *Slot) show() {
	p := d.session.wanted
	if p == nil || d.Graph == nil || d.tried(p) {
		return
	}
	m, edits := &protocol.Show{Run: p.number, Taps: d.atlases(), Edits: d.edits()}, d.session.Edits
	if d.fill(&m.Picture, p) && d.ask(key{topic: toShow}, p.number, m, func(m protocol.Message, err error) { d.shown(p, edits, m, err) }) {
		d.expect(p)
	}
}

// tried reports whether the slot's worker has a picture, or could not take it.
func (d *Slot) tried(p *Picture) bool {
	return d.at == p.number || d.asked[key{topic: toShow}] == p.number && !d.pending(toShow)
}

// begin is what is known of a picture before anything is said of its run: what
// became of it without parts of the network, if it was run before.
func (d *Slot) begin(p *Picture) Seen {
	seen := Seen{Run: p.number, ablation: d.Seen.ablation}
	if seen.ablation == nil || seen.ablation.picture != p.identity() {
		seen.ablation = newAblation(p)
	}
	return seen
}

// expect makes room for what a worker will say of a picture.
func (d *Slot) expect(p *Picture) {
	switch {
	case p.number == d.Run: // a worker that was started anew: what is known stays
	case p == d.session.Shown:
		d.Seen = d.begin(p)
	default:
		d.ahead = d.begin(p)
	}
}

// shown takes in what a worker says of a picture while it is shown it, with
// edits.
func (d *Slot) shown(p *Picture, edits []Edit, m protocol.Message, err error) {
	switch m := m.(type) {
	case *protocol.Result:
		d.at, d.crashes = m.Run, 0
		if seen := d.seen(m.Run); seen != nil {
			seen.Result, seen.Backend, seen.Edits = m, d.Computes, edits
		}
	case *protocol.ChannelMap: // that of the lens before, for the new picture
		d.asked[key{topic: toGetChannel}] = d.channelQuestion(m.Run, m.Tap, m.Channel, m.Telling)
		d.keep(m)
	case *protocol.Sheet: // and the sheet
		d.asked[key{topic: toGetSheet}] = d.sheetQuestion(m.Run, m.GetSheet)
		d.keep(m)
	case nil:
		d.notShown(p, err)
	default:
		d.keep(m)
	}
}

// notShown takes in that a picture could not be shown.
func (d *Slot) notShown(p *Picture, err error) {
	s := d.session
	if f, ok := err.(*protocol.Failed); ok && f.Picture != nil {
		s.refuse(p.number, f.Picture) // the worker is still at the picture before
		return
	} else if !ok {
		return // the worker is no more
	}
	d.at = 0
	d.runFailed(p.number, err)
	if s.wanted == p && s.Shown != p && s.nobodyReads(p.number) {
		s.goBack()
	}
}

// idle reports whether the slot's worker is at the picture on the page and can
// be asked about it.
func (d *Slot) idle() bool {
	return d.Result != nil && d.Phase == Ready && !d.pending(toShow) && d.at == d.Run
}

// Late reports whether the slot is still at the picture on the page: all that it
// shows of pictures is empty.
func (d *Slot) Late() bool { return d.session.Shown != nil && d.Result == nil && d.Busy() }

// reveal puts the picture wanted on the page, if both networks have answered to
// it, or one has and the other's time is up.
func (s *Session) reveal(timeIsUp bool) {
	p := s.wanted
	if p == nil || p == s.Shown {
		return
	}
	answered, waiting := false, false
	for _, d := range s.Slots {
		switch {
		case d.ahead.Run == p.number && d.ahead.Result != nil:
			answered = true
		case d.Graph != nil && d.Phase != Broken && !d.tried(p):
			waiting = true
		}
	}
	switch {
	case !answered:
	case !waiting || timeIsUp || s.Shown == nil:
		s.show(p)
	case s.waited != p.number:
		s.waited = p.number
		s.port.After(revealTimeout, func() {
			if s.wanted == p {
				s.reveal(true)
				s.goOn()
			}
		})
	}
}

// show puts a picture on the page, with what is known of it, and nothing of
// the one before.
func (s *Session) show(p *Picture) {
	s.markDirty(everything)
	s.Shown = p
	for _, d := range s.Slots {
		if d.ahead.Run != p.number {
			d.ahead = d.begin(p)
		}
		d.Seen, d.ahead = d.ahead, Seen{}
	}
	s.bringForward(p)
	s.offerStory()
	if s.Notice != nil && s.Notice.Retry == nil && s.Notice.During < p.number {
		s.Notice = nil // it was about the picture before
	}
}

// goBack gives the picture on its way up for the one that is on the page.
func (s *Session) goBack() {
	s.wanted, s.chosen = s.Shown, s.Shown
	for _, d := range s.Slots {
		d.ahead = Seen{}
	}
}

// nobodyReads reports whether every network has tried the picture on its way, and
// failed.
func (s *Session) nobodyReads(number int) bool {
	for _, d := range s.Slots {
		if d.ahead.Run != number || d.ahead.Result != nil || d.pending(toShow) {
			return false
		}
	}
	return true
}

// Moving reports whether picture follows picture, as those of a camera and of a
// pen that draws do. What takes longer than an answer waits until they rest.
func (s *Session) Moving() bool {
	in := &s.Input
	return in.Tab == TabCamera && in.Camera == CameraLive || in.Tab == TabDraw && in.Drawing.open
}

// goOn asks the workers for what comes next. What of it is the most urgent they
// see to themselves.
func (s *Session) goOn() {
	s.restPointer()
	for _, d := range s.Slots {
		d.restyle()
		d.show()
		if d.idle() {
			d.getChannel()
			d.attribute()
			d.getActivation()
			d.getTaps()
			d.getSheet()
			d.compare()
			d.verify()
			d.time()
			d.ablate()
		}
	}
	s.agree()
	s.requestFrame()
	s.Batch.proceed()
	for _, d := range s.Slots {
		d.flush()
	}
}
