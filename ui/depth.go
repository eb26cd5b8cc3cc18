package ui

import (
	"fmt"
	"strconv"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// heading is a heading over the columns of one stage.
type heading struct {
	Number, Columns int
	Name, Size      string
	Title           string // its whole name, where Name is but its number
}

// heads are the headings of the grid: its stages, or the blocks of the figure.
// Where the networks' maps differ in size, both sizes are named.
func (c *Depth) heads() []heading {
	t := c.S.Text
	var out []heading
	for _, column := range c.columns() {
		if n := len(out); n == 0 || out[n-1].Number != column.Place.Stage {
			out = append(out, heading{Number: column.Place.Stage, Name: t.Fill(t.Stage, column.Place.Stage), Size: "· " + c.size(column)})
		}
		out[len(out)-1].Columns++
	}
	for i := range out {
		if h := &out[i]; h.Columns == 1 && len(out) < len(c.columns()) && !c.figure() { // among wider ones
			h.Title, h.Name, h.Size = h.Name+" "+h.Size, strconv.Itoa(h.Number), ""
		}
	}
	return out
}

// columns are the columns of the grid: those of the axis, or the figure's.
func (c *Depth) columns() []session.AxisColumn {
	if c.across != nil {
		return c.across
	}
	if !c.figure() {
		return c.S.Axis()
	}
	var out []session.AxisColumn
	for _, p := range c.S.FigureBlocks() {
		out = append(out, session.AxisColumn{Place: p, Blocks: 1})
	}
	return out
}

// blankRows is how many rows keep the place of those that the difference has
// not, so that nothing below moves.
func (c *Depth) blankRows() int {
	if !c.less() {
		return 0
	}
	return max(0, c.S.AllRows()-len(c.S.Rows()))
}

// columnName is what stands over a column; a folded one is named with its first
// and last block.
func (c *Depth) columnName(b session.AxisColumn) string {
	if b.Folded() {
		return fmt.Sprintf("%s–%d", b.First(), b.Place.Block)
	}
	return b.Place.String()
}

// columnClass marks where a stage begins, and the selected block.
func (c *Depth) columnClass(class string, b session.AxisColumn) string {
	class = on(class, b.Place.Stage > 1 && b.First().Block == 1 && !c.figure(), "begins")
	column, marked := columnOf(b), c.S.Compared.Marked
	class = on(class, column.Holds(marked[0]) || column.Holds(marked[1]), "paired")
	return on(on(class, b.Folded(), "folded"), b.Place == c.S.Select.Place, "sel")
}

// arrival is what the finding and the answers show of how far the workers are.
type arrival struct {
	version int
	phase   [2]session.Phase
	late    [2]bool
	busy    [2]bool
	bytes   [2]int64 // while the weights come
}

// arriving is the key of the finding and of the answers: what workers say after
// their answer concerns neither.
func arriving(s *session.Session) arrival {
	a := arrival{version: s.Version()}
	for i, d := range s.Slots {
		a.phase[i], a.late[i], a.busy[i] = d.Phase, d.Late(), d.Busy()
		if d.Phase == session.Loading {
			a.bytes[i] = d.Bytes
		}
	}
	return a
}

// charts share the columns of the axis; the figure has others.
func (c *Depth) charts() *part.Part {
	columns := c.axis()
	return c.Parts.Of("charts", atBlock{c.S.Version(session.Viewed, session.Ablated, session.PairMarked), c.S.Select.Place}, &Charts{S: c.S, Parts: c.Parts, Described: c.Described, Columns: columns, Away: c.figure()})
}

// axis are the columns of the charts: those of the tiles, of one width.
func (c *Depth) axis() []chart.Column {
	var out []chart.Column
	for _, b := range c.S.Axis() {
		out = append(out, columnOf(b))
	}
	return out
}

// columnOf is a column of the axis as one of the charts.
func columnOf(b session.AxisColumn) chart.Column {
	c := chart.Column{Place: b.Place}
	if b.Folded() {
		c.Place, c.Folded = b.First(), b.Blocks
	}
	return c
}

func (c *Depth) figure() bool { return c.S.View.Mode == session.ModeFigure }

func (c *Depth) size(column session.AxisColumn) string {
	var sizes []string
	for _, d := range c.S.Slots {
		if tap, ok := d.TapAt(column.In(d), arch.KindO); ok {
			sizes = append(sizes, format.Size(tap.Shape))
		}
	}
	if len(sizes) == 2 && sizes[0] == sizes[1] {
		sizes = sizes[:1]
	}
	return strings.Join(sizes, " | ")
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
		return c.S.Text.Views.FigureRule + " " + c.S.Text.Views.TellingRule
	case c.S.Tile() != session.TileAll && !c.S.View.Follow:
		return c.S.Text.Views.TellingRule
	}
	return ""
}

// laneClass colours a row as its network, and sets the networks apart.
func (c *Depth) laneClass(i int, l session.Row) string {
	if c.less() {
		return "less"
	}
	class := on("lane"+l.Slot.Name()+" row-"+l.Kind.String(), !l.Slot.Regulated(), "plain")
	return on(class, i > 0 && c.S.Rows()[i-1].Slot != l.Slot, "first")
}

// cellClass joins the states of a stage: each comes from the one before.
func (c *Depth) cellClass(l session.Row, b session.AxisColumn) string {
	class := c.columnClass("tile", b)
	if c.figure() {
		return class
	}
	_, here := l.Slot.TapAt(b.Place, arch.KindH)
	_, before := l.Slot.TapAt(arch.Place{Stage: b.Place.Stage, Block: b.Place.Block - 1}, arch.KindH)
	return on(class, l.Kind == arch.KindH && here && before && !b.Folded(), "from")
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
	c.across = c.columns()
	c.reached.lane, c.reached.b, c.reached.ok = c.stop()
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
		for _, column := range c.columns() {
			if b := column.In(l.Slot); c.has(l, b) {
				return i, b, true
			}
		}
	}
	return 0, b, false
}

// scrollIndex lets the keyboard reach the grid itself where it has no cell to
// reach, so that it can be scrolled.
func (c *Depth) scrollIndex() string { return format.TabIndex(!c.reached.ok) }
