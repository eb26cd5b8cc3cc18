package chart

import (
	"fmt"
	"html"
)

// Piece is a part of a file.
type Piece interface {
	// Draw is the piece in pixels, from 0, at a width; and how high it is.
	Draw(width float64) (shapes []Shape, height float64)
}

// Heading is what stands over the pieces of a file.
type Heading struct {
	Subject, Title string
	Networks       [2]string // none where it is of no two networks
}

// Sizes of a file, in pixels.
const (
	fileWidth  = 960
	fileMargin = 20
	fileLane   = 150
	fileWhole  = 210
	filePlot   = 46
	partGap    = 14
)

// File is an SVG file of pieces one below the other, on a light ground. It needs
// no style sheet: every colour and size is an attribute, which all programs read.
func File(h Heading, parts ...Piece) string {
	p := pen{file: true}
	y := float64(fileMargin)
	head := []Shape{
		{Role: Small, X: fileMargin, Y: y + 10, Text: h.Subject},
		{Role: Headline, X: fileMargin, Y: y + 30, Text: h.Title},
	}
	y += 46
	if h.Networks != [2]string{} {
		head = append(head, Shape{Role: Plain, X: fileMargin, Y: y + 4, Words: []Word{
			{"A ", A, true}, {h.Networks[0], Both, false}, {"   B ", B, true}, {h.Networks[1], Both, false},
		}})
		y += 20
	}
	for _, s := range head {
		p.shape(s)
	}
	for _, part := range parts {
		shapes, height := part.Draw(fileWidth - 2*fileMargin)
		fmt.Fprintf(&p, `<g transform="translate(%d %g)">`, fileMargin, y)
		for _, s := range shapes {
			p.shape(s)
		}
		p.WriteString("</g>")
		y += height + partGap
	}
	y += fileMargin - partGap
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]g" viewBox="0 0 %[1]d %[2]g" font-family="system-ui, sans-serif" font-size="11"><title>%[3]s</title><rect width="%[1]d" height="%[2]g" fill="#fff"/>%[4]s</svg>`,
		fileWidth, y, html.EscapeString(h.Title+", "+h.Subject), p.String())
}

// Draw implements [Piece]: name and hint, the plot, and what it comes to.
func (c Chart) Draw(width float64) ([]Shape, float64) {
	plot := width - fileLane - fileWhole
	out := placed(c.shapes(plot, filePlot, plot), fileLane, above, plot, filePlot)
	out = append(out, Shape{Role: Grid, Y: -5, Width: width})
	y := float64(above - 3)
	for _, line := range wrapped(c.Title, fileLane-24, 12.5) {
		y += 15
		out = append(out, Shape{Role: Plain, Y: y, Words: []Word{{line, Both, true}}})
	}
	y += 2
	for _, line := range wrapped(c.Hint, fileLane-40, labelSize) {
		y += 13
		out = append(out, Shape{Role: Small, Y: y, Text: line})
	}
	x := fileLane + plot + 14
	sum := float64(above - 3)
	for _, line := range wrappedWords(c.Sum, fileWhole-14, 12.5) {
		sum += 15
		out = append(out, Shape{Role: Plain, X: x, Y: sum, Words: line})
	}
	for i, line := range wrapped(c.SumNote, fileWhole-14, labelSize) {
		if sum += 13; i == 0 {
			sum += 3
		}
		out = append(out, Shape{Role: Small, X: x, Y: sum, Text: line})
	}
	return out, max(above+filePlot+below, y, sum)
}

// Names is the piece of a file that names the blocks over its charts.
type Names []Column

// Draw implements [Piece].
func (a Names) Draw(width float64) ([]Shape, float64) {
	var out []Shape
	last := -1e9
	for i, s := range Spans(a) {
		x := fileLane + s.Middle()*(width-fileLane-fileWhole)
		name := a[i].Name()
		if half := extent(name, labelSize)/2 + labelGap; x-half >= last {
			out = append(out, Shape{Role: ColumnText, X: x, Y: 10, Text: name})
			last = x + half
		}
	}
	return out, 10
}
