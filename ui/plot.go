package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/results"
)

// plotTick is a value named at an axis.
type plotTick struct {
	At   float64 // from 0 at its low end to 1 at its high one
	Text string
}

// plotLine is points of one colour, from left to right.
type plotLine struct {
	Net    string // whose colour it has: "A" or "B"
	Dashed bool
	Hollow bool // its points are rings
	Apart  bool // nothing joins its points
	Points []plotPoint
}

// plotPoint is a point, from 0 to 1 along both axes.
type plotPoint struct {
	X, Y  float64
	Text  string
	Below bool // the text stands below the point, not above
	Left  bool // the text stands at the left of the point
}

func (l plotLine) class() string {
	return on(on("line-of "+l.Net, l.Dashed, "dashed"), l.Hollow, "hollow")
}

// segments join each point and the next.
func (l plotLine) segments() [][2]plotPoint {
	var out [][2]plotPoint
	for i := 1; i < len(l.Points) && !l.Apart; i++ {
		out = append(out, [2]plotPoint{l.Points[i-1], l.Points[i]})
	}
	return out
}

// plotMark is the text of a point, over all lines.
type plotMark struct{ Class, Anchor, X, Y, DX, DY, Text string }

func (c *Plot) marks() []plotMark {
	var out []plotMark
	for _, l := range c.Lines {
		for _, p := range l.Points {
			if p.Text != "" {
				out = append(out, plotMark{"text-of " + l.Net, p.anchor(), along(p.X), up(p.Y), p.right(), p.down(), p.Text})
			}
		}
	}
	return out
}

// down is how far below the point the foot of its text stands, in pixels.
func (p plotPoint) down() string {
	switch {
	case p.Left:
		return "4"
	case p.Below:
		return "17"
	}
	return "-8"
}

// right is how far at the right of the point its text stands, in pixels.
func (p plotPoint) right() string {
	if p.Left {
		return "-10"
	}
	return "0"
}

func (p plotPoint) anchor() string {
	if p.Left {
		return "end"
	}
	return "middle"
}

// along is a place from the left, up one from below.
func along(x float64) string { return format.Fixed(100*x, 2) + "%" }
func up(y float64) string    { return format.Fixed(100*(1-y), 2) + "%" }

// ticks are an axis's.
func ticks(a results.Axis) []plotTick {
	var out []plotTick
	for _, v := range a.Ticks() {
		out = append(out, plotTick{a.At(v), format.Decimals(v, a.Decimals())})
	}
	return out
}
