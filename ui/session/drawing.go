package session

import "math"

// Drawing is what the reader has drawn: a list of steps on white paper, so that
// the last one can be taken back. Places and widths are fractions of the
// paper's side.
type Drawing struct {
	Steps  []Step
	Colour int // of Colours: what the next step is drawn with
	Width  int // of Widths
	Pen    Dot // where the keyboard's pen is
	Down   bool

	open bool // the last step is still being drawn
}

// Step is a stroke, or, without a single dot, the whole paper in one colour.
type Step struct {
	Colour string // as SVG and canvases have it
	Width  float64
	Dots   []Dot
}

// Dot is a place on the paper.
type Dot struct{ X, Y float64 }

// Colours are those one can draw with. The first is the paper's.
var Colours = [...]string{"#ffffff", "#1b1a18", "#7a7f85", "#8b5a2b", "#d62d20", "#f39c12", "#f7dc4a", "#3c9a4a", "#8ecdf2", "#2257a8"}

// Widths are those one can draw with.
var Widths = [...]float64{0.02, 0.05, 0.1, 0.2}

// mostDots bounds a drawing; further ones are not taken.
const mostDots = 200_000

// start readies the drawing.
func (d *Drawing) start() { d.Colour, d.Width, d.Pen = 1, 1, Dot{0.5, 0.5} }

// Begin puts the pen on the paper.
func (d *Drawing) Begin(at Dot) {
	d.Steps = append(d.Steps, Step{Colour: Colours[d.Colour], Width: Widths[d.Width], Dots: []Dot{at.within()}})
	d.open = true
}

// Extend moves the pen over the paper; nothing happens while it is up.
func (d *Drawing) Extend(dots ...Dot) {
	if !d.open {
		return
	}
	last := &d.Steps[len(d.Steps)-1]
	for _, at := range dots {
		if at = at.within(); len(last.Dots) < mostDots && at != last.Dots[len(last.Dots)-1] {
			last.Dots = append(last.Dots, at)
		}
	}
}

// End lifts the pen.
func (d *Drawing) End() { d.open, d.Down = false, false }

// Fill makes the whole paper the chosen colour.
func (d *Drawing) Fill() {
	d.End()
	d.Steps = append(d.Steps, Step{Colour: Colours[d.Colour]})
}

// Clear is a fresh paper; it can be taken back as any step.
func (d *Drawing) Clear() {
	d.End()
	if len(d.Steps) > 0 {
		d.Steps = append(d.Steps, Step{Colour: Colours[0]})
	}
}

// Undo takes the last step back.
func (d *Drawing) Undo() {
	d.End()
	if n := len(d.Steps); n > 0 {
		d.Steps = d.Steps[:n-1]
	}
}

// Move moves the keyboard's pen by hundredths of the paper's side, drawing
// where it is down.
func (d *Drawing) Move(right, down int) {
	d.Pen = Dot{d.Pen.X + float64(right)/100, d.Pen.Y + float64(down)/100}.within()
	if d.Down {
		d.Extend(d.Pen)
	}
}

// Toggle puts the keyboard's pen down, or lifts it.
func (d *Drawing) Toggle() {
	if d.Down {
		d.End()
		return
	}
	d.Begin(d.Pen)
	d.Down = true
}

func (at Dot) within() Dot {
	inside := func(v float64) float64 {
		if math.IsNaN(v) {
			return 0
		}
		return min(max(v, 0), 1)
	}
	return Dot{inside(at.X), inside(at.Y)}
}

// Draw changes the drawing and has both networks read it, as soon as they can.
func (s *Session) Draw(change func(*Drawing)) {
	change(&s.Input.Drawing)
	if s.Input.Tab == TabDraw && len(s.Input.Drawing.Steps) > 0 {
		s.Input.fresh = true
		s.goOn()
	}
}

// movePen moves the keyboard's pen by an arrow key.
func (s *Session) movePen(arrow string, far int) {
	right, down := step(arrow)
	s.Draw(func(d *Drawing) { d.Move(far*right, far*down) })
}
