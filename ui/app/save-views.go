//go:build js

package app

import (
	"fmt"
	"syscall/js"

	"regnetlens/ui"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// parts are the elements of the page that a view is painted from, one below the
// other.
var parts = map[string][]string{
	session.ViewCurves:      {heads, "#chart-alike", "#chart-across", "#chart-answer"},
	session.ViewRibbons:     {heads, "#chart-classes"},
	session.ViewCost:        {heads, "#grid .cost", "#cost-whole"},
	session.ViewSimilarity:  {".alike-table"},
	session.ViewAnswers:     {".answers", ".known", ".bars", "#pale"},
	session.ViewAttribution: {".why-panel .lens", ".say-why"},
	session.ViewExplain:     {"#explained-A", "#explained-B"},
	session.ViewBatch:       {".batch-scores"},
}

// heads name the stages over what shares the grid's columns.
const heads = "#grid thead tr"

// Room around what is painted, in plain pixels.
const (
	edge    = 20 // of the picture
	header  = 66 // subject, title, networks
	apart   = 8  // of its parts
	numbers = 18 // a line of block numbers
	rows    = 34 // block numbers at the left of a table
)

// view paints a view from its elements, under a title and the networks' names.
func (p *painting) view(s *session.Session, view string) {
	defer unscrolled(browser.Query(".depth"))()
	var elements []js.Value
	wide, high := 0.0, 0.0
	for _, selector := range parts[view] {
		if e := browser.Query(selector); e.Truthy() {
			at := boxOf(e)
			elements = append(elements, e)
			wide, high = max(wide, at.w, reach(e)), high+at.h+apart
		}
	}
	if len(elements) == 0 {
		return
	}
	x, y := float64(edge), float64(edge+header)
	switch {
	case view == session.ViewSimilarity:
		x, y = x+rows, y+numbers
	case parts[view][0] == heads:
		high += numbers
	}
	subject := ui.PictureSubject(s, view)
	if subject == "" {
		subject = content(".shown")
	}
	subject, title := "RegNet Lens · "+subject, ui.PictureTitle(s, view)
	p.size(int(max(x+wide, edge+p.wide(subject, 12), edge+p.wide(title, 15)))+edge+1, int(y+high)+edge-apart+1)
	p.text(subject, edge, edge, 12, ".cap")
	p.text(title, edge, edge+18, 15, "h1")
	at := edge
	for _, d := range s.Slots {
		name := d.Name() + " · " + d.Model.Title
		p.text(name, at, edge+40, 12, "#grid .lane"+d.Name()+" b, b."+d.Name())
		at += int(p.wide(name, 12)) + edge
	}
	for i, e := range elements {
		box := boxOf(e)
		p.within(x-box.x, y-box.y, func() {
			p.element(e)
			p.ends(e)
			if view == session.ViewSimilarity {
				p.sides(s)
			}
		})
		y += box.h + apart
		if i == 0 && parts[view][0] == heads {
			p.within(x-box.x, y-apart, func() { p.numbers(s, box.x) })
			y += numbers
		}
	}
}

// within paints with the origin elsewhere.
func (p *painting) within(x, y float64, paint func()) {
	p.context.Call("save")
	p.context.Call("translate", x, y)
	paint()
	p.context.Call("restore")
}

// unscrolled shows an element from its left edge, until what it gives is called.
func unscrolled(e js.Value) (back func()) {
	was := e.Get("scrollLeft")
	e.Set("scrollLeft", 0)
	return func() { e.Set("scrollLeft", was) }
}

// reach is how wide an element is with what can be scrolled into sight.
func reach(e js.Value) float64 {
	most, from := 0.0, boxOf(e).x
	inner := e.Call("querySelectorAll", ".scroll")
	for i := range inner.Length() {
		one := inner.Index(i)
		most = max(most, boxOf(one).x-from+one.Get("scrollWidth").Float())
	}
	return most
}

// numbers writes the numbers of the blocks over the columns of the grid.
func (p *painting) numbers(s *session.Session, left float64) {
	p.text(s.Text.Save.Block, int(left), 0, 12, ".cap")
	cells := browser.QueryAll("#grid tbody tr:first-child td .at")
	p.context.Set("textAlign", "center")
	for i, column := range s.Columns() {
		if i < cells.Length() {
			at := boxOf(cells.Index(i))
			p.text(fmt.Sprint(column.Block), int(at.x+at.w/2), 0, 12, ".cap")
		}
	}
	p.context.Set("textAlign", "left")
}

// ends writes what the lines of a chart of likeness stand for.
func (p *painting) ends(e js.Value) {
	line := e.Call("querySelector", "#chart-alike .edge, #chart-across .edge")
	if !line.Truthy() {
		return
	}
	at := boxOf(line)
	p.context.Set("textAlign", "right")
	p.text("1", int(at.x)-3, int(at.y)-5, 10, ".cap")
	p.text("0", int(at.x)-3, int(at.y+at.h)-5, 10, ".cap")
	p.context.Set("textAlign", "left")
}

// sides names the blocks beside the table of likeness and over it, or where
// there are too many the first of each stage.
func (p *painting) sides(s *session.Session) {
	const room = 27 // that a name takes
	_, rows, columns, ok := s.SimilarityTable()
	if !ok {
		return
	}
	box := boxOf(browser.Query("#matrix"))
	high, wide := box.h/float64(len(rows)), box.w/float64(len(columns))
	row, column := ui.SimilarityNames(s)
	p.context.Set("textAlign", "right")
	for i, b := range rows {
		if b.Block == 1 || high >= 14 {
			p.text(fmt.Sprintf("%s%d.%d", row, b.Stage, b.Block), int(box.x)-6, int(box.y+(float64(i)+0.5)*high)-5, 10, "b."+row)
		}
	}
	p.context.Set("textAlign", "center")
	for j, b := range columns {
		if b.Block == 1 || wide >= room {
			p.text(fmt.Sprintf("%s%d.%d", column, b.Stage, b.Block), int(box.x+(float64(j)+0.5)*wide), int(box.y)-14, 10, "b."+column)
		}
	}
	p.context.Set("textAlign", "left")
}
