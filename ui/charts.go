package ui

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// chart is a row of the axis, built anew when what it shows has changed. Of the
// selection that is the block.
func (c *Charts) chart(of string) *part.Part {
	shows := []session.DirtyFlag{session.PairMarked}
	if of == session.ChartOff {
		shows = append(shows, session.Ablated)
	}
	version := c.S.Version(shows...)
	return c.Parts.Of(of, atBlock{version, c.S.Select.Place}, &Chart{S: c.S, Of: of, Columns: c.Columns, Described: c.Described, Version: version})
}

// atBlock is the key of what shows of the selection only the block.
type atBlock struct {
	version int
	place   arch.Place
}

func (c *Charts) cost() *part.Part {
	return c.Parts.Of("cost", c.S.Version(), &Cost{S: c.S})
}
