package session

import "regnetlens/infer/arch"

// maxOpen is how many columns the axis has at most: at 1440 pixels one of twelve
// is 47 wide, and its tile still a picture.
const maxOpen = 12

// AxisColumn is a column of the axis: a block, or neighbouring blocks of a stage
// that are folded, mostly all of it.
type AxisColumn struct {
	Place  arch.Place // the block; of those folded the last, whose output they hand on
	Blocks int        // how many blocks stand behind the column
}

// Folded reports whether the column stands for more than one block.
func (c AxisColumn) Folded() bool { return c.Blocks > 1 }

// First is the first block of the column.
func (c AxisColumn) First() arch.Place {
	return arch.Place{Stage: c.Place.Stage, Block: c.Place.Block - c.Blocks + 1}
}

// In is the block of the column that a slot has maps of: of folded ones the last
// of its own network, which may have fewer; the column's last where it has none
// of them.
func (c AxisColumn) In(d *Slot) arch.Place {
	p := c.Place
	if g := d.Graph; c.Folded() && g != nil && p.Stage <= len(g.Record.Blocks) {
		if own := min(p.Block, g.Record.Blocks[p.Stage-1]); own >= c.First().Block {
			p.Block = own
		}
	}
	return p
}

// Axis lists the columns of the axis. Where the networks have too many blocks
// for one window, only the stage of the selected block is open: each of the
// others is one column. Of a stage that is too deep even so, the blocks around
// the selected one are open.
func (s *Session) Axis() []AxisColumn {
	all := s.Columns()
	stages := stagesOf(all)
	var out []AxisColumn
	for i, blocks := range stages {
		stage := i + 1
		from, to := 0, blocks // the open ones
		if len(all) > maxOpen {
			if from, to = 0, 0; stage == s.Select.Place.Stage {
				from, to = open(blocks, s.Select.Place.Block-1, maxOpen-(len(stages)-1))
			}
		}
		fold := func(first, last int) { // blocks counted from 0, without the last
			if first < last {
				out = append(out, AxisColumn{arch.Place{Stage: stage, Block: last}, last - first})
			}
		}
		fold(0, from)
		for b := from; b < to; b++ {
			fold(b, b+1)
		}
		fold(to, blocks)
	}
	return out
}

// stagesOf is how many blocks each stage has.
func stagesOf(columns []arch.Place) []int {
	var out []int
	for _, p := range columns {
		if p.Block == 1 {
			out = append(out, 0)
		}
		out[len(out)-1]++
	}
	return out
}

// open is which of a stage's blocks, counted from 0, stand open where there is
// room for some columns: those around one, page by page, so that they stay where
// they are while the selection goes along them.
func open(blocks, at, room int) (from, to int) {
	if blocks <= room {
		return 0, blocks
	}
	page := max(1, room-2) // two are for those before and after
	from = max(0, min(at/page*page, blocks-page))
	return from, from + page
}
