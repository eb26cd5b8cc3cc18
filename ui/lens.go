package ui

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/session"
)

func (c *Lens) title() string {
	t := c.S.Text
	return t.Fill(t.LensOf, c.S.Select.Place.Stage, c.S.Select.Place.Block)
}

func (c *Lens) channel() string {
	t := c.S.Text
	return t.Fill(t.ChannelOf, c.S.Select.Channel+1, c.S.Channels())
}

func (c *Lens) kinds() []arch.Kind {
	kinds, _ := c.S.Kinds()
	return kinds
}

func (c *Lens) gates() []arch.Kind {
	_, gates := c.S.Kinds()
	return gates
}

func (c *Lens) name(kind arch.Kind) string { return c.S.Text.KindNames[kind.String()] }

// pointed says where the pointer is; without one, how to get a value.
func (c *Lens) pointed() string {
	t := c.S.Text
	for _, d := range c.S.Slots {
		if y, x, ok := pointedAt(c.S, d); ok {
			return t.Fill(t.PointValue, y+1, x+1)
		}
	}
	return t.PointAt
}

func (c *Lens) differs() bool {
	return c.S.View.Mode == session.ModeDiff && c.S.Difference() != nil
}

// lessHint says how the difference is read, or why there is none.
func (c *Lens) lessHint() string {
	if c.S.Difference() == nil {
		return c.S.Text.Views.NoDiff
	}
	return c.S.Text.Views.DiffRule
}
