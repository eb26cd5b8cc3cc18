package ui

import (
	"fmt"
	"math"
	"strings"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// levels of colour in the table.
const levels = 10

func (c *SimilarityTable) pairings() []string { return []string{"A · A", "B · B", "A · B"} }

func (c *SimilarityTable) isPairing(i int) bool { return c.S.Compared.Pairing == session.Pairing(i) }

func (c *SimilarityTable) by(l session.Similarity) bool { return c.S.Compared.Similarity == l }

func (c *SimilarityTable) pair(i int) {
	c.S.Compared.Pairing, c.S.Compared.Row, c.S.Compared.Column = session.Pairing(i), 0, 0
}

// size of the table: of the networks before anything is known, so that nothing
// moves.
func (c *SimilarityTable) size() (rows, columns int) {
	n := [2]int{1, 1}
	for i, d := range c.S.Slots {
		if d.Graph != nil {
			n[i] = 0
			for _, blocks := range d.Graph.Record.Blocks {
				n[i] += blocks
			}
		}
	}
	switch c.S.Compared.Pairing {
	case session.WithinA:
		return n[0], n[0]
	case session.WithinB:
		return n[1], n[1]
	}
	return n[0], n[1]
}

func (c *SimilarityTable) box() string {
	rows, columns := c.size()
	return format.ViewBox(columns, rows)
}

// levels are the squares of each colour. Pairs that cannot be compared have
// none.
func (c *SimilarityTable) levels() []string {
	squares := make([]strings.Builder, levels)
	if t, _, _, ok := c.S.SimilarityTable(); ok {
		for i := range t.Rows {
			for j := range t.Columns {
				if v := c.S.Compared.Similarity.Of(t.At(i, j)); !math.IsNaN(v) {
					fmt.Fprintf(&squares[min(max(int(v*levels), 0), levels-1)], "M%d %dh1v1h-1z", j, i)
				}
			}
		}
	}
	out := make([]string, levels)
	for i := range squares {
		out[i] = squares[i].String()
	}
	return out
}

// ramp are the colours beside each other, from the least likeness to the most.
func (c *SimilarityTable) ramp() []string {
	out := make([]string, levels)
	for i := range out {
		out[i] = fmt.Sprintf("M%d 0h1v1h-1z", i)
	}
	return out
}

func (c *SimilarityTable) rampBox() string { return format.ViewBox(levels, 1) }

// stages are the lines between the stages.
func (c *SimilarityTable) stages() string {
	_, rows, columns, _ := c.S.SimilarityTable()
	var d strings.Builder
	for i, b := range rows {
		if b.Block == 1 && i > 0 {
			fmt.Fprintf(&d, "M0 %dH%d", i, len(columns))
		}
	}
	for j, b := range columns {
		if b.Block == 1 && j > 0 {
			fmt.Fprintf(&d, "M%d 0V%d", j, len(rows))
		}
	}
	return d.String()
}

// names of the networks of rows and columns.
func (c *SimilarityTable) names() (row, column string) {
	return [...]string{"A", "B", "A"}[c.S.Compared.Pairing], [...]string{"A", "B", "B"}[c.S.Compared.Pairing]
}

func (c *SimilarityTable) label() string {
	row, column := c.names()
	rows, columns := c.size()
	return c.S.Text.Fill(c.S.Text.Measures.MatrixAlt, row, rows, column, columns)
}

func (c *SimilarityTable) axes() string {
	row, column := c.names()
	return c.S.Text.Fill(c.S.Text.Measures.Axes, row, column)
}

func (c *SimilarityTable) means() string {
	if c.by(session.Cosine) {
		return c.S.Text.Measures.CosineMeans
	}
	return c.S.Text.Measures.CKAMeans
}

// pointed is the pair pointed at, in words.
func (c *SimilarityTable) pointed() string {
	m := c.S.Text.Measures
	t, rows, columns, ok := c.S.SimilarityTable()
	i, j := c.S.Compared.Row, c.S.Compared.Column
	if !ok || i >= t.Rows || j >= t.Columns {
		return c.S.Text.NoAnswer
	}
	value := m.NoValue
	if v := c.S.Compared.Similarity.Of(t.At(i, j)); !math.IsNaN(v) {
		value = likenessName(c.S) + " " + likenessText(v)
	}
	return c.pairText(rows[i], columns[j], value)
}

func (c *SimilarityTable) pairText(a, b protocol.Block, value string) string {
	m := c.S.Text.Measures
	if c.S.Compared.Pairing == session.Across {
		return c.S.Text.Fill(m.PairAcross, a.Stage, a.Block, b.Stage, b.Block, value)
	}
	name, _ := c.names()
	return c.S.Text.Fill(m.PairWithin, name, a.Stage, a.Block, b.Stage, b.Block, value)
}

// found says what the numbers of these two networks are, and whether they are
// as the paper says where just one of them has a regulator.
func (c *SimilarityTable) found() string {
	t, m, l := c.S.Text, c.S.Text.Measures, c.S.Compared.Similarity
	a, okA := c.S.Neighbours(0, l)
	b, okB := c.S.Neighbours(1, l)
	if !okA || !okB {
		return t.NoAnswer
	}
	say := []string{t.Fill(m.Found, likenessName(c.S), likenessText(a), likenessText(b))}
	if d, ok := c.S.Depth(0); ok && c.S.OverBatch() {
		say[0] = t.Fill(m.FoundBatch, d.Seen, likenessName(c.S), likenessText(a), likenessText(b))
	}
	if ra, rb := c.S.Slots[0].Regulated(), c.S.Slots[1].Regulated(); ra != rb {
		regulated, plain, less := "B", "A", b < a
		if ra {
			regulated, plain, less = "A", "B", a < b
		}
		if less {
			say = append(say, t.Fill(m.FoundAsPaper, regulated, plain))
		} else {
			say = append(say, t.Fill(m.FoundNotAsPaper, regulated, plain))
		}
	}
	if v, ok := c.S.SameBlocks(l); ok {
		across := t.Fill(m.FoundAcross, likenessText(v))
		if d, ok := c.S.DepthAcross(); ok && c.S.OverBatch() {
			across = t.Fill(m.FoundAcrossBatch, d.Met, likenessText(v))
		}
		say = append(say, across)
	}
	return strings.Join(say, " ")
}
