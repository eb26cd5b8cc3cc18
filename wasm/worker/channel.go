package worker

import (
	"fmt"

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
	if m.Channel < 0 || m.Channel >= tap.Shape.C {
		return nil, nil, fmt.Errorf("tap %s has %d channels, there is no number %d", m.Tap, tap.Shape.C, m.Channel+1)
	}
	plane := tap.Shape.H * tap.Shape.W
	values = values[m.Channel*plane:][:plane]
	s := atlas.ScaleOf(tap.Kind, values)
	c = &protocol.ChannelMap{
		Run: e.run, Tap: m.Tap, Channel: m.Channel, Of: tap.Shape.C,
		Height: tap.Shape.H, Width: tap.Shape.W,
		Low: s.Low, High: s.High, Signed: s.Signed,
		Bins: s.Bins(values, bins), Values: protocol.PutFloats(values),
	}
	pixels = make([]byte, 4*plane)
	atlas.PaintChannel(pixels, tap.Shape.W, values, tap.Shape.W, s, e.colormap())
	return c, pixels, nil
}
