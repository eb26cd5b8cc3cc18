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
	return c
}

// across is how alike the outputs of the same block of both networks are.
func across(s *session.Session, columns []chart.Column) chart.Chart {
	t, l := &s.Text.Charts, s.Compared.Similarity
	c := chart.Chart{Title: t.Across, Hint: t.AcrossHint, Series: []chart.Series{{Points: points(columns, at(s.ToOther(l)), likenessText)}}}
	c.Axis = likeness(c.Series...)
	if v, ok := s.SameBlocks(l); ok {
		c.Sum, c.SumNote = []chart.Word{{Text: likenessText(v)}}, s.Text.Fill(t.AcrossSum, likenessName(s))
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

// answerRead is how likely a network's answer is already at a block; over a
// batch with known classes, how often the answer read there is right.
func answerRead(s *session.Session, columns []chart.Column) chart.Chart {
	t := &s.Text.Charts
	c := chart.Chart{Title: t.Answer, Hint: t.AnswerEach, Axis: shares}
	c.Note, c.NoteColumns = unread(s, columns)
	pictures := labelled(s)
	for i, d := range s.Slots {
		c.Series = append(c.Series, chart.Series{Ink: inks[i], Points: points(columns, func(at arch.Place) (float64, bool) {
			if pictures > 0 {
				return rightAt(s, i, at)
			}
			class, ok := d.TopClass()
			if !ok {
				return 0, false
			}
			p, ok := d.ReadAt(at, class)
			return 100 * float64(p), ok
		}, round)})
	}
	if pictures > 0 {
		c.Hint, c.SumNote = t.RightHint, s.Text.Fill(t.RightSum, pictures)
		blocks := s.Columns()
		c.Sum = whole(s, func(d *session.Slot) (string, bool) {
			v, ok := rightAt(s, d.Index, blocks[len(blocks)-1])
			return format.Fixed(v, 1), ok
		})
		return c
	}
	if a, b := s.Slots[0].Top(), s.Slots[1].Top(); a != "" && a == b {
		c.Hint = s.Text.Fill(t.AnswerHint, s.Text.Class(a))
	}
	c.Sum = agreement(s)
	return c
}

// rightAt is how many per cent of a batch's pictures a network has right at a
// block.
func rightAt(s *session.Session, side int, at arch.Place) (float64, bool) {
	d, ok := s.Depth(side)
	if !ok {
		return 0, false
	}
	v, ok := d.Right.At(at)
	return 100 * v, ok
}

// labelled is how many pictures of the batch on the charts have a known class.
func labelled(s *session.Session) int {
	n := 0
	for side := range s.Slots {
		if d, ok := s.Depth(side); ok && s.OverBatch() {
			n = max(n, d.Right.Pictures)
		}
	}
	return n
}

// unread says why the answer can be read off some blocks only, and how many
// columns come before them.
func unread(s *session.Session, columns []chart.Column) (why string, before int) {
	readable := func(c chart.Column) bool {
		for _, at := range c.Blocks() {
			if s.Slots[0].ReadableAt(at) || s.Slots[1].ReadableAt(at) {
				return true
			}
		}
		return false
	}
	for before < len(columns) && !readable(columns[before]) {
		before++
	}
	if before == 0 || before == len(columns) {
		return "", 0
	}
	phrase := s.Text.Charts.From
	if columns[before].Place.Stage == columns[len(columns)-1].Place.Stage {
		phrase = s.Text.Charts.OnlyIn
	}
	var maps []string
	for _, d := range s.Slots {
		if d.Graph == nil {
			continue
		}
		stages := d.Graph.Record.Blocks
		tap, _ := d.TapAt(arch.Place{Stage: len(stages), Block: stages[len(stages)-1]}, arch.KindO)
		if n := fmt.Sprint(tap.Shape.C); len(maps) == 0 || maps[0] != n {
			maps = append(maps, n)
		}
	}
	return s.Text.Fill(phrase, columns[before].Place.Stage, strings.Join(maps, " | ")), before
}

// agreement says from which block on both networks' early answers are the same,
// or up to which they were.
func agreement(s *session.Session) []chart.Word {
	t, a, b := &s.Text.Charts, s.Slots[0], s.Slots[1]
	if a.Top() == "" || b.Top() == "" {
		return nil
	}
	var from, after arch.Place // the first of the last blocks in a row that agree; the last one that does
	for _, at := range s.Columns() {
		x, y := a.TopAt(at), b.TopAt(at)
		switch {
		case x == "" || y == "":
		case x != y:
			from = arch.Place{}
		default:
			after = at
			if !from.Inside() {
				from = at
			}
		}
	}
	strong := func(at arch.Place) chart.Word { return chart.Word{Text: at.String(), Strong: true} }
	switch {
	case a.Top() == b.Top() && from.Inside():
		return chart.Words(t.AgreeFrom, chart.Word{Text: s.Text.Class(a.Top())}, strong(from))
	case a.Top() == b.Top():
		return nil
	case after.Inside():
		return chart.Words(t.PartAfter, strong(after))
	}
	return chart.Words(t.NeverAgree)
}

// remembering is the network whose memory the chart "H off" switches off: B, or
// A where only that has one; nil for neither.
func remembering(s *session.Session) *session.Slot {
	for _, d := range []*session.Slot{s.Slots[1], s.Slots[0]} {
		if d.Regulated() {
			return d
		}
	}
	return nil
}

// off is what becomes of an answer with H off at one block alone.
func off(s *session.Session, columns []chart.Column) chart.Chart {
	t, d := &s.Text.Charts, remembering(s)
	c := chart.Chart{Title: t.Off, Kind: chart.Rings, Axis: shares}
	if d == nil {
		c.Note, c.NoteColumns = t.OffNone, len(columns)
		return c
	}
	as, class, ok := d.AsItIs()
	if !ok {
		return c
	}
	name := d.Model.Classes[class]
	c.Hint = s.Text.Fill(t.OffHint, d.Name(), s.Text.Class(name))
	says := func(at arch.Place) string {
		p, _ := withoutH(d, at)
		if top, ok := d.AnswerOf(p); ok && top != class {
			return d.Model.Classes[top]
		}
		return ""
	}
	c.Series = []chart.Series{{Ink: inks[d.Index], Points: points(columns, func(at arch.Place) (float64, bool) {
		p, ok := withoutH(d, at)
		if !ok {
			return 0, false
		}
		return 100 * float64(p[class]), protocol.Finite(p[class])
	}, round)}}
	c.Base = []float64{100 * float64(as[class])}
	for i, column := range columns {
		if answer := says(column.Place); answer != "" && column.Folded == 0 {
			c.Series[0].Points[i].Flag = s.Text.Fill(t.Says, s.Text.Class(answer))
		}
	}
	known, changed := 0, 0
	for _, at := range s.Columns() {
		if _, ok := withoutH(d, at); ok {
			known++
			if says(at) != "" {
				changed++
			}
		}
	}
	c.Sum = chart.Words(t.OffAsIs, chart.Word{Text: d.Name(), Ink: inks[d.Index], Strong: true}, chart.Word{Text: format.Fixed(c.Base[0], 1)})
	if known > 0 {
		c.SumNote = s.Text.Fill(t.OffChanges, changed, known)
	}
	return c
}

// unit is how many of what a cost counts go into the unit that is shown.
var unit = map[session.Measure]float64{session.MulAdds: 1e6, session.Params: 1e3, session.Memory: 1024, session.Time: 1}

// costs is what the blocks cost, in the measure that was chosen.
func costs(s *session.Session, columns []chart.Column) chart.Chart {
	t := &s.Text.Cost
	c := chart.Chart{Title: t.Title, Hint: t.Units[string(s.Measure)], Kind: chart.Bars}
	most := 0.0
	for i, d := range s.Slots {
		blocks, _, _ := d.Cost(s.Measure)
		p := points(columns, func(p arch.Place) (float64, bool) { v, ok := blocks[p]; return v / unit[s.Measure], ok }, format.Three)
		for _, p := range p {
			if p.Value > most {
				most = p.Value
			}
		}
		c.Series = append(c.Series, chart.Series{Ink: inks[i], Points: p})
	}
	high := chart.Ceiling(most)
	c.Axis = chart.Axis{High: high, Ticks: []chart.Tick{{Value: 0, Text: "0"}, {Value: high, Text: format.Factor(float32(high))}}}
	c.Sum = whole(s, func(d *session.Slot) (string, bool) {
		_, v, ok := d.Cost(s.Measure)
		return format.Three(v / unit[s.Measure]), ok
	})
	c.SumNote = s.Text.Fill(t.Sum, c.Hint)
	if c.Sum == nil {
		c.SumNote = t.Unknown
	}
	return c
}

// withoutH are the probabilities of a network with H off at one block alone.
func withoutH(d *session.Slot, at arch.Place) ([]float32, bool) { return nil, false }
