//go:build js

package app

import (
	"syscall/js"

	"regnetlens/ui"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// parts are the elements of the page that a view is painted from, one below the
// other.
var parts = map[string][]string{
	session.ViewAnswers:     {".answers", ".known", ".bars", "#pale"},
	session.ViewAttribution: {".why-panel .lens", ".say-why"},
	session.ViewExplain:     {"#explained-A", "#explained-B"},
	session.ViewBatch:       {".batch-scores"},
}

// Room around what is painted, in plain pixels.
const (
	edge   = 20 // of the picture
	header = 66 // subject, title, networks
	apart  = 8  // of its parts
)

// view paints a view from its elements, under a title and the networks' names.
func (p *painting) view(s *session.Session, view string) {
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
	subject := ui.PictureSubject(s, view)
	if subject == "" {
		subject = content(".shown")
	}
	subject, title := "RegNet Lens · "+subject, ui.PictureTitle(s, view)
	p.size(int(max(x+wide, edge+p.wide(subject, 12), edge+p.wide(title, 15)))+edge+1, int(y+high)+edge-apart+1)
	p.text(subject, edge, edge, 12, ".cap")
	p.text(title, edge, edge+18, 15, "h1")
	at := edge
	for i, m := range s.ViewModels(view) {
		slot := format.Networks[i]
		name := slot + " · " + m.Title
		p.text(name, at, edge+40, 12, "#grid .lane"+slot+" b, b."+slot)
		at += int(p.wide(name, 12)) + edge
	}
	for _, e := range elements {
		box := boxOf(e)
		p.within(x-box.x, y-box.y, func() { p.element(e) })
		y += box.h + apart
	}
}

// within paints with the origin elsewhere.
func (p *painting) within(x, y float64, paint func()) {
	p.context.Call("save")
	p.context.Call("translate", x, y)
	paint()
	p.context.Call("restore")
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
