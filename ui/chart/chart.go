// Package chart draws charts over the blocks of two networks. A chart is
// described once; the description becomes shapes, and shapes become the inside
// of an SVG on the page or an SVG file of its own, which looks alike without
// the page's style sheet and is what a PNG file is painted from.
package chart

import (
	"math"
	"strings"

	"regnetlens/infer/arch"
)

// Ink is whose something is, and so its colour.
type Ink uint8

// The inks.
const (
	Both Ink = iota // of no network alone: the colour of text
	A
	B
)

// Word is a piece of a sentence.
type Word struct {
	Text   string
	Ink    Ink
	Strong bool
}

// Words puts words where a phrase has %s.
func Words(phrase string, values ...Word) []Word {
	var out []Word
	for i, piece := range strings.Split(phrase, "%s") {
		if i > 0 && i <= len(values) {
			out = append(out, values[i-1])
		}
		if piece != "" {
			out = append(out, Word{Text: piece})
		}
	}
	return out
}

// Column is one of the columns that the charts share with what stands over
// them: a block, or several of one stage that are folded.
type Column struct {
	Place  arch.Place // the block, or the first of those folded
	Folded int        // how many blocks are folded into the column; 0 where it is one block
	Width  float64    // beside the others', whatever the unit; 0 stands for 1
}

// Blocks lists the blocks of the column.
func (c Column) Blocks() []arch.Place {
	out := []arch.Place{c.Place}
	for len(out) < c.Folded {
		out = append(out, arch.Place{Stage: c.Place.Stage, Block: c.Place.Block + len(out)})
	}
	return out
}

// Name is "2.1", or "2.1–2.6" of a folded column.
func (c Column) Name() string {
	if blocks := c.Blocks(); len(blocks) > 1 {
		return c.Place.String() + "–" + blocks[len(blocks)-1].String()
	}
	return c.Place.String()
}

// Holds reports whether a block is in the column.
func (c Column) Holds(p arch.Place) bool {
	return p.Stage == c.Place.Stage && p.Block >= c.Place.Block && p.Block < c.Place.Block+max(1, c.Folded)
}

// Columns are blocks as columns of one width, none folded.
func Columns(blocks []arch.Place) []Column {
	out := make([]Column, len(blocks))
	for i, p := range blocks {
		out[i].Place = p
	}
	return out
}

// Span is where a column lies, in shares of the plot's width.
type Span struct{ Left, Width float64 }

// Middle is where a column's values stand.
func (s Span) Middle() float64 { return s.Left + s.Width/2 }

// Spans are the places of columns, from the left edge to the right one.
func Spans(columns []Column) []Span {
	out := make([]Span, len(columns))
	sum := 0.0
	for i, c := range columns {
		if c.Width == 0 {
			c.Width = 1
		}
		out[i] = Span{sum, c.Width}
		sum += c.Width
	}
	for i := range out {
		out[i].Left, out[i].Width = out[i].Left/sum, out[i].Width/sum
	}
	return out
}

// Point is a value over a column; NaN stands for none.
type Point struct {
	Value float64
	Text  string // as it is written beside the point
	Flag  string // what else is to be said of it; mostly nothing
	On    bool   // of a ring: it was pressed, and is filled
}

// None is the point of a column without a value.
var None = Point{Value: math.NaN()}

func (p Point) known() bool { return !math.IsNaN(p.Value) }

// Series are the values of one network, or of both together.
type Series struct {
	Ink    Ink
	Points []Point // by column
}

// Axis is what the height of a chart stands for.
type Axis struct {
	Low, High float64
	Ticks     []Tick
}

// Tick is a value named at the axis.
type Tick struct {
	Value float64
	Text  string
}

// y is where a value lies, in shares of the height from above; what is beyond
// the axis lies on its end.
func (a Axis) y(v float64) float64 {
	return min(max((a.High-v)/(a.High-a.Low), 0), 1)
}

// Ceiling is the least number of one digit, or of one and a half, that is not
// below a value: where an axis from 0 may end.
func Ceiling(v float64) float64 {
	if !(v > 0) || math.IsInf(v, 0) {
		return 1
	}
	unit := math.Pow(10, math.Floor(math.Log10(v)))
	for _, n := range []float64{1, 1.5, 2, 2.5, 3, 4, 5, 6, 8} {
		if n*unit >= v {
			return n * unit
		}
	}
	return 10 * unit
}

// Kind is how a chart draws its values.
type Kind uint8

// The kinds.
const (
	Lines Kind = iota // a line with dots
	Bars
	Rings // as lines, pale, with rings: each is to be pressed
)

// Chart describes a chart.
type Chart struct {
	Title, Hint string // what it shows, beside it
	Kind        Kind
	Columns     []Column
	Selected    int // the column whose value is written first where there is no room for all; -1 for none
	Axis        Axis
	Series      []Series  // one or two
	Base        []float64 // dashed lines, of the colour of the series with that number; NaN for none
	Note        string    // why the first columns have no values
	NoteColumns int       // how many
	Sum         []Word    // what it comes to
	SumNote     string    // what that is
}
