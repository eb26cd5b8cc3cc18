package session

import "regnetlens/wasm/protocol"

// channelQuestion is a GetChannel for a picture.
type channelQuestion struct {
	run     int
	tap     string
	channel int
}

// getChannel asks for the selected channel, for the lens.
func (d *Slot) getChannel() {
	if tap, channel, ok := d.Selected(); ok {
		d.question(toGetChannel, channelQuestion{d.Run, tap.Name, channel}, &protocol.GetChannel{Tap: tap.Name, Channel: channel})
	}
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
