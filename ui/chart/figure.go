package chart

// Figure describes points between two axes of numbers, some of which lines join.
type Figure struct {
	Source       string // whose numbers it shows, over it in a file
	XName, YName string // what the axes count
	X, Y         Axis
	Traces       []Trace
	Says         string // what it shows, below it in a file
}

// Trace is points of one kind, from left to right.
type Trace struct {
	Name   string
	Ink    Ink
	Hollow bool // rings and a dashed line
	Apart  bool // nothing joins its points
	Points []Spot
}

// Spot is a point of a figure.
type Spot struct {
	X, Y  float64
	Text  string
	Below bool // the text stands below the point, not above
	Left  bool // the text stands at the left of the point
}

// Plot is the inside of the figure's svg element on the page, of any size.
func (f Figure) Plot() string { return written(pen{shares: true}, f.shapes()) }

// shapes are the figure, in shares of its size.
func (f Figure) shapes() []Shape {
	var out, dots, texts []Shape
	for _, t := range f.Y.Ticks {
		y := f.Y.y(t.Value)
		out = append(out, Shape{Role: Grid, Y: y, Width: 1}, Shape{Role: TickText, Y: y, DX: -6, DY: 3.5, Text: t.Text})
	}
	for _, t := range f.X.Ticks {
		out = append(out, Shape{Role: TickBelow, X: f.x(t.Value), Y: 1, DY: 16, Text: t.Text})
	}
	for _, t := range f.Traces {
		line, dot := Shape{Role: Line, Ink: t.Ink}, t.mark()
		for i, p := range t.Points {
			dot.X, dot.Y = f.x(p.X), f.Y.y(p.Y)
			if i > 0 && !t.Apart {
				from := dots[len(dots)-1]
				line.X, line.Y, line.Width, line.Height = from.X, from.Y, dot.X-from.X, dot.Y-from.Y
				if t.Hollow {
					line.Role = DashedLine
				}
				out = append(out, line)
			}
			if dots = append(dots, dot); p.Text != "" {
				texts = append(texts, p.label(Shape{Role: Value, Ink: t.Ink, X: dot.X, Y: dot.Y, Text: p.Text}))
			}
		}
	}
	return append(append(out, dots...), texts...)
}

// x is where a value lies, in shares of the width from the left.
func (f Figure) x(v float64) float64 { return 1 - f.X.y(v) }

// mark is what stands at the points of a trace.
func (t Trace) mark() Shape {
	if t.Hollow {
		return Shape{Role: Ring, Ink: t.Ink, R: 4}
	}
	return Shape{Role: Dot, Ink: t.Ink, R: 4}
}

// label puts the text of a point beside it.
func (p Spot) label(s Shape) Shape {
	switch {
	case p.Left:
		s.Role, s.DX, s.DY = ValueLeft, -10, 4
	case p.Below:
		s.DY = 17
	default:
		s.DY = -8
	}
	return s
}

// Sizes of a figure in a file, in pixels.
const (
	figureLane = 48 // at the left, for the ticks
	figureRoom = 40 // at the right, for texts that pass the last tick
	figurePlot = 300
	keyLine    = 18
)

// Draw implements [Piece]: the figure, the names of its axes and of what it is of,
// and what it shows.
func (f Figure) Draw(width float64) ([]Shape, float64) {
	const top = 50
	plot := width - figureLane - figureRoom
	out := append([]Shape{{Role: Small, Y: 10, Text: f.Source}, {Role: Small, Y: 32, Text: f.YName}}, placed(f.shapes(), figureLane, top, plot, figurePlot)...)
	y := float64(top + figurePlot + 36)
	out = append(out, Shape{Role: ColumnText, X: figureLane + plot/2, Y: y, Text: f.XName})
	y += 26
	x := float64(figureLane)
	for _, t := range f.Traces {
		wide := 14 + extent(t.Name, 12.5)
		if x > figureLane && x+wide > width {
			x, y = figureLane, y+keyLine
		}
		mark := t.mark()
		mark.X, mark.Y = x+4, y-4
		out = append(out, mark, Shape{Role: Plain, X: x + 14, Y: y, Text: t.Name})
		x += wide + 20
	}
	y += keyLine
	for _, line := range wrapped(f.Says, width-figureLane, 12.5) {
		out = append(out, Shape{Role: Plain, X: figureLane, Y: y + 6, Text: line})
		y += keyLine
	}
	return out, y
}
