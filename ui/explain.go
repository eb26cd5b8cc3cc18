package ui

import (
	"fmt"

	"regnetlens/infer/explain"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

func (c *Explain) t() *text.Explain { return &c.S.Text.Explain }

func (c *Explain) window(d *session.Slot) *explain.Window {
	if d.Activation == nil {
		return nil
	}
	return d.Activation.Pixel.Window
}

// letter is that of the map explained.
func (c *Explain) letter(d *session.Slot) string {
	tap, _ := d.Graph.Tap(d.Activation.Tap)
	return format.Letter(tap.Kind)
}

func (c *Explain) reads(d *session.Slot) string {
	w := c.window(d)
	switch {
	case w == nil:
		return ""
	case w.Fused:
		return c.S.Text.Fill(c.t().Fused, w.Channel+1)
	case w.Tap == "":
		return c.S.Text.Fill(c.t().ReadsHidden, w.Kernel, w.Kernel, w.Of)
	}
	where := w.Tap
	if tap, ok := d.Graph.Tap(w.Tap); ok && tap.Place.Inside() {
		where = format.Letter(tap.Kind) + " " + tap.Place.String()
	}
	return c.S.Text.Fill(c.t().Reads, w.Kernel, w.Kernel, where, w.Channel+1, w.Of)
}

func (c *Explain) canvas(d *session.Slot) Canvas { return painted(d, protocol.SubjectSource, 1, 1) }

func (c *Explain) box(d *session.Slot) string {
	if w := c.window(d); w != nil {
		return format.ViewBox(w.Width, w.Height)
	}
	return format.ViewBox(1, 1)
}

func (c *Explain) left(d *session.Slot) int {
	if w := c.window(d); w != nil {
		return w.Left
	}
	return 0
}

func (c *Explain) top(d *session.Slot) int {
	if w := c.window(d); w != nil {
		return w.Top
	}
	return 0
}

func (c *Explain) kernel(d *session.Slot) int {
	if w := c.window(d); w != nil {
		return w.Kernel
	}
	return 0
}

// cell is a square of the window or of the kernel.
type cell struct {
	Key                      int
	X, Y, Size, TextX, TextY float64
	Fill, Ink, Text          string
}

// cells are the values of the window at the left and the weights at the right,
// each side on a colour scale of its own with zero in the middle.
func (c *Explain) cells(d *session.Slot) []cell {
	w := c.window(d)
	if w == nil || w.Kernel > 3 {
		return nil
	}
	var out []cell
	size := 66 / float64(w.Kernel)
	for part, values := range [][]float32{w.Values, w.Weights} {
		most := atlas.Signed(values).High
		colours := c.S.View.Colormap.Table(true)
		for i, v := range values {
			step := 128
			if most > 0 && protocol.Finite(v) {
				step = int((v/most + 1) / 2 * 255)
			}
			rgb, ink := colours[step], "#000"
			if !protocol.Finite(v) {
				rgb, ink = atlas.Missing, "#fff"
			} else if step < 50 || step > 205 {
				ink = "#fff"
			}
			x, y := float64(i%w.Kernel)*size+float64(part)*84, float64(i/w.Kernel)*size+3
			out = append(out, cell{
				Key: len(out), X: x, Y: y, Size: size - 1, TextX: x + (size-1)/2, TextY: y + (size-1)/2 + 3,
				Fill: fmt.Sprintf("#%02x%02x%02x", rgb[0], rgb[1], rgb[2]), Ink: ink, Text: format.Number(v),
			})
		}
	}
	return out
}

// equation is a cell's equation with its numbers, line by line, and what an edit
// made of the value.
func (c *Explain) equation(d *session.Slot) []string {
	e := d.Activation
	if e == nil {
		return nil
	}
	lines := equation(c.t(), c.letter(d), &e.Pixel)
	if diff := e.Shown - e.Pixel.Value; protocol.Finite(e.Shown) != protocol.Finite(e.Pixel.Value) || max(diff, -diff) > 1e-3*(1+max(e.Shown, -e.Shown)) {
		lines = append(lines, fmt.Sprintf("%s: %s", c.t().Edited, format.Number(e.Shown)))
	}
	return lines
}

// pointed reports whether there is a value to explain.
func (c *Explain) pointed() bool {
	return c.S.Slots[0].Activation != nil || c.S.Slots[1].Activation != nil
}

// where the value stands; without one, how to choose it.
func (c *Explain) where() string {
	for _, d := range c.S.Slots {
		if y, x, ok := pointedAt(c.S, d); ok {
			return c.S.Text.Fill(c.S.Text.Inspector.Came, y+1, x+1)
		}
	}
	return ""
}

// partClass is the class of what is said of one network: where both have a
// window the first one's gives way in low windows of the browser.
func (c *Explain) partClass(d *session.Slot) string {
	both := c.window(c.S.Slots[0]) != nil && c.window(c.S.Slots[1]) != nil
	class := on("explained "+d.Name(), d.Activation == nil, "gone")
	return on(class, d.Index == 0 && both, "first-of-two")
}
