package ui

import (
	"fmt"
	"slices"

	"github.com/vugu/vugu"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// tile is all that a cell of the grid depends on.
type tile struct {
	Index    int
	Row      session.Row
	Column   arch.Place
	Selected bool // it stands for what its network shows of the selection
	Chosen   rect // outline of the selected channel in its atlas; none of no size
	Stop     bool // the keyboard reaches it first
	Version  int  // of everything but the selection
}

// rect is the outline of a channel in its atlas.
type rect struct{ X, Y, W, H int }

// cell is the tile of a row and a column.
func (c *Depth) cell(row int, l session.Row, b arch.Place) *part.Part {
	t := tile{Index: row, Row: l, Column: b, Version: c.S.Version(session.Viewed)}
	t.Stop = c.reached.ok && row == c.reached.lane && b == c.reached.b
	selected, channel := c.S.SelectedRow(l, b)
	if t.Selected = selected; channel {
		t.Chosen = c.chosen(l, b)
	}
	type place struct {
		row int
		b   arch.Place
	}
	return c.Parts.Of(place{row, b}, t, &Cell{Grid: c, tile: t})
}

// chosen is the outline of the selected channel among those of a tile, or of the
// last where there are fewer; none of no size.
func (c *Depth) chosen(l session.Row, b arch.Place) rect {
	_, at, _ := l.Slot.Selected()
	a := c.layout(l, b)
	if shown, _, ok := l.Slot.Shows(l.Kind, b.Stage); ok {
		at = slices.Index(shown, at)
	}
	if a.Shape.C < 2 || at < 0 {
		return rect{}
	}
	x, y := a.Corner(min(at, a.Shape.C-1))
	return rect{x, y, a.Shape.W, a.Shape.H}
}

// layout is where the channels of a tile stand.
func (c *Depth) layout(l session.Row, b arch.Place) atlas.Layout {
	tap, _ := l.Slot.TapAt(b, l.Kind)
	switch c.S.Tile() {
	case session.TileOne:
		tap.Shape.C = 1
	case session.TileFour:
		tap.Shape.C = min(tap.Shape.C, 4)
	}
	return atlas.Of(tap.Shape)
}

func cellID(row int, b arch.Place) string {
	return fmt.Sprintf("cell-%d-%d-%d", row, b.Stage, b.Block)
}

func (c *Cell) label() string {
	t, b := c.Grid.S.Text, c.Column
	tap, ok := c.Row.Slot.TapAt(b, c.Row.Kind)
	switch {
	case c.Grid.less() && !c.Grid.has(c.Row, b):
		return t.Views.NoDiff
	case c.Grid.less():
		return t.Fill(t.Views.DiffCell, format.Letter(c.Row.Kind), b.Stage, b.Block)
	case !ok:
		return t.CellEmpty
	}
	return t.Fill(t.CellLabel, c.Row.Slot.Name(), format.Letter(c.Row.Kind), b.Stage, b.Block, format.Size(tap.Shape))
}

// canvas is what the cell shows.
func (c *Cell) canvas() Canvas {
	s, side := c.Grid.S, c.Row.Slot
	tap, ok := side.TapAt(c.Column, c.Row.Kind)
	if !ok || !c.Grid.has(c.Row, c.Column) {
		return Canvas{}
	}
	a, subject := c.Grid.layout(c.Row, c.Column), tap.Name
	switch {
	case c.Grid.less():
		subject = protocol.Difference(subject)
	case s.Tile() != session.TileAll:
		subject = protocol.One(subject)
	}
	return painted(side, subject, a.Width(), a.Height())
}

// box is what the cell shows as the view box of what is drawn over it.
func (c *Cell) box() string {
	a := c.Grid.layout(c.Row, c.Column)
	return format.ViewBox(a.Width(), a.Height())
}

// pick selects the cell and the channel under the pointer. The keyboard's click
// has no place and keeps the channel.
func (c *Cell) pick(e vugu.DOMEvent) {
	x, y := -1.0, -1.0
	if e.PropFloat64("detail") > 0 { // the number of clicks: 0 for a key
		x = e.PropFloat64("offsetX") / e.PropFloat64("target", "clientWidth")
		y = e.PropFloat64("offsetY") / e.PropFloat64("target", "clientHeight")
	}
	c.Grid.S.Pick(c.Index, c.Column, x, y)
}
