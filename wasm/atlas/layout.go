// Package atlas lays the channels of an activation out side by side and paints
// them: one picture for a whole map. The worker paints; the page uses the same
// layout to tell which channel was clicked.
package atlas

import "regnetlens/infer/arch"

// Gap is the width of the blank between two channels, in pixels.
const Gap = 1

// Layout is where the channels of one map stand: row by row in a grid, a blank
// pixel between neighbours.
type Layout struct {
	Shape         arch.Shape
	Columns, Rows int
}

// Of lays out a map of the given shape for a tile: in a grid as near to a square
// as whole channels allow. The picture is a square even if its last row is empty,
// so that all tiles of the page have one size.
func Of(s arch.Shape) Layout {
	columns := 1
	for columns*columns < s.C {
		columns++
	}
	return Layout{Shape: s, Columns: columns, Rows: columns}
}

// SheetOf lays out a map of the given shape to be looked at whole: 8 × 2, 8 × 4,
// 8 × 8, 16 × 16, 16 × 32 and so on, without holes where the number of channels
// is a power of two. More than 16 beside each other would be specks in the
// inspector, so more than 256 are a sheet to scroll.
func SheetOf(s arch.Shape) Layout {
	columns := 8
	if s.C > columns*columns {
		columns = 16
	}
	columns = max(1, min(columns, s.C))
	return Layout{Shape: s, Columns: columns, Rows: (s.C + columns - 1) / columns}
}

// Width of the picture in pixels.
func (l Layout) Width() int { return l.Columns*(l.Shape.W+Gap) - Gap }

// Height of the picture in pixels.
func (l Layout) Height() int { return l.Rows*(l.Shape.H+Gap) - Gap }

// Corner is the pixel where channel c begins.
func (l Layout) Corner(c int) (x, y int) {
	return c % l.Columns * (l.Shape.W + Gap), c / l.Columns * (l.Shape.H + Gap)
}

// Channel tells which channel is at a place of the picture, given as
// fractions of its width and height. A blank counts to the channel before it;
// false where there is none.
func (l Layout) Channel(x, y float64) (int, bool) {
	if !(x >= 0 && x < 1 && y >= 0 && y < 1) {
		return 0, false
	}
	column := min(int(x*float64(l.Columns)), l.Columns-1)
	row := min(int(y*float64(l.Rows)), l.Rows-1)
	c := row*l.Columns + column
	return c, c < l.Shape.C
}
