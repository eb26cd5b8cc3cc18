package ui

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/ui/session"
)

// kinds are all kinds of map that a network on the page has, the gates after the
// states that they make.
func (c *Lens) kinds() []arch.Kind {
	kinds, gates := c.S.Kinds()
	at := 0
	for i, k := range kinds {
		if k.State() {
			at = i + 1
		}
	}
	return slices.Insert(slices.Clone(kinds), at, gates...)
}

func (c *Lens) name(kind arch.Kind) string { return c.S.Text.KindNames[kind.String()] }

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
