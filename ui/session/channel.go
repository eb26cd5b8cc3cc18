package session

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// channelQuestion is a GetChannel for a picture.
type channelQuestion struct {
	run     int
	tap     string
	channel int
	told    bool // the effects of the maps are known: another may be telling
}

// channelQuestion is the question that a channel answers.
func (d *Slot) channelQuestion(run int, tap string, channel int, telling bool) channelQuestion {
	q := channelQuestion{run: run, tap: tap, channel: channel}
	if telling {
		q.channel, q.told = protocol.PickTelling, d.knows(run, protocol.TellingKind(d.kindOf(tap)))
	}
	return q
}

// getChannel asks for the selected channel, for the lens. At a block that the
// network does not have there is none, and not that of the block before either.
func (d *Slot) getChannel() {
	tap, channel, ok := d.Selected()
	if !ok {
		k := key{topic: toGetChannel}
		d.withdraw(k)
		delete(d.asked, k)
		d.Channel = nil
		return
	}
	q := d.channelQuestion(d.Run, tap.Name, channel, d.session.Select.Telling)
	d.question(toGetChannel, q, &protocol.GetChannel{Tap: tap.Name, Channel: q.channel})
}

// Expecting reports whether a worker is at the maps of a selection that was just
// made.
func (s *Session) Expecting() bool {
	for _, d := range s.Slots {
		if d.Phase == Ready && d.pending(toGetChannel) {
			return true
		}
	}
	return false
}

// tellingChannel is the channel that the slot shows of a tap where each network
// shows the one that tells most; false before the slot has said which.
func (d *Slot) tellingChannel(t arch.Tap) (int, bool) {
	if shown, _, ok := d.Shows(t.Kind, t.Place.Stage); ok {
		return shown[0], true
	}
	if c := d.Channel; c != nil && c.Tap == t.Name && c.Telling {
		return c.Channel, true
	}
	return 0, false
}

// atlases are the taps that the page shows of this slot.
func (d *Slot) atlases() []string {
	var names []string
	for _, lane := range d.session.allRows() {
		for _, c := range d.session.Columns() {
			if t, ok := d.TapAt(c, lane.Kind); ok && lane.Slot == d {
				names = append(names, t.Name)
			}
		}
	}
	return names
}
