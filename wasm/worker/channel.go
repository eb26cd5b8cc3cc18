package worker

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// bins of a channel's histogram.
const bins = 32

// channelMap describes one channel of the last picture, and paints it.
func (e *engine) channelMap(m *protocol.GetChannel) (c *protocol.ChannelMap, pixels []byte, err error) {
	tap, values, err := e.at(m.Tap)
	if err != nil {
		return nil, nil, err
	}
	channel, telling := m.Channel, m.Channel == protocol.PickTelling
	if telling {
		if channel, err = e.tellingChannel(tap); err != nil {
			return nil, nil, err
		}
		if tap, values, err = e.at(m.Tap); err != nil { // other taps may have been looked at
			return nil, nil, err
		}
	}
	if channel < 0 || channel >= tap.Shape.C {
		return nil, nil, fmt.Errorf("tap %s has %d channels, there is no number %d", m.Tap, tap.Shape.C, channel+1)
	}
	plane := tap.Shape.H * tap.Shape.W
	values = values[channel*plane:][:plane]
	s := atlas.ScaleOf(tap.Kind, values)
	c = &protocol.ChannelMap{
		Run: e.run, Tap: m.Tap, Channel: channel, Telling: telling, Of: tap.Shape.C,
		Height: tap.Shape.H, Width: tap.Shape.W,
		Low: s.Low, High: s.High, Signed: s.Signed,
		Bins: s.Bins(values, bins), Values: protocol.PutFloats(values),
	}
	pixels = make([]byte, 4*plane)
	atlas.PaintChannel(pixels, tap.Shape.W, values, tap.Shape.W, e.scaleTo(tap.Kind, protocol.SubjectLens, s.High), e.colormap())
	return c, pixels, nil
}

// tellingChannel is the channel of a tap that tells most. Channels of the
// regulator's inside go with those of its H: no tap within an operation is
// computed for the choice alone.
func (e *engine) tellingChannel(tap arch.Tap) (int, error) {
	kind := protocol.TellingKind(tap.Kind)
	if t, ok := e.net.Graph().TapAt(tap.Place, kind); !tap.Place.Inside() || !ok || t.Shape.C != tap.Shape.C {
		return 0, nil
	}
	channels, _, err := e.pick(rowKey{kind, tap.Place.Stage}, 1)
	if err != nil || len(channels) == 0 {
		return 0, err
	}
	return channels[0], nil
}
