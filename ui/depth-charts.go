package ui

import (
	"math"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// The charts of the axis: what each says of the blocks of both networks, as a
// description that page and files are drawn from.

// describe is a chart, one of [session.Charts], over columns.
func describe(s *session.Session, of string, columns []chart.Column) chart.Chart {
	c := map[string]func(*session.Session, []chart.Column) chart.Chart{
		session.ChartAlike: alike, session.ChartAnswer: answerRead, session.ChartOff: off, session.ChartAcross: across, session.ChartCost: costs,
	}[of](s, columns)
	c.Columns, c.Selected = columns, -1
	for i, column := range columns {
		if column.Holds(s.Select.Place) {
			c.Selected = i
		}
	}
	return c
}

// inks of the networks.
var inks = [2]chart.Ink{chart.A, chart.B}

// points are the values of columns. That of a folded one is the mean of its
// blocks.
func points(columns []chart.Column, value func(at arch.Place) (float64, bool), write func(v float64) string) []chart.Point {
	out := make([]chart.Point, len(columns))
	for i, c := range columns {
		sum, n := 0.0, 0
		for _, at := range c.Blocks() {
			if v, ok := value(at); ok && !math.IsNaN(v) && !math.IsInf(v, 0) {
				sum, n = sum+v, n+1
			}
		}
		if out[i] = chart.None; n > 0 {
			out[i] = chart.Point{Value: sum / float64(n), Text: write(sum / float64(n))}
		}
	}
	return out
}

// at are the values of a map.
func at(values map[arch.Place]float64) func(arch.Place) (float64, bool) {
	return func(p arch.Place) (float64, bool) { v, ok := values[p]; return v, ok }
}

// whole writes what a chart comes to for each network, as far as that is known.
func whole(s *session.Session, text func(d *session.Slot) (string, bool)) []chart.Word {
	var out []chart.Word
	for i, d := range s.Slots {
		if value, ok := text(d); ok {
			if out != nil {
				out = append(out, chart.Word{Text: "\u2002"})
			}
			out = append(out, chart.Words(s.Text.Charts.Network, chart.Word{Text: d.Name(), Ink: inks[i], Strong: true}, chart.Word{Text: value})...)
		}
	}
	return out
}

// likeness is the axis of a chart of likeness: its upper half, unless some value
// lies below.
func likeness(series ...chart.Series) chart.Axis {
	a := chart.Axis{Low: 0.5, High: 1, Ticks: []chart.Tick{{Value: 0.5, Text: "0.5"}, {Value: 1, Text: "1"}}}
	for _, s := range series {
		for _, p := range s.Points {
			if p.Value < a.Low {
				a.Low, a.Ticks[0] = 0, chart.Tick{Text: "0"}
			}
		}
	}
	return a
}

// shares is the axis of per cents.
var shares = chart.Axis{High: 100, Ticks: []chart.Tick{{Value: 0, Text: "0"}, {Value: 100, Text: "100"}}}

// round writes a per cent beside a point.
func round(v float64) string { return format.Decimals(v, 0) }

// alike is how alike a block's output is to that of the block before.
func alike(s *session.Session, columns []chart.Column) chart.Chart {
	t, l := &s.Text.Charts, s.Compared.Similarity
	c := chart.Chart{Title: t.Alike, Hint: t.AlikeHint}
	for i := range s.Slots {
		c.Series = append(c.Series, chart.Series{Ink: inks[i], Points: points(columns, at(s.ToBefore(i, l)), likenessText)})
	}
	c.Axis = likeness(c.Series...)
	c.Sum = whole(s, func(d *session.Slot) (string, bool) {
		v, ok := s.Neighbours(d.Index, l)
		return likenessText(v), ok
	})
	if c.Sum != nil {
		c.SumNote = s.Text.Fill(t.AlikeSum, likenessName(s))
	}
	var was []string
	for i, d := range s.Slots {
		if v, ok := s.NeighboursUnedited(i, l); ok {
			was = append(was, s.Text.Fill(t.AlikeWas, d.Name(), likenessText(v)))
		}
	}
	if c.Sum != nil && was != nil {
		c.SumNote = s.Text.Fill(t.WasBy, strings.Join(was, ", "), likenessName(s))
	}
	return c
}

// across is how alike the outputs of the same block of both networks are.
func across(s *session.Session, columns []chart.Column) chart.Chart {
	t, l := &s.Text.Charts, s.Compared.Similarity
	c := chart.Chart{Title: t.Across, Hint: t.AcrossHint, Series: []chart.Series{{Points: points(columns, at(s.ToOther(l)), likenessText)}}}
	c.Axis = likeness(c.Series...)
	if v, ok := s.SameBlocks(l); ok {
		c.Sum, c.SumNote = []chart.Word{{Text: likenessText(v)}}, s.Text.Fill(t.AcrossSum, likenessName(s))
		if was, ok := s.SameBlocksUnedited(l); ok {
			c.SumNote = s.Text.Fill(t.WasBy, s.Text.Fill(t.Was, likenessText(was)), likenessName(s))
		}
	}
	return c
}

// likenessText writes a likeness, from 0 to 1.
func likenessText(v float64) string { return format.Fixed(v, 2) }

// likenessName is the likeness that was chosen.
func likenessName(s *session.Session) string {
	if s.Compared.Similarity == session.Cosine {
		return s.Text.Measures.Cosine
	}
	return s.Text.Measures.CKA
}
