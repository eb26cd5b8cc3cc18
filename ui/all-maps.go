package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
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

func (c *AllMaps) order(o protocol.Order) string {
	t := &c.S.Text.Inspector
	return map[protocol.Order]string{protocol.ByNumber: t.SortNumber, protocol.ByStrength: t.SortStrength, protocol.ByEffect: t.SortEffect}[o]
}

// layout is where the maps of a slot stand, also before they have come.
func (c *AllMaps) layout(d *session.Slot) atlas.Layout {
	if l, ok := d.SheetLayout(); ok {
		return l
	}
	tap, _, _ := d.Selected()
	return atlas.SheetOf(tap.Shape)
}

func (c *AllMaps) canvas(d *session.Slot) Canvas {
	if !c.has(d) {
		return Canvas{}
	}
	l := c.layout(d)
	return painted(d, protocol.SubjectSheet, l.Width(), l.Height())
}

func (c *AllMaps) box(d *session.Slot) string {
	l := c.layout(d)
	return format.ViewBox(l.Width(), l.Height())
}

// chosen is the outline of the selected channel; none before the sheet is there.
func (c *AllMaps) chosen(d *session.Slot) rect {
	_, channel, _ := d.Selected()
	if d.Sheet == nil {
		return rect{}
	}
	for i, at := range d.Sheet.Channels {
		if at == channel {
			l := c.layout(d)
			x, y := l.Corner(i)
			return rect{x, y, l.Shape.W, l.Shape.H}
		}
	}
	return rect{}
}

// high is where a sheet's colours end.
func (c *AllMaps) high(d *session.Slot) string {
	high, _, ok := d.SheetEnd()
	if !ok {
		return c.S.Text.NoAnswer
	}
	return format.Number(high)
}

// low is where they begin.
func (c *AllMaps) low(d *session.Slot) string {
	if d.Sheet != nil && d.Sheet.Signed {
		return "−" + c.high(d)
	}
	return "0"
}

func (c *AllMaps) ramp(d *session.Slot) Canvas {
	return Canvas{Subject: Ramp, Slot: d.Index, Label: string(c.S.View.Colormap), Signed: d.Sheet != nil && d.Sheet.Signed}
}

// pick selects the map under the pointer. The keyboard's click has no place and
// keeps the channel.
func (c *AllMaps) pick(d *session.Slot, e vugu.DOMEvent) {
	if e.PropFloat64("detail") > 0 {
		d.PickFromSheet(e.PropFloat64("offsetX")/e.PropFloat64("target", "clientWidth"), e.PropFloat64("offsetY")/e.PropFloat64("target", "clientHeight"))
	}
}
