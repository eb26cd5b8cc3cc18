package ui

import (
	"fmt"
	"strings"

	"regnetlens/ui/chart"
	"regnetlens/ui/text"
)

// list is what a section of the article enumerates; nil for nothing.
func (c *How) list(section int) []string {
	t := &c.S.Text.How
	switch section {
	case text.HowCells:
		return t.Cells[:]
	case text.HowNumbers:
		return t.Cautions[:]
	}
	return nil
}

// diagram is the drawing of the selected block of both networks.
func (c *How) diagram() *BlockDiagram {
	d := &BlockDiagram{S: c.S}
	d.Compute()
	return d
}

// drawing is that drawing with nothing to press and nothing selected.
func (c *How) drawing() string {
	var out strings.Builder
	for _, b := range c.diagram().blocks {
		fmt.Fprintf(&out, `<g class="%s" transform="%s">%s`, b.Slot.Name(), b.transform(), chart.Inside(b.Wires()))
		for _, p := range b.Parts() {
			box := chart.Shape{Role: chart.Part, Ink: b.Ink, Class: "box", X: p.X, Y: p.Y, Width: p.Width, Height: p.Height, R: 6}
			name := chart.Shape{Role: chart.PartText, Ink: b.Ink, X: p.X + p.Width/2, Y: p.Y + p.Height/2 + 4, Text: p.Name}
			out.WriteString(`<g class="part">` + chart.Inside([]chart.Shape{box, name}) + `</g>`)
		}
		out.WriteString(`</g>`)
	}
	return out.String()
}
