package ui

import (
	"fmt"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/chart"
	"regnetlens/ui/format"
	"regnetlens/ui/sentence"
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
	facts := s.Facts()
	c.Sum = wordsOf(sentence.Meeting(s.Text, &facts))
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

// wordsOf are the words of a sentence, for a chart.
func wordsOf(said sentence.Sentence) []chart.Word {
	var out []chart.Word
	for _, r := range said {
		w := chart.Word{Text: r.Text, Strong: r.Role != sentence.Plain}
		if r.Role == sentence.A || r.Role == sentence.B {
			w.Ink = inks[r.Role-sentence.A]
		}
		out = append(out, w)
	}
	return out
}
