package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// scale is the scale of a stage's tiles.
func (c *Depth) scale(stage int) *part.Part {
	type place struct{ scale int }
	return c.Parts.Of(place{stage}, c.S.Version(session.Viewed, session.Coloured, session.Rescaled), &TileScale{S: c.S, Stage: stage, Browser: c.Browser})
}

// scaled reports whether tiles have scales in common: an atlas of all maps and a
// difference have one each.
func (c *Depth) scaled() bool { return c.S.Tile() != session.TileAll }

// tileEnd is where the colours of a kind of map end.
type tileEnd struct {
	of   string // the network's letter, where each ends on its own; "" for both
	name string
	high string
}

func (c *TileScale) ramp() Canvas {
	return Canvas{Subject: Ramp, Label: string(c.S.View.Colormap)}
}

// zero is how the scale begins; nothing before its end is known.
func (c *TileScale) zero() string {
	if len(c.ends()) == 0 {
		return c.S.Text.NoAnswer
	}
	return "0 …"
}

// ends are those of all kinds of map in the stage: one of each where both
// networks, or the only one that has it, end there.
func (c *TileScale) ends() []tileEnd {
	var out []tileEnd
	seen := map[string]bool{}
	for _, r := range c.S.Rows() {
		high, shared, ok := r.Slot.TileEnd(r.Kind, c.Stage)
		name := format.Letter(r.Kind)
		if !ok || shared && seen[name] {
			continue
		}
		seen[name] = true
		e := tileEnd{name: name, high: format.Fixed(float64(high), 1)}
		if _, _, both := c.S.Slots[1-r.Slot.Index].TileEnd(r.Kind, c.Stage); both && !shared {
			e.of = r.Slot.Name()
		}
		out = append(out, e)
	}
	return out
}
