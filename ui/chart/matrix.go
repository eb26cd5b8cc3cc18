package chart

import (
	"fmt"
	"math"
	"strings"

	"regnetlens/infer/arch"
)

// Levels are the colours of a matrix, from the least to the most: ten of
// viridis. The page's style sheet has them as .v0 to .v9.
var Levels = [...]string{"#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"}

// Matrix is a table of values from 0 to 1, of each block of one network and each
// of another or the same.
type Matrix struct {
	Title         string
	RowInk        Ink
	ColumnInk     Ink
	Rows, Columns []arch.Place
	Values        []float64 // row after row; NaN where there is none; none at all before they are known
}

// Cells are the squares of each level that lie on a box: paths, in its pixels.
func (m Matrix) Cells(x, y, width, height float64) []Shape {
	var squares [len(Levels)]strings.Builder
	w, h := width/float64(len(m.Columns)), height/float64(len(m.Rows))
	for k, v := range m.Values {
		if math.IsNaN(v) {
			continue
		}
		i, j := k/len(m.Columns), k%len(m.Columns)
		level := min(max(int(v*float64(len(Levels))), 0), len(Levels)-1)
		fmt.Fprintf(&squares[level], "M%g %gh%gv%gh%gz", x+float64(j)*w, y+float64(i)*h, w, h, -w)
	}
	var out []Shape
	for level := range squares {
		if d := squares[level].String(); d != "" {
			out = append(out, Shape{Role: Cell, Text: d, Class: fmt.Sprintf("v%d", level), Fill: Levels[level]})
		}
	}
	return out
}

// Stages is a path of the lines between the stages, on a box.
func (m Matrix) Stages(x, y, width, height float64) string {
	var d strings.Builder
	for i, p := range m.Rows {
		if p.Block == 1 && i > 0 {
			fmt.Fprintf(&d, "M%g %gh%g", x, y+height*float64(i)/float64(len(m.Rows)), width)
		}
	}
	for j, p := range m.Columns {
		if p.Block == 1 && j > 0 {
			fmt.Fprintf(&d, "M%g %gv%g", x+width*float64(j)/float64(len(m.Columns)), y, height)
		}
	}
	return d.String()
}

// Sizes of a matrix with the names of its blocks, in pixels, as drawn beside two
// others. What names the rows is NamesWide, what names the columns NamesHigh.
const (
	CellsSize = 270
	NamesWide = 26
	NamesHigh = 16
	nameSize  = 10
)

// RowNames are the names of the rows at the left of the cells, in a box of
// NamesWide and CellsSize. Where there are too many, those that begin a stage
// come first.
func (m Matrix) RowNames() []Shape {
	return names(m.Rows, func(int) float64 { return nameSize + 2 }, func(at float64) Shape {
		return Shape{Role: RowName, Ink: m.RowInk, X: NamesWide - 4, Y: at, DY: 3.5}
	})
}

// ColumnNames are the names of the columns under the cells, in a box of CellsSize
// and NamesHigh.
func (m Matrix) ColumnNames() []Shape {
	return names(m.Columns, func(i int) float64 { return extent(m.Columns[i].String(), nameSize) + 4 }, func(at float64) Shape {
		return Shape{Role: ColumnName, Ink: m.ColumnInk, X: at, Y: 11}
	})
}

// names are the names of blocks along an axis, each as long as is said.
func names(blocks []arch.Place, long func(i int) float64, shape func(at float64) Shape) []Shape {
	var out []Shape
	var taken []box
	step := CellsSize / float64(len(blocks))
	for _, first := range []bool{true, false} {
		for i, p := range blocks {
			at := (float64(i) + 0.5) * step
			b := box{at - long(i)/2, at + long(i)/2, 0, 1}
			if first != (p.Block == 1) || meetsAny(b, taken) {
				continue
			}
			taken = append(taken, b)
			s := shape(at)
			if s.Text = p.String(); !first {
				s.Class = "within"
			}
			out = append(out, s)
		}
	}
	return out
}

// Matrices are the pieces of a file that stand beside each other, over their
// common scale and what is to be said of them.
type Matrices struct {
	All    []Matrix
	Scale  string // what the colours stand for
	Says   string
	Marked [2]int // the row and the column of a pair in Of, where Of is not negative
	Of     int
}

// Draw implements [Piece].
func (m Matrices) Draw(width float64) ([]Shape, float64) {
	const top, gap = 20, 16
	var out []Shape
	step := (width - NamesWide - CellsSize) / float64(max(1, len(m.All)-1))
	for k, one := range m.All {
		left := step * float64(k)
		add := func(dx, dy float64, shapes ...Shape) {
			for _, s := range shapes {
				s.X, s.Y = s.X+left+dx, s.Y+dy
				out = append(out, s)
			}
		}
		add(NamesWide, 10, Shape{Role: Plain, Words: []Word{{one.Title, Both, true}}})
		add(0, top, one.RowNames()...)
		add(NamesWide, top+CellsSize, one.ColumnNames()...)
		x := left + NamesWide
		out = append(out, Shape{Role: Ground, X: x, Y: top, Width: CellsSize, Height: CellsSize})
		out = append(out, one.Cells(x, top, CellsSize, CellsSize)...)
		out = append(out, Shape{Role: Stages, Text: one.Stages(x, top, CellsSize, CellsSize)})
		if k == m.Of {
			w, h := CellsSize/float64(len(one.Columns)), CellsSize/float64(len(one.Rows))
			out = append(out, Shape{Role: Pair, X: x + float64(m.Marked[1])*w, Y: top + float64(m.Marked[0])*h, Width: w, Height: h})
		}
	}
	y := float64(top + CellsSize + NamesHigh + gap)
	for i, colour := range Levels {
		out = append(out, Shape{Role: Cell, Text: fmt.Sprintf("M%d %gh27v8h-27z", NamesWide+27*i, y), Fill: colour})
	}
	out = append(out, Shape{Role: Small, X: NamesWide, Y: y + 20, Text: "0"}, Shape{Role: TickText, X: NamesWide + CellsSize, Y: y + 20, Text: "1"},
		Shape{Role: Small, X: NamesWide + CellsSize + 12, Y: y + 8, Text: m.Scale})
	y += 40
	for _, line := range wrapped(m.Says, width-NamesWide, 12.5) {
		out = append(out, Shape{Role: Plain, X: NamesWide, Y: y, Text: line})
		y += 17
	}
	return out, y - 8
}
