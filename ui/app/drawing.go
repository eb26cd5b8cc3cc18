//go:build js

package app

import (
	"math"
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// paperSize is the number of rows and columns of the paper's canvas.
const paperSize = 512

// paper is the canvas of the reader's drawing, and how much of that is on it.
type paper struct {
	canvas, context js.Value
	steps, dots     int
	pointer         js.Value // id of the pointer that draws; undefined for none
}

// showPaper puts the paper into its island and brings it up to the drawing.
func (a *app) showPaper(e js.Value) {
	if !a.paper.canvas.Truthy() {
		a.paper.canvas = browser.Canvas(paperSize, paperSize)
		a.paper.canvas.Call("setAttribute", "aria-hidden", "true") // the element around it says what it is
		a.paper.context = a.paper.canvas.Call("getContext", "2d")
		a.cleanPaper()
	}
	if !e.Get("firstChild").Truthy() {
		e.Call("append", a.paper.canvas)
	}
	a.paintPaper()
}

func (a *app) cleanPaper() {
	a.fillPaper(session.Colours[0])
	a.paper.steps, a.paper.dots = 0, 0
}

func (a *app) fillPaper(colour string) {
	a.paper.context.Set("fillStyle", colour)
	a.paper.context.Call("fillRect", 0, 0, paperSize, paperSize)
}

// paintPaper adds what is new of the drawing; after a step was taken back it
// begins again.
func (a *app) paintPaper() {
	p, steps := &a.paper, a.session.Input.Drawing.Steps
	if len(steps) < p.steps || len(steps) == p.steps && p.steps > 0 && len(steps[p.steps-1].Dots) < p.dots {
		a.cleanPaper()
	}
	for i := max(p.steps-1, 0); i < len(steps); i++ {
		from := 0
		if i == p.steps-1 {
			from = p.dots
		}
		a.paintStep(steps[i], from)
		p.steps, p.dots = i+1, len(steps[i].Dots)
	}
}

// paintStep draws the dots of a step from the given one on.
func (a *app) paintStep(s session.Step, from int) {
	c := a.paper.context
	if len(s.Dots) == 0 {
		if from == 0 {
			a.fillPaper(s.Colour)
		}
		return
	}
	if from >= len(s.Dots) {
		return
	}
	c.Set("strokeStyle", s.Colour)
	c.Set("fillStyle", s.Colour)
	c.Set("lineWidth", s.Width*paperSize)
	c.Set("lineCap", "round")
	c.Set("lineJoin", "round")
	c.Call("beginPath")
	if from == 0 {
		c.Call("arc", s.Dots[0].X*paperSize, s.Dots[0].Y*paperSize, s.Width*paperSize/2, 0, 2*math.Pi)
		c.Call("fill")
		c.Call("beginPath")
	}
	for i, at := range s.Dots[max(from-1, 0):] {
		if i == 0 {
			c.Call("moveTo", at.X*paperSize, at.Y*paperSize)
		} else {
			c.Call("lineTo", at.X*paperSize, at.Y*paperSize)
		}
	}
	c.Call("stroke")
}

// listenToPaper draws with mouse, finger and pen. Moves do not render the page:
// they only go onto the canvas.
func (a *app) listenToPaper() {
	on("pointerdown", func(e js.Value) {
		sheet := within(e, "#paper")
		if !sheet.Truthy() || !e.Get("isPrimary").Bool() || e.Get("button").Int() != 0 {
			return
		}
		a.paper.pointer = e.Get("pointerId")
		sheet.Call("setPointerCapture", a.paper.pointer)
		at := dotOf(e, sheet)
		a.turns <- func() { a.draw(func(d *session.Drawing) { d.Begin(at) }) }
	})
	on("pointermove", func(e js.Value) {
		sheet := within(e, "#paper")
		if !sheet.Truthy() || !a.paper.pointer.Equal(e.Get("pointerId")) {
			return
		}
		var dots []session.Dot
		if between := e.Call("getCoalescedEvents"); between.Length() > 0 {
			for i := range between.Length() {
				dots = append(dots, dotOf(between.Index(i), sheet))
			}
		} else {
			dots = []session.Dot{dotOf(e, sheet)}
		}
		a.turns <- func() {
			a.draw(func(d *session.Drawing) { d.Extend(dots...) })
			a.quiet = true
		}
	})
	lift := func(e js.Value) {
		if a.paper.pointer.Equal(e.Get("pointerId")) {
			a.paper.pointer = js.Undefined()
			a.turns <- func() { a.draw((*session.Drawing).End) }
		}
	}
	on("pointerup", lift)
	on("pointercancel", lift)
}

// draw changes the drawing and its canvas.
func (a *app) draw(change func(*session.Drawing)) {
	a.session.Draw(change)
	a.paintPaper()
}

// dotOf is where on the paper a pointer is.
func dotOf(e, sheet js.Value) session.Dot {
	box := sheet.Call("getBoundingClientRect")
	return session.Dot{
		X: (e.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float(),
		Y: (e.Get("clientY").Float() - box.Get("top").Float()) / box.Get("height").Float(),
	}
}
