package session

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// Pairing says whose blocks a table of likeness compares.
type Pairing int

// The pairings: within a network and across the two.
const (
	WithinA Pairing = iota
	WithinB
	Across
)

// Compared is the table of likeness on the page, and the pair pointed at.
type Compared struct {
	Similarity  Similarity
	Pairing     Pairing
	Row, Column int  // from 0
	Batch       bool // of the pictures of the last batch, if there is one
}

// SimilarityTable is the table on the page with its rows and columns; false before
// it is known.
func (s *Session) SimilarityTable() (t measure.Table, rows, columns []protocol.Block, ok bool) {
	if s.Compared.Pairing != Across {
		t, rows, ok = s.ownTable(int(s.Compared.Pairing - WithinA))
		return t, rows, rows, ok
	}
	return s.crossTable()
}

// crossTable is how alike the blocks of A (rows) are to those of B, for the
// picture or over the batch.
func (s *Session) crossTable() (t measure.Table, rows, columns []protocol.Block, ok bool) {
	if s.OverBatch() {
		if d, ok := s.DepthAcross(); ok {
			return d.Cross, s.Slots[0].blocks(), s.Slots[1].blocks(), true
		}
	} else if b := s.Slots[1].Similar; b != nil && b.against != nil {
		return b.Cross, b.against.Blocks, b.Blocks, true
	}
	return measure.Table{}, nil, nil, false
}

// ownTable is how alike a slot's blocks are, for the picture or over the batch.
func (s *Session) ownTable(slot int) (t measure.Table, blocks []protocol.Block, ok bool) {
	if s.OverBatch() {
		if d, ok := s.Depth(slot); ok {
			return d.Similar, s.Slots[slot].blocks(), true
		}
	} else if a := s.Slots[slot].Similar; a != nil {
		return a.Own, a.Blocks, true
	}
	return measure.Table{}, nil, false
}

// MovePair points at another pair of the table, so many rows down and columns
// to the right, if there is one.
func (s *Session) MovePair(down, right int) {
	s.markDirty(Paired)
	t, _, _, ok := s.SimilarityTable()
	row, column := s.Compared.Row+down, s.Compared.Column+right
	if ok && row >= 0 && row < t.Rows && column >= 0 && column < t.Columns {
		s.Compared.Row, s.Compared.Column = row, column
	}
}

// PointPair points at the pair at a place of the table, in fractions of its
// width and height below 1.
func (s *Session) PointPair(x, y float64) {
	s.markDirty(Paired)
	if t, _, _, ok := s.SimilarityTable(); ok {
		s.Compared.Row, s.Compared.Column = int(y*float64(t.Rows)), int(x*float64(t.Columns))
	}
}

// ToOther is how alike each column's output of A is to that of the same block
// of B, by column; NaN where it cannot be said.
func (s *Session) ToOther(l Similarity) map[arch.Place]float64 {
	out := map[arch.Place]float64{}
	t, rows, columns, ok := s.crossTable()
	if !ok {
		return out
	}
	for i, x := range rows {
		for j, y := range columns {
			if x.Stage == y.Stage && x.Block == y.Block {
				out[arch.Place{Stage: x.Stage, Block: x.Block}] = l.Of(t.At(i, j))
			}
		}
	}
	return out
}

// SameBlocks is the mean likeness of a block of A to the same block of B; false
// if there is none to be said.
func (s *Session) SameBlocks(l Similarity) (mean float64, ok bool) {
	sum, n := 0.0, 0
	for _, v := range s.ToOther(l) {
		if !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n), n > 0
}
