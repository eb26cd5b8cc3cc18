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

// Pairings lists them.
var Pairings = []Pairing{WithinA, WithinB, Across}

// Slots are the numbers of the slots whose blocks are the rows and the columns of
// a table.
func (p Pairing) Slots() (rows, columns int) {
	return [...]int{WithinA: 0, WithinB: 1, Across: 0}[p], [...]int{WithinA: 0, WithinB: 1, Across: 1}[p]
}

// Compared is what is shown of the blocks' likeness, and the pair pointed at.
type Compared struct {
	Similarity  Similarity
	Pairing     Pairing // the table that the pair is in
	Row, Column int     // from 0
	Batch       bool    // of the pictures of the last batch, if there is one
	// Marked are the two blocks of the pair that was pressed last, whose columns
	// are marked on the axis; zero for none.
	Marked [2]arch.Place
}

// SimilarityTable is a table with its rows and columns; false before it is known.
func (s *Session) SimilarityTable(p Pairing) (t measure.Table, rows, columns []protocol.Block, ok bool) {
	if p != Across {
		t, rows, ok = s.ownTable(int(p - WithinA))
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

// MovePair points at another pair of a table, so many rows down and columns to
// the right, if there is one, and marks its columns.
func (s *Session) MovePair(down, right int) {
	s.markDirty(Paired)
	c := &s.Compared
	t, _, _, ok := s.SimilarityTable(c.Pairing)
	row, column := c.Row+down, c.Column+right
	if ok && row >= 0 && row < t.Rows && column >= 0 && column < t.Columns {
		c.Row, c.Column = row, column
		s.markPair()
	}
}

// PointPair points at the pair at a place of a table, in fractions of its width
// and height below 1.
func (s *Session) PointPair(p Pairing, x, y float64) {
	s.markDirty(Paired)
	if t, _, _, ok := s.SimilarityTable(p); ok {
		c := &s.Compared
		c.Pairing, c.Row, c.Column = p, int(y*float64(t.Rows)), int(x*float64(t.Columns))
	}
}

// PressPair points at a pair and marks its columns on the axis, or takes the
// marks of the same pair away.
func (s *Session) PressPair(p Pairing, x, y float64) {
	s.PointPair(p, x, y)
	was := s.Compared.Marked
	if s.markPair(); s.Compared.Marked == was {
		s.Compared.Marked = [2]arch.Place{}
	}
}

// markPair marks the columns of the pair pointed at.
func (s *Session) markPair() {
	c := &s.Compared
	_, rows, columns, ok := s.SimilarityTable(c.Pairing)
	if !ok || c.Row >= len(rows) || c.Column >= len(columns) {
		return
	}
	s.markDirty(PairMarked)
	a, b := rows[c.Row], columns[c.Column]
	c.Marked = [2]arch.Place{{Stage: a.Stage, Block: a.Block}, {Stage: b.Stage, Block: b.Block}}
}

// ComparePairing chooses the table that the arrow keys work in.
func (s *Session) ComparePairing(p Pairing) {
	if c := &s.Compared; c.Pairing != p {
		s.markDirty(Paired)
		c.Pairing, c.Row, c.Column = p, 0, 0
	}
}

// ToOther is how alike each column's output of A is to that of the same block
// of B, by column; NaN where it cannot be said.
func (s *Session) ToOther(l Similarity) map[arch.Place]float64 {
	t, rows, columns, ok := s.crossTable()
	if !ok {
		return map[arch.Place]float64{}
	}
	return sameBlocks(&t, rows, columns, l)
}

// sameBlocks are the values of a table where row and column are the same block.
func sameBlocks(t *measure.Table, rows, columns []protocol.Block, l Similarity) map[arch.Place]float64 {
	out := map[arch.Place]float64{}
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
	mean = meanOf(s.ToOther(l))
	return mean, !math.IsNaN(mean)
}

// meanOf is the mean of those values that are numbers; NaN where there are none.
func meanOf(values map[arch.Place]float64) float64 {
	sum, n := 0.0, 0
	for _, v := range values {
		if !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n) // 0/0 is NaN
}
