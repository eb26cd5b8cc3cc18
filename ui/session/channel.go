package session

import "regnetlens/wasm/protocol"

// channelQuestion is a GetChannel for a picture.
type channelQuestion struct {
	run     int
	tap     string
	channel int
}

// getChannel asks for the selected channel, for the lens.
func (d *Side) getChannel() {
	if tap, channel, ok := d.Selected(); ok {
		d.question(toGetChannel, channelQuestion{d.Run, tap.Name, channel}, &protocol.GetChannel{Tap: tap.Name, Channel: channel})
	}
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
