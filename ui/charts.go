package ui

import (
	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// chart is a row of the axis, built anew when what it shows has changed.
func (c *Charts) chart(of string) *part.Part {
	shows := []session.DirtyFlag{session.Selected, session.PairMarked}
	if of == session.ChartOff {
		shows = append(shows, session.Ablated)
	}
	return c.Parts.Of(of, c.S.Version(shows...), &Chart{S: c.S, Of: of, Columns: c.Columns})
}

func (c *Charts) cost() *part.Part {
	return c.Parts.Of("cost", c.S.Version(), &Cost{S: c.S})
}
