package session

import (
	"time"

	"regnetlens/wasm/protocol"
)

// Seen is what a network made of one picture. It comes piece by piece, but is
// put on the page and taken off it as a whole: a page on which one network's
// answer stands beside the other's to another picture would say what is not
// so.
type Seen struct {
	Run       int                   // number of the picture that all below is of; 0 for none
	Backend   string                // what computed it
	Result    *protocol.Result      // the answer; nil while the network reads
	Channel   *protocol.Channel     // what the lens shows; nil before
	Picked    []int                 // of each stage the channel that varies most; nil before
	Alike     *Alike                // how alike the blocks are; nil before
	Explained *protocol.Explanation // how a value came to be; nil before one was pointed at
	Because   *protocol.Reason      // why it answers so; nil before it was known
	Asking    *protocol.Reason      // how far the answer to the last question is; nil for none under way
	Verified  *protocol.Verified    // against the backend before a switch; nil before
}

// patience is how long the picture before stays, whole, once one network has
// answered and the other has not. Most pictures are read by both within it, and
// change at once. After it the late network's places are empty.
const patience = 300 * time.Millisecond

// seen is where what a worker says of a picture belongs; nil if that picture is
// neither on the page nor on its way there.
func (d *Side) seen(run int) *Seen {
	switch {
	case run == 0:
	case run == d.Run:
		return &d.Seen
	case run == d.ahead.Run:
		return &d.ahead
	}
	return nil
}

// expect makes room for what a worker will say of a picture.
func (d *Side) expect(p *Picture) {
	switch {
	case p.number == d.Run: // a worker that was started anew: what is known stays
	case p == d.session.Shown:
		d.Seen = Seen{Run: p.number}
	default:
		d.ahead = Seen{Run: p.number}
	}
}

// idle tells whether the side's worker is at the picture on the page and can be
// asked about it.
func (d *Side) idle() bool {
	return d.Result != nil && d.Phase == Ready && d.running == 0 && d.answered == d.Run
}

// Late tells whether the side is still at the picture on the page: all that it
// shows of pictures is empty.
func (d *Side) Late() bool { return d.session.Shown != nil && d.Result == nil && d.Busy() }

// reveal puts the picture wanted on the page, if both networks have answered to
// it, or one has and the other's time is up.
func (s *Session) reveal(timeIsUp bool) {
	p := s.wanted
	if p == nil || p == s.Shown {
		return
	}
	answered, waiting := false, false
	for _, d := range s.Sides {
		switch {
		case d.ahead.Run == p.number && d.ahead.Result != nil:
			answered = true
		case d.Graph != nil && d.Phase != Broken && d.answered < p.number:
			waiting = true
		}
	}
	switch {
	case !answered:
	case !waiting || timeIsUp || s.Shown == nil:
		s.show(p)
	case s.waited != p.number:
		s.waited = p.number
		s.port.After(patience, func() {
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
	s.touch(rest)
	s.Shown = p
	for _, d := range s.Sides {
		if d.ahead.Run != p.number {
			d.ahead = Seen{Run: p.number}
		}
		d.Seen, d.ahead = d.ahead, Seen{}
	}
	s.greet()
	if s.Notice != nil && s.Notice.Retry == nil && s.Notice.During < p.number {
		s.Notice = nil // it was about the picture before
	}
}

// goBack gives the picture on its way up for the one that is on the page.
func (s *Session) goBack() {
	s.wanted, s.chosen = s.Shown, s.Shown
	for _, d := range s.Sides {
		if d.ahead.Result != nil {
			d.answered = 0 // its worker is at the one given up
		}
		d.ahead = Seen{}
	}
}

// nobodyReads tells whether every network has tried the picture on its way, and
// failed.
func (s *Session) nobodyReads(number int) bool {
	for _, d := range s.Sides {
		if d.ahead.Run != number || d.ahead.Result != nil || d.running != 0 {
			return false
		}
	}
	return true
}

// moving tells whether picture follows picture, as those of a camera and of a
// pen that draws do. What takes longer than an answer waits until they rest.
func (s *Session) moving() bool {
	in := &s.Input
	return in.Tab == TabCamera && in.Camera == CameraLive || in.Tab == TabDraw && in.Drawing.open
}

// goOn asks the workers for what comes next.
func (s *Session) goOn() {
	for _, d := range s.Sides {
		d.style()
		d.proceed()
		d.look()
	}
	s.askAll()
	for _, d := range s.Sides {
		d.explain()
		d.give()
	}
	for _, d := range s.Sides {
		d.compare() // B waits for A
	}
	for _, d := range s.Sides {
		d.verify()
		d.time()
	}
	s.feed()
	s.Batch.proceed()
}
