package session

import "regnetlens/infer/arch"

// maxOpen is how many blocks the axis shows side by side, each as a column: at
// 1440 pixels a column of twelve is 47 wide, and its tile still a picture.
const maxOpen = 12

// AxisColumn is a column of the axis: a block, or a folded stage.
type AxisColumn struct {
	Place  arch.Place // the block; of a folded stage its last, whose output it hands on
	Blocks int        // how many blocks stand behind the column: 1, or all of a stage
}

// Folded reports whether the column stands for a whole stage.
func (c AxisColumn) Folded() bool { return c.Blocks > 1 }

// In is the block of the column that a slot has maps of: of a folded stage the
// last of its own network, which may have fewer.
func (c AxisColumn) In(d *Slot) arch.Place {
	p := c.Place
	if g := d.Graph; c.Folded() && g != nil && p.Stage <= len(g.Record.Blocks) {
		p.Block = min(p.Block, g.Record.Blocks[p.Stage-1])
	}
	return p
}

// Axis lists the columns of the axis. Where the networks have too many blocks
// for one window, only the stage of the selected block is open: each of the
// others is one column.
func (s *Session) Axis() []AxisColumn {
	all := s.Columns()
	fold := len(all) > maxOpen
	var out []AxisColumn
	for i, p := range all {
		last := i+1 == len(all) || all[i+1].Stage != p.Stage
		switch {
		case !fold || p.Stage == s.Select.Place.Stage || last && p.Block == 1:
			out = append(out, AxisColumn{p, 1})
		case last:
			out = append(out, AxisColumn{p, p.Block})
		}
	}
	return out
}
