package ui

import (
	"fmt"
	"math"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// matrix is one of the three tables, with its element.
type matrix struct {
	chart.Matrix
	ID      string
	Pairing session.Pairing
}

// The cells' box is as wide and high as there are columns and rows.
func (m matrix) box() string { return format.ViewBox(len(m.Columns), len(m.Rows)) }

func (m matrix) cells() []chart.Shape {
	return m.Cells(0, 0, float64(len(m.Columns)), float64(len(m.Rows)))
}

func (m matrix) stages() string {
	return m.Stages(0, 0, float64(len(m.Columns)), float64(len(m.Rows)))
}

// all are the three tables; before they are known with blocks and without values,
// so that nothing moves.
func (c *Matrices) all() []matrix {
	var out []matrix
	for _, p := range session.Pairings {
		a, b := p.Slots()
		m := matrix{Pairing: p, ID: [...]string{session.WithinA: "matrix-aa", session.WithinB: "matrix-bb", session.Across: "matrix-ab"}[p]}
		m.RowInk, m.ColumnInk = inks[a], inks[b]
		m.Title = c.S.Text.Fill(c.S.Text.Measures.Itself, format.Networks[a])
		if a != b {
			m.Title = c.S.Text.Measures.RowsColumns
		}
		t, rows, columns, ok := c.S.SimilarityTable(p)
		if !ok {
			m.Rows, m.Columns = blocksOf(c.S.Slots[a]), blocksOf(c.S.Slots[b])
			out = append(out, m)
			continue
		}
		m.Rows, m.Columns = placesOf(rows), placesOf(columns)
		for i := range t.Rows {
			for j := range t.Columns {
				m.Values = append(m.Values, c.S.Compared.Similarity.Of(t.At(i, j)))
			}
		}
		out = append(out, m)
	}
	return out
}

func placesOf(blocks []protocol.Block) []arch.Place {
	out := make([]arch.Place, len(blocks))
	for i, b := range blocks {
		out[i] = arch.Place{Stage: b.Stage, Block: b.Block}
	}
	return out
}

// blocksOf are the blocks of a network; one where there is no network.
func blocksOf(d *session.Slot) []arch.Place {
	if d.Graph == nil {
		return []arch.Place{{Stage: 1, Block: 1}}
	}
	var out []arch.Place
	for i, n := range d.Graph.Record.Blocks {
		for b := range n {
			out = append(out, arch.Place{Stage: i + 1, Block: b + 1})
		}
	}
	return out
}

func (c *Matrices) by(l session.Similarity) bool { return c.S.Compared.Similarity == l }

func (c *Matrices) isPointed(m matrix) bool { return c.S.Compared.Pairing == m.Pairing }

func (c *Matrices) rowBox() string { return format.ViewBox(chart.NamesWide, chart.CellsSize) }

func (c *Matrices) columnBox() string { return format.ViewBox(chart.CellsSize, chart.NamesHigh) }

// ramp are the colours beside each other, from the least likeness to the most.
func (c *Matrices) ramp() []string {
	out := make([]string, len(chart.Levels))
	for i := range out {
		out[i] = fmt.Sprintf("M%d 0h1v1h-1z", i)
	}
	return out
}

func (c *Matrices) rampBox() string { return format.ViewBox(len(chart.Levels), 1) }

func (c *Matrices) label(m matrix) string {
	a, b := m.Pairing.Slots()
	return c.S.Text.Fill(c.S.Text.Measures.MatrixAlt, format.Networks[a], len(m.Rows), format.Networks[b], len(m.Columns))
}

func (c *Matrices) means() string {
	if c.by(session.Cosine) {
		return c.S.Text.Measures.CosineMeans
	}
	return c.S.Text.Measures.CKAMeans
}

// pointed is the pair pointed at, in words.
func (c *Matrices) pointed() string {
	m, at := c.S.Text.Measures, c.S.Compared
	t, rows, columns, ok := c.S.SimilarityTable(at.Pairing)
	if !ok || at.Row >= t.Rows || at.Column >= t.Columns {
		return c.S.Text.NoAnswer
	}
	value := m.NoValue
	if v := at.Similarity.Of(t.At(at.Row, at.Column)); !math.IsNaN(v) {
		value = likenessName(c.S) + " " + likenessText(v)
	}
	a, b := rows[at.Row], columns[at.Column]
	if at.Pairing == session.Across {
		return c.S.Text.Fill(m.PairAcross, a.Stage, a.Block, b.Stage, b.Block, value)
	}
	slot, _ := at.Pairing.Slots()
	return c.S.Text.Fill(m.PairWithin, format.Networks[slot], a.Stage, a.Block, b.Stage, b.Block, value)
}

// piece is what a file shows.
func (c *Matrices) piece() chart.Matrices {
	out := chart.Matrices{Scale: likenessName(c.S), Says: c.found(), Of: -1}
	for _, m := range c.all() {
		out.All = append(out.All, m.Matrix)
		if c.S.Compared.Marked != [2]arch.Place{} && c.isPointed(m) {
			out.Of, out.Marked = int(m.Pairing), [2]int{c.S.Compared.Row, c.S.Compared.Column}
		}
	}
	return out
}

// found says what the numbers of these two networks are, and whether they are
// as the paper says where just one of them has a regulator.
func (c *Matrices) found() string {
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
