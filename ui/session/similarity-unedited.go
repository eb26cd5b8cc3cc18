package session

import (
	"math"

	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// uneditedTable is how alike blocks are for a picture in the networks as they
// are, kept for when that picture is run with edits.
type uneditedTable struct {
	picture       int       // its identity; 0 for none
	models        [2]string // of the rows and of the columns
	table         measure.Table
	rows, columns []protocol.Block
}

// of reports whether the table is of the picture on the page and of the models
// that two slots have.
func (u *uneditedTable) of(rows, columns *Slot) bool {
	p := rows.session.Shown
	return p != nil && u.picture == p.identity() && u.models == [2]string{rows.Model.ID, columns.Model.ID}
}

// keepUnedited keeps the likeness that was found last, as far as the networks ran
// without edits; with are the blocks of A that B's were compared with, nil for
// none.
func (d *Slot) keepUnedited(with *Similarities) {
	s := d.session
	picture, found := s.Shown.identity(), d.Similar
	if !d.isEdited() {
		d.unedited = uneditedTable{picture, [2]string{d.Model.ID, d.Model.ID}, found.Own, found.Blocks, found.Blocks}
	}
	if a := s.Slots[0]; with != nil && found.against == with && a.Similar == with && !a.isEdited() && !d.isEdited() {
		s.uneditedAcross = uneditedTable{picture, [2]string{a.Model.ID, d.Model.ID}, found.Cross, with.Blocks, found.Blocks}
	}
}

// uneditedNeighbours is what neighbours finds of the picture on the page in the
// network as it is; NaN where that is not known.
func (d *Slot) uneditedNeighbours(l Similarity) float64 {
	if u := &d.unedited; u.of(d, d) {
		return neighbours(&u.table, u.rows, l)
	}
	return math.NaN()
}

// NeighboursUnedited is what Neighbours was before the slot's network was edited;
// false where it is not edited, where that is not known, and over a batch, which
// no edit changes.
func (s *Session) NeighboursUnedited(slot int, l Similarity) (mean float64, ok bool) {
	d := s.Slots[slot]
	if s.OverBatch() || !d.isEdited() {
		return 0, false
	}
	mean = d.uneditedNeighbours(l)
	return mean, !math.IsNaN(mean)
}

// SameBlocksUnedited is what SameBlocks was before one of the networks was
// edited, as NeighboursUnedited has it.
func (s *Session) SameBlocksUnedited(l Similarity) (mean float64, ok bool) {
	a, b := s.Slots[0], s.Slots[1]
	u := &s.uneditedAcross
	if s.OverBatch() || !a.isEdited() && !b.isEdited() || !u.of(a, b) {
		return 0, false
	}
	mean = meanOf(sameBlocks(&u.table, u.rows, u.columns, l))
	return mean, !math.IsNaN(mean)
}
