package ui

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

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
