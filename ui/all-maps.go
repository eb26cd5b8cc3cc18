package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
)

func (c *AllMaps) has(d *session.Slot) bool {
	_, _, ok := d.Selected()
	return ok
}

// what names the maps: a network that lacks the selected kind shows its output.
func (c *AllMaps) what(d *session.Slot) string {
	tap, _, ok := d.Selected()
	if !ok {
		return c.S.Text.NoBlock
	}
	return format.Letter(tap.Kind) + " · " + format.Size(tap.Shape)
}

func (c *AllMaps) label(d *session.Slot) string {
	tap, _, ok := d.Selected()
	if !ok {
		return c.S.Text.NoBlock
	}
	return c.S.Text.Fill(c.S.Text.Inspector.AllMaps, d.Name(), c.S.Text.KindNames[tap.Kind.String()])
}

func (c *AllMaps) canvas(d *session.Slot) Canvas {
	tap, _, ok := d.Selected()
	if !ok {
		return Canvas{}
	}
	a := atlas.Of(tap.Shape)
	return painted(d, tap.Name, a.Width(), a.Height())
}

func (c *AllMaps) box(d *session.Slot) string {
	tap, _, _ := d.Selected()
	a := atlas.Of(tap.Shape)
	return format.ViewBox(a.Width(), a.Height())
}

// chosen is the outline of the selected channel.
func (c *AllMaps) chosen(d *session.Slot) rect {
	tap, channel, ok := d.Selected()
	if !ok {
		return rect{}
	}
	x, y := atlas.Of(tap.Shape).Corner(channel)
	return rect{x, y, tap.Shape.W, tap.Shape.H}
}

// pick selects the channel under the pointer. The keyboard's click has no place
// and keeps the channel.
func (c *AllMaps) pick(d *session.Slot, e vugu.DOMEvent) {
	tap, _, ok := d.Selected()
	if !ok || e.PropFloat64("detail") == 0 {
		return
	}
	x := e.PropFloat64("offsetX") / e.PropFloat64("target", "clientWidth")
	y := e.PropFloat64("offsetY") / e.PropFloat64("target", "clientHeight")
	if channel, ok := atlas.Of(tap.Shape).Channel(x, y); ok {
		c.S.MoveChannel(channel-c.S.Select.Channel, 0)
	}
}
