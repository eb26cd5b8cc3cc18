package ui

import (
	"fmt"
	"slices"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// contenders is how many classes have a ribbon of their own.
const contenders = 3

func (c *Ribbons) box() string { return format.ViewBox(c.Blocks, 1) }

// ribbon is a class's share over the blocks.
type ribbon struct{ Class, Path, Title string }

// ribbons lie on each other from the ground up, the answer lowest; what is
// left above belongs to all other classes. A ribbon reaches half a block
// beyond its first and last reading.
func (c *Ribbons) ribbons(d *session.Slot) []ribbon {
	var out []ribbon
	ground := make([]float64, c.Blocks+1)
	for i, class := range d.Contenders(contenders) {
		var upper, lower, values []string
		for b := 1; b <= c.Blocks; b++ {
			p, ok := d.ReadAt(arch.Place{Stage: c.Stage, Block: b}, class)
			if !ok {
				continue
			}
			low, high := 1-ground[b], 1-ground[b]-float64(p)
			ground[b] += float64(p)
			for _, x := range c.reach(d, b) {
				upper = append(upper, fmt.Sprintf("%.1f %.4f", x, high))
				lower = append(lower, fmt.Sprintf("%.1f %.4f", x, low))
			}
			values = append(values, c.S.Text.Fill(c.S.Text.Measures.At, b, format.Percent(p)))
		}
		if len(upper) == 0 {
			continue
		}
		slices.Reverse(lower)
		out = append(out, ribbon{
			fmt.Sprintf("share share-%d", i),
			"M" + strings.Join(append(upper, lower...), "L") + "Z",
			c.S.Text.Fill(c.S.Text.Measures.Curve, d.Name()+", "+c.S.Text.Class(d.Model.Classes[class]), strings.Join(values, ", ")),
		})
	}
	return out
}

// reach is where a reading stands, and the ends of the band at its sides.
func (c *Ribbons) reach(d *session.Slot, block int) []float64 {
	x := float64(block) - 0.5
	out := []float64{x}
	if !d.ReadableAt(arch.Place{Stage: c.Stage, Block: block - 1}) {
		out = []float64{x - 0.5, x}
	}
	if !d.ReadableAt(arch.Place{Stage: c.Stage, Block: block + 1}) {
		out = append(out, x+0.5)
	}
	return out
}

func (c *Ribbons) label(d *session.Slot) string {
	var parts []string
	for _, r := range c.ribbons(d) {
		parts = append(parts, r.Title)
	}
	if len(parts) == 0 {
		return c.S.Text.Fill(c.S.Text.Measures.CurveNone, d.Name())
	}
	return strings.Join(parts, ". ")
}

func shareClass(i int) string { return fmt.Sprintf("share-name share-%d", i) }
