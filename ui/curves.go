package ui

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
)

// A chart's box is Blocks wide and 1 high; a block's values stand over the
// middle of its column.

func (c *Curves) box() string { return format.ViewBox(c.Blocks, 1) }

func (c *Curves) edges() string { return fmt.Sprintf("M0 0H%d M0 1H%d", c.Blocks, c.Blocks) }

// each calls a function for the values of a side.
func (c *Curves) each(side int, f func(block int, v float64, text string)) {
	for b := 1; b <= c.Blocks; b++ {
		if v, text, ok := c.Value(side, arch.Place{Stage: c.Stage, Block: b}); ok {
			f(b, min(max(v, 0), 1), text)
		}
	}
}

// line joins the values of neighbouring blocks.
func (c *Curves) line(side int) string {
	var d strings.Builder
	last := -1
	c.each(side, func(b int, v float64, _ string) {
		command := "M"
		if b == last+1 {
			command = "L"
		}
		fmt.Fprintf(&d, "%s%.1f %.4f", command, float64(b)-0.5, 1-v)
		last = b
	})
	return d.String()
}

// dots are lines of next to no length, whose round ends show; a canvas leaves
// out what has none.
func (c *Curves) dots(side int) string {
	var d strings.Builder
	c.each(side, func(b int, v float64, _ string) { fmt.Fprintf(&d, "M%.1f %.4fh.001", float64(b)-0.5, 1-v) })
	return d.String()
}

// mark is a value written at its point.
type mark struct{ Class, X, Y, Text string }

// labels stand above the upper and below the lower of two values.
func (c *Curves) labels() []mark {
	var out []mark
	for b := 1; b <= c.Blocks; b++ {
		at := arch.Place{Stage: c.Stage, Block: b}
		for side, name := range format.Networks {
			v, text, ok := c.Value(side, at)
			if !ok {
				continue
			}
			other, _, both := c.Value(1-side, at)
			y := 20 + 48*(1-min(max(v, 0), 1)) // as the plot lies in the chart
			if both && (v < other || v == other && side == 1) {
				y += 15
			} else {
				y -= 7
			}
			out = append(out, mark{name, fmt.Sprintf("%.2f%%", 100*(float64(b)-0.5)/float64(c.Blocks)), fmt.Sprintf("%.1f", y), text})
		}
	}
	return out
}

// label says everything the chart shows.
func (c *Curves) label() string {
	t := c.S.Text
	names := format.Networks[:]
	if c.One != "" {
		names = []string{c.One}
	}
	var parts []string
	for side, name := range names {
		var values []string
		c.each(side, func(b int, _ float64, text string) { values = append(values, t.Fill(t.Measures.At, b, text)) })
		if len(values) == 0 {
			parts = append(parts, t.Fill(t.Measures.CurveNone, name))
		} else {
			parts = append(parts, t.Fill(t.Measures.Curve, name, strings.Join(values, ", ")))
		}
	}
	return c.Title + ", " + t.Fill(t.Stage, c.Stage) + ". " + strings.Join(parts, ". ")
}
