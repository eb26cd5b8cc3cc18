package chart

import "math"

// The sizes for which the page's charts are laid out: those of a plot at 1440
// pixels of width, one at 1024, and the least width, on a phone. Values that have
// no room there are marked, and the style sheet leaves them out.
const (
	plotWidth  = 564
	plotHeight = 33
	fewerWidth = 444
	leastWidth = 322
	noteLines  = 2 // of a note at the most
)

// What a chart's row leaves over its plot and below it, for values.
const (
	above = 14
	below = 9
)

// Plot is the inside of the chart's svg element on the page, whose size is that
// of the plot, whatever that is.
func (c Chart) Plot() string {
	return written(pen{shares: true}, c.shapes(plotWidth, plotHeight, leastWidth))
}

// shapes are the plot, in shares of its size. least is the smallest width that
// it may be shown at.
func (c Chart) shapes(width, height, least float64) []Shape {
	var out []Shape
	add := func(s ...Shape) { out = append(out, s...) }
	spans := Spans(c.Columns)
	for _, t := range c.Axis.Ticks {
		y := c.Axis.y(t.Value)
		add(Shape{Role: Grid, Y: y, Width: 1}, Shape{Role: TickText, Y: y, DX: -4, DY: 3.5, Text: t.Text})
	}
	for i := 1; i < len(spans); i++ {
		if c.Columns[i].Place.Stage != c.Columns[i-1].Place.Stage {
			add(Shape{Role: Edge, X: spans[i].Left, Height: 1})
		}
	}
	note := wrapped(c.Note, c.noteRoom(spans)*least-12, 12)
	if len(note) > noteLines {
		note = nil // over folded stages there is no room for a sentence
	}
	for i, line := range note {
		add(Shape{Role: Note, DX: 4, Y: 0.5, DY: float64(15*i) - 2, Text: line})
	}
	for i, v := range c.Base {
		if math.IsNaN(v) {
			continue
		}
		add(Shape{Role: Reference, Ink: c.Series[i].Ink, Y: c.Axis.y(v), Width: 1})
	}
	for k, s := range c.Series {
		if c.Kind == Bars {
			add(c.bars(k, s, spans)...)
		} else {
			add(c.line(k, s, spans)...)
		}
	}
	return append(out, c.labels(spans, width, height, least)...)
}

// noteRoom is how much of the width the note has.
func (c Chart) noteRoom(spans []Span) float64 {
	room := 0.0
	for _, s := range spans[:min(c.NoteColumns, len(spans))] {
		room += s.Width
	}
	return room
}

// pairShift is how far the rings of two networks are from the middle of a column,
// in shares of its width: both are to be pressed, and so must lie apart.
const pairShift = 0.2

// paired reports whether the columns have two rings each.
func (c Chart) paired() bool { return c.Kind == Rings && len(c.Series) == 2 }

// x is where the values of a series stand in a column.
func (c Chart) x(k int, span Span) float64 {
	if !c.paired() {
		return span.Middle()
	}
	return span.Middle() + (2*float64(k)-1)*pairShift*span.Width
}

// line joins the values of neighbouring columns; dots go over the lines.
func (c Chart) line(k int, s Series, spans []Span) []Shape {
	var lines, dots []Shape
	line, dot := Shape{Role: Line, Ink: s.Ink}, Shape{Role: Dot, Ink: s.Ink, R: 3.2}
	if c.Kind == Rings {
		line.Role, dot.Role, dot.R = PaleLine, Ring, 4.5
	}
	for i, p := range s.Points {
		if !p.known() {
			continue
		}
		dot.X, dot.Y = c.x(k, spans[i]), c.Axis.y(p.Value)
		if n := len(dots); n > 0 && s.Points[i-1].known() {
			from := dots[n-1]
			line.X, line.Y, line.Width, line.Height = from.X, from.Y, dot.X-from.X, dot.Y-from.Y
			lines = append(lines, line)
		}
		dots = append(dots, dot)
		if p.On {
			dots[len(dots)-1].Role = Dot
		}
	}
	return append(lines, dots...)
}

// A bar's width, and the gap between two, in shares of a column.
const barWidth, barGap = 0.24, 0.03

func (c Chart) bars(k int, s Series, spans []Span) []Shape {
	var out []Shape
	for i, p := range s.Points {
		if p.known() {
			y, left := c.Axis.y(p.Value), -barGap/2-barWidth
			if k == 1 {
				left = barGap / 2
			}
			out = append(out, Shape{Role: Bar, Ink: s.Ink, X: spans[i].Middle() + left*spans[i].Width, Y: y, Width: barWidth * spans[i].Width, Height: 1 - y})
		}
	}
	return out
}
