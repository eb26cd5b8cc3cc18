package chart

import (
	"fmt"
	"html"
	"strings"
)

// Role is what a shape stands for. It decides the element and how that looks:
// on the page by its class, in a file by itself.
type Role uint8

// The roles.
const (
	Grid       Role = iota // a line at a tick
	Edge                   // a line between stages
	Line                   // between two values
	PaleLine               // likewise, where rings matter more
	DashedLine             // likewise, of what stands beside others'
	Reference              // dashed
	Dot
	Ring
	Bar
	TickText
	TickBelow
	Value
	ValueLeft  // that ends at its place
	ValueRight // that begins there
	Flag
	Note
	Small    // muted words
	Plain    // words
	Headline // large words
	Cell     // of a matrix; the path of all of one level
	Ground   // under the cells
	Stages   // between them
	Pair     // round one
	RowName
	ColumnName
	Wire   // of a drawing of a block
	Strong // a wire that matters most
	Dashed // a wire from and to other blocks
	Shortcut
	Arrow
	Part // of the drawing: a box
	PartOn
	PartText
	PartTextOn
	MemoryBox // around H and C
	Plus
	BlockTitle
	LevelText // of the layers of a block
	LevelMiddle
	LevelEnd
	ColumnText
	roles
)

// The element of a role, its class on the page, and its attributes in a file,
// where INK stands for the colour.
var of = [roles]struct{ element, class, look string }{
	Grid:        {"line", "g", `stroke="#e3e0d8"`},
	Edge:        {"line", "st", `stroke="#e3e0d8"`},
	Line:        {"line", "l", `stroke="INK" stroke-width="2"`},
	PaleLine:    {"line", "l pale", `stroke="INK" stroke-width="2" opacity=".35"`},
	DashedLine:  {"line", "l dashed", `stroke="INK" stroke-width="2" stroke-dasharray="5 3"`},
	Reference:   {"line", "base", `stroke="INK" stroke-dasharray="3 3"`},
	Dot:         {"circle", "dot", `fill="INK"`},
	Ring:        {"circle", "ring", `fill="#fff" stroke="INK" stroke-width="2"`},
	Bar:         {"rect", "amount", `fill="INK"`},
	TickText:    {"text", "tick", `fill="#67645d" font-size="10" text-anchor="end"`},
	TickBelow:   {"text", "tick mid", `fill="#67645d" font-size="10" text-anchor="middle"`},
	Value:       {"text", "v", `fill="INK" text-anchor="middle"` + halo},
	ValueLeft:   {"text", "v end", `fill="INK" text-anchor="end"` + halo},
	ValueRight:  {"text", "v start", `fill="INK"` + halo},
	Flag:        {"text", "flag", `fill="#9a6700" font-weight="700" text-anchor="middle"` + halo},
	Note:        {"text", "note", `fill="#67645d"`},
	Small:       {"text", "", `fill="#67645d"`},
	Plain:       {"text", "", `fill="INK" font-size="12.5"`},
	Headline:    {"text", "", `fill="INK" font-size="15" font-weight="650"`},
	Ground:      {"rect", "", `fill="#efede7"`},
	Stages:      {"path", "", `fill="none" stroke="#fff" stroke-width="2"`},
	Pair:        {"rect", "", `fill="none" stroke="INK" stroke-width="2"`},
	RowName:     {"text", "name", `fill="INK" font-size="10" text-anchor="end"`},
	ColumnName:  {"text", "name", `fill="INK" font-size="10" text-anchor="middle"`},
	Cell:        {"path", "", `fill="INK"`},
	Wire:        {"path", "wire", `fill="none" stroke="INK" stroke-width="1.5" opacity=".65"`},
	Strong:      {"path", "wire mem", `fill="none" stroke="INK" stroke-width="2.5"`},
	Dashed:      {"path", "wire dash", `fill="none" stroke="INK" stroke-width="1.5" stroke-dasharray="2 2"`},
	Shortcut:    {"path", "wire short", `fill="none" stroke="INK" stroke-width="1.5" opacity=".4"`},
	Arrow:       {"path", "arrow", `fill="INK"`},
	Part:        {"rect", "", `fill="#fff" stroke="INK" stroke-width="1.5"`},
	PartOn:      {"rect", "", `fill="INK" stroke="INK" stroke-width="1.5"`},
	PartText:    {"text", "", `fill="INK" font-weight="650" text-anchor="middle"`},
	PartTextOn:  {"text", "", `fill="#fff" font-weight="650" text-anchor="middle"`},
	MemoryBox:   {"rect", "mem", `fill="#f8e2d2" stroke="INK" stroke-dasharray="3 2"`},
	Plus:        {"circle", "plus", `fill="#fff" stroke="INK" stroke-width="1.5"`},
	ColumnText:  {"text", "", `fill="#67645d" text-anchor="middle"`},
	BlockTitle:  {"text", "t", `fill="INK" font-size="12" font-weight="650"`},
	LevelText:   {"text", "op", `fill="#67645d" font-size="9.5"`},
	LevelMiddle: {"text", "op mid", `fill="#67645d" font-size="9.5" text-anchor="middle"`},
	LevelEnd:    {"text", "op end", `fill="#67645d" font-size="9.5" text-anchor="end"`},
}

// halo keeps a text readable over lines.
const halo = ` paint-order="stroke" stroke="#fff" stroke-width="3" stroke-linejoin="round"`

// light are the colours of a file by ink, those of the page in the light.
var light = [...]string{Both: "#1b1a18", A: "#0072b2", B: "#c65300"}

// classes of the inks on the page.
var classes = [...]string{Both: "K", A: "A", B: "B"}

// Shape is an element of SVG. Its place is in shares of the width and height of
// a plot, or in pixels.
type Shape struct {
	Role          Role
	Ink           Ink
	X, Y          float64
	Width, Height float64 // of a line, from its beginning to its end
	DX, DY        float64 // of a text, always in pixels
	R             float64 // of circles, and of the corners of boxes; always in pixels
	Text          string  // of a path, the path
	Words         []Word  // of a text, instead of Text
	Class         string  // more of it, on the page
	Fill          string  // of a cell, in a file
	Left          float64 // of a path, how far it is moved to the right
}

// placed are shapes whose places are shares, in pixels.
func placed(shapes []Shape, x, y, width, height float64) []Shape {
	for i := range shapes {
		s := &shapes[i]
		s.X, s.Width = x+s.X*width, s.Width*width
		s.Y, s.Height = y+s.Y*height, s.Height*height
	}
	return shapes
}

// pen writes shapes.
type pen struct {
	strings.Builder
	shares bool // places are shares
	file   bool // looks go in, not classes
}

// Inside is what stands in an svg element of the page, shapes in pixels of its
// box.
func Inside(shapes []Shape) string { return written(pen{}, shapes) }

func written(p pen, shapes []Shape) string {
	for _, s := range shapes {
		p.shape(s)
	}
	return p.String()
}

func (p *pen) length(name string, v float64) {
	if p.shares {
		fmt.Fprintf(p, ` %s="%.2f%%"`, name, 100*v)
	} else {
		fmt.Fprintf(p, ` %s="%.1f"`, name, v)
	}
}

func (p *pen) pixels(name string, v float64) {
	if v != 0 {
		fmt.Fprintf(p, ` %s="%g"`, name, v)
	}
}

func (p *pen) shape(s Shape) {
	o := of[s.Role]
	p.WriteString("<" + o.element)
	if p.file {
		ink := s.Fill
		if ink == "" {
			ink = light[s.Ink]
		}
		p.WriteString(" " + strings.ReplaceAll(o.look, "INK", ink))
	} else {
		fmt.Fprintf(p, ` class="%s"`, strings.TrimSpace(o.class+" "+classes[s.Ink]+" "+s.Class))
	}
	switch o.element {
	case "line":
		p.length("x1", s.X)
		p.length("y1", s.Y)
		p.length("x2", s.X+s.Width)
		p.length("y2", s.Y+s.Height)
	case "circle":
		p.length("cx", s.X)
		p.length("cy", s.Y)
		p.pixels("r", s.R)
	case "rect":
		p.length("x", s.X)
		p.length("y", s.Y)
		p.length("width", s.Width)
		p.length("height", s.Height)
		p.pixels("rx", s.R)
	case "path":
		p.WriteString(` d="` + s.Text + `"`)
		if s.Left != 0 {
			fmt.Fprintf(p, ` transform="translate(%g)"`, s.Left)
		}
	case "text":
		p.length("x", s.X)
		p.length("y", s.Y)
		p.pixels("dx", s.DX)
		p.pixels("dy", s.DY)
	}
	p.WriteString(">")
	if o.element == "text" {
		p.WriteString(html.EscapeString(s.Text))
		for _, w := range s.Words {
			p.word(w)
		}
	}
	p.WriteString("</" + o.element + ">") // HTML knows no shorter form
}

// word is a piece of a text in a file.
func (p *pen) word(w Word) {
	weight := ""
	if w.Strong {
		weight = ` font-weight="650"`
	}
	fmt.Fprintf(p, `<tspan fill="%s"%s xml:space="preserve">%s</tspan>`, light[w.Ink], weight, html.EscapeString(w.Text))
}
