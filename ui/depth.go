package ui

import (
	"fmt"
	"strings"

	"github.com/vugu/vugu"

	"regnetlens/infer/arch"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// stage is a heading over the columns of one stage.
type stage struct {
	Number, Blocks int
	Text           string
}

// stages are the headings; where the networks' maps differ in size, both sizes
// are named.
func (c *Depth) stages() []stage {
	var out []stage
	for _, column := range c.S.Columns() {
		if len(out) < column.Stage {
			out = append(out, stage{Number: column.Stage, Text: c.stageText(column)})
		}
		out[column.Stage-1].Blocks++
	}
	return out
}

// heads are the headings of the grid: its stages, or the blocks of the figure.
func (c *Depth) heads() []stage {
	if !c.figure() {
		return c.stages()
	}
	var out []stage
	for _, b := range c.columns() {
		out = append(out, stage{b.Stage, 1, c.S.Text.Fill(c.S.Text.LensOf, b.Stage, b.Block)})
	}
	return out
}

// columns are the columns of the grid: all blocks, or the figure's.
func (c *Depth) columns() []session.Column {
	if c.figure() {
		return c.S.FigureBlocks()
	}
	return c.S.Columns()
}

func (c *Depth) figure() bool { return c.S.View.Mode == session.ModeFigure }

func (c *Depth) stageText(column session.Column) string {
	t := c.S.Text
	text := t.Fill(t.Stage, column.Stage)
	var sizes []string
	for _, d := range c.S.Sides {
		if tap, ok := d.TapAt(column, "o"); ok {
			sizes = append(sizes, sizeText(tap.Shape))
		}
	}
	if len(sizes) == 2 && sizes[0] == sizes[1] {
		sizes = sizes[:1]
	}
	return text + " · " + strings.Join(sizes, " | ")
}

// sizeText is "16 × 32²" for 16 square maps.
func sizeText(s arch.Shape) string {
	if s.H == s.W {
		return fmt.Sprintf("%d × %d²", s.C, s.H)
	}
	return fmt.Sprintf("%d × %d × %d", s.C, s.H, s.W)
}

func cellID(lane int, b session.Column) string {
	return fmt.Sprintf("cell-%d-%d-%d", lane, b.Stage, b.Block)
}

// letter is the paper's for a kind of map.
func (c *Depth) letter(kind string) string { return strings.ToUpper(kind) }

func (c *Depth) kind(kind string) string {
	return map[string]string{"i": c.S.Text.KindI, "h": c.S.Text.KindH, "o": c.S.Text.KindO}[kind]
}

// lane names a row.
func (c *Depth) lane(l session.Lane) string {
	name := l.Side.Name()
	if c.less() {
		name = c.S.Text.Views.Diff
	}
	return name + " · " + c.letter(l.Kind)
}

func (c *Depth) less() bool { return c.S.View.Mode == session.ModeDiff }

// rule says what is to be known of the tiles.
func (c *Depth) rule() string {
	switch {
	case c.less():
		return c.S.Text.Views.DiffRule
	case c.figure():
		return c.S.Text.Views.FigureRule + " " + c.S.Text.Views.VariedRule
	case c.S.OneChannel():
		return c.S.Text.Views.VariedRule
	}
	return ""
}

// laneClass colours a row as its network, and sets the networks apart.
func (c *Depth) laneClass(i int, l session.Lane) string {
	if c.less() {
		return "less"
	}
	return on("lane"+l.Side.Name(), i > 0 && c.S.Lanes()[i-1].Side != l.Side, "first")
}

// cellClass joins the states of a stage: each comes from the one before.
func (c *Depth) cellClass(l session.Lane, b session.Column) string {
	if c.figure() {
		return "tile"
	}
	class := on("tile", b.Block == 1 && b.Stage > 1, "begins")
	_, here := l.Side.TapAt(b, "h")
	_, before := l.Side.TapAt(session.Column{Stage: b.Stage, Block: b.Block - 1}, "h")
	return on(class, l.Kind == "h" && here && before, "from")
}

func (c *Depth) has(l session.Lane, b session.Column) bool {
	_, ok := l.Side.TapAt(b, l.Kind)
	return ok && (!c.less() || c.S.Differs(b))
}

// tabIndex lets the keyboard reach one cell of the grid; the arrow keys lead
// to the others.
func (c *Depth) tabIndex(lane int, b session.Column) string {
	if c.reached.ok && lane == c.reached.lane && b == c.reached.b {
		return "0"
	}
	return "-1"
}

// reached is the cell of [Depth.stop], found once for each time that the grid
// is built.
type reached struct {
	lane int
	b    session.Column
	ok   bool
}

// Compute implements Vugu's callback before a build.
func (c *Depth) Compute() { c.reached.lane, c.reached.b, c.reached.ok = c.stop() }

// stop is the cell that the keyboard reaches first: the selected one, or else
// the first that has a map; false where none has.
func (c *Depth) stop() (lane int, b session.Column, ok bool) {
	s := c.S.Select
	lanes := c.S.Lanes()
	b = session.Column{Stage: s.Stage, Block: s.Block}
	if s.Lane < len(lanes) && c.has(lanes[s.Lane], b) {
		return s.Lane, b, true
	}
	for i, l := range lanes {
		for _, b := range c.S.Columns() {
			if c.has(l, b) {
				return i, b, true
			}
		}
	}
	return 0, b, false
}

// scrollIndex lets the keyboard reach the grid itself where it has no cell to
// reach, so that it can be scrolled.
func (c *Depth) scrollIndex() string {
	if c.reached.ok {
		return "-1"
	}
	return "0"
}

func (c *Depth) isSelected(l session.Lane, b session.Column) bool {
	selected, _ := c.S.SelectedLane(l, b)
	return selected
}

func (c *Depth) hasChosen(l session.Lane, b session.Column) bool {
	_, channel := c.S.SelectedLane(l, b)
	return channel && !c.S.OneChannel()
}

func (c *Depth) selected(l session.Lane, b session.Column) string {
	return fmt.Sprint(c.isSelected(l, b))
}

func (c *Depth) label(l session.Lane, b session.Column) string {
	t := c.S.Text
	tap, ok := l.Side.TapAt(b, l.Kind)
	switch {
	case c.less() && !c.has(l, b):
		return t.Views.NoDiff
	case c.less():
		return t.Fill(t.Views.DiffCell, c.letter(l.Kind), b.Stage, b.Block)
	case !ok:
		return t.CellEmpty
	}
	return t.Fill(t.CellLabel, l.Side.Name(), c.letter(l.Kind), b.Stage, b.Block, sizeText(tap.Shape))
}

// canvas is the atlas of a cell.
func (c *Depth) canvas(l session.Lane, b session.Column) Canvas {
	tap, ok := l.Side.TapAt(b, l.Kind)
	if !ok || !c.has(l, b) {
		return Canvas{}
	}
	painted := l.Side.Painted
	a, subject := atlas.Of(tap.Shape), tap.Name
	switch {
	case c.less():
		subject, painted = protocol.Less(subject), c.S.Differing()
	case c.S.OneChannel():
		subject = protocol.One(subject)
	}
	return Canvas{
		Subject: subject, Side: l.Side.Index, Generation: l.Side.Generation,
		Painted: painted == l.Side.Generation, Keep: l.Side.Result != nil,
		Width: a.Width(), Height: a.Height(),
	}
}

// box is the atlas of a cell as the view box of what is drawn over it.
func (c *Depth) box(l session.Lane, b session.Column) string {
	tap, _ := l.Side.TapAt(b, l.Kind)
	a := atlas.Of(tap.Shape)
	return fmt.Sprintf("0 0 %d %d", a.Width(), a.Height())
}

// rect is the outline of a channel in its atlas.
type rect struct{ X, Y, W, H int }

// chosen is the outline of the selected channel.
func (c *Depth) chosen(l session.Lane, b session.Column) rect {
	tap, _ := l.Side.TapAt(b, l.Kind)
	x, y := atlas.Of(tap.Shape).Corner(min(c.S.Select.Channel, tap.Shape.C-1))
	return rect{x, y, tap.Shape.W, tap.Shape.H}
}

// pick selects a cell and the channel under the pointer. The keyboard's click
// has no place and keeps the channel.
func (c *Depth) pick(e vugu.DOMEvent, lane int, b session.Column) {
	x, y := -1.0, -1.0
	if e.PropFloat64("detail") > 0 { // the number of clicks: 0 for a key
		x = e.PropFloat64("offsetX") / e.PropFloat64("target", "clientWidth")
		y = e.PropFloat64("offsetY") / e.PropFloat64("target", "clientHeight")
	}
	c.S.Pick(lane, b, x, y)
}
