package ui

import (
	"regnetlens/infer/arch"
	"strings"

	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
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
		return c.ofStage
	}
	var out []stage
	for _, b := range c.columns() {
		out = append(out, stage{b.Stage, 1, c.S.Text.Fill(c.S.Text.LensOf, b.Stage, b.Block)})
	}
	return out
}

// columns are the columns of the grid: all blocks, or the figure's.
func (c *Depth) columns() []arch.Place {
	if c.figure() {
		return c.S.FigureBlocks()
	}
	return c.S.Columns()
}

// charts share the grid's columns.
func (c *Depth) charts() *part.Part {
	return c.Parts.Of("charts", c.S.Version(session.Selected), &Charts{S: c.S, Parts: c.Parts})
}

func (c *Depth) figure() bool { return c.S.View.Mode == session.ModeFigure }

func (c *Depth) stageText(column arch.Place) string {
	t := c.S.Text
	text := t.Fill(t.Stage, column.Stage)
	var sizes []string
	for _, d := range c.S.Slots {
		if tap, ok := d.TapAt(column, arch.KindO); ok {
			sizes = append(sizes, format.Size(tap.Shape))
		}
	}
	if len(sizes) == 2 && sizes[0] == sizes[1] {
		sizes = sizes[:1]
	}
	return text + " · " + strings.Join(sizes, " | ")
}

func (c *Depth) kind(kind arch.Kind) string {
	return map[arch.Kind]string{arch.KindI: c.S.Text.KindI, arch.KindH: c.S.Text.KindH, arch.KindO: c.S.Text.KindO}[kind]
}

// lane names a row.
func (c *Depth) lane(l session.Row) string {
	name := l.Slot.Name()
	if c.less() {
		name = c.S.Text.Views.Diff
	}
	return name + " · " + format.Letter(l.Kind)
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
func (c *Depth) laneClass(i int, l session.Row) string {
	if c.less() {
		return "less"
	}
	return on("lane"+l.Slot.Name(), i > 0 && c.S.Rows()[i-1].Slot != l.Slot, "first")
}

// cellClass joins the states of a stage: each comes from the one before.
func (c *Depth) cellClass(l session.Row, b arch.Place) string {
	if c.figure() {
		return "tile"
	}
	class := on("tile", b.Block == 1 && b.Stage > 1, "begins")
	_, here := l.Slot.TapAt(b, arch.KindH)
	_, before := l.Slot.TapAt(arch.Place{Stage: b.Stage, Block: b.Block - 1}, arch.KindH)
	return on(class, l.Kind == arch.KindH && here && before, "from")
}

func (c *Depth) has(l session.Row, b arch.Place) bool {
	_, ok := l.Slot.TapAt(b, l.Kind)
	return ok && (!c.less() || c.S.Differs(b))
}

// reached is the cell of [Depth.stop], found once for each time that the grid
// is built.
type reached struct {
	lane int
	b    arch.Place
	ok   bool
}

// Compute implements Vugu's callback before a build.
func (c *Depth) Compute() {
	c.reached.lane, c.reached.b, c.reached.ok = c.stop()
	c.ofStage = c.stages()
}

// stop is the cell that the keyboard reaches first: the selected one, or else
// the first that has a map; false where none has.
func (c *Depth) stop() (lane int, b arch.Place, ok bool) {
	s := c.S.Select
	lanes := c.S.Rows()
	b = s.Place
	if s.Row < len(lanes) && c.has(lanes[s.Row], b) {
		return s.Row, b, true
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
func (c *Depth) scrollIndex() string { return format.TabIndex(!c.reached.ok) }
