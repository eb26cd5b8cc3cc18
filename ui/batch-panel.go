package ui

import (
	"fmt"
	"path"
	"strings"

	"github.com/vugu/vugu"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

func (c *BatchPanel) t() text.Inputs { return c.S.Text.Inputs }

// state says how far the batch is, and how fast.
func (c *BatchPanel) state() string {
	b := c.S.Batch
	parts := []string{batchState(c.S)}
	if s := b.Took().Seconds(); s > 0 && b.Done > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().BatchRate, float64(b.Done)/s, s))
	}
	if b.Left > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().BatchLeft, b.Left))
	}
	return strings.Join(parts, " · ")
}

// batchState says how far the batch is, and whether it goes on.
func batchState(s *session.Session) string {
	b, t := s.Batch, s.Text.Inputs
	state := t.BatchReads
	if !b.Running {
		state = map[session.Ended]string{session.Complete: t.BatchComplete, session.Stopped: t.BatchStopped, session.Interrupted: t.BatchInterrupted}[b.Ended]
	}
	return s.Text.Fill(t.BatchOf, b.Done, len(b.Items)) + ", " + state
}

// again is the word for going on, or for reading all anew with other networks.
func (c *BatchPanel) again() string {
	if c.S.Batch.Same() {
		return c.t().GoOn
	}
	return c.t().ReadAgain
}

// rule says where the classes are from, and how many there are.
func (c *BatchPanel) rule() string {
	known := 0
	for i := range c.S.Batch.Items {
		if c.S.Batch.Items[i].Label != "" {
			known++
		}
	}
	return c.S.Text.Fill(c.t().LabelRule, known, len(c.S.Batch.Items))
}

// thumb is a row's picture, small.
func (c *BatchPanel) thumb(row int) Canvas { return Canvas{Subject: Thumb, Run: row} }

func (c *BatchPanel) accuracy(side int) string {
	score := &c.S.Batch.Scores[side]
	share, _, _, ok := score.Accuracy()
	if !ok {
		return c.S.Text.NoAnswer
	}
	return c.t().Accuracy + " " + c.S.Text.Fill(c.t().AccuracyOf, 100*share, score.Right, score.Known)
}

func (c *BatchPanel) interval(side int) string {
	score := &c.S.Batch.Scores[side]
	var parts []string
	if _, low, high, ok := score.Accuracy(); ok {
		parts = append(parts, c.S.Text.Fill(c.t().Interval, 100*low, 100*high))
	}
	if score.Answered > 0 {
		parts = append(parts, c.S.Text.Fill(c.t().PerPicture, score.MS/float64(score.Answered)))
	}
	return strings.Join(parts, " · ")
}

func (c *BatchPanel) agreed() string {
	b := c.S.Batch.Both
	return c.S.Text.Fill(c.t().Agreed, b.Agree, b.Agree+b.Differ)
}

func (c *BatchPanel) onlyOne() string {
	b := c.S.Batch.Both
	if c.S.Batch.Scores[0].Known == 0 && c.S.Batch.Scores[1].Known == 0 {
		return c.t().NoLabels
	}
	return c.S.Text.Fill(c.t().OnlyOne, b.OnlyRight[0]+b.OnlyRight[1], b.OnlyRight[0], b.OnlyRight[1])
}

func (c *BatchPanel) chance() string {
	b := c.S.Batch.Both
	if p, ok := b.Chance(); ok {
		return c.S.Text.Fill(c.t().Chance, p)
	}
	if b.Right+b.Wrong > 0 {
		return c.t().NoDifference
	}
	return ""
}

// note explains the matrices, or why there are none.
func (c *BatchPanel) note() string {
	switch {
	case len(c.classes()) > 0:
		return c.t().MatrixHint
	case len(c.S.Batch.Scores[0].Confusion) > 0:
		return c.t().TooManyClasses
	}
	return ""
}

func (c *BatchPanel) classes() []string { return c.S.Batch.Classes() }

func (c *BatchPanel) matrixTitle(side int) string {
	return c.S.Text.Fill(c.t().Matrix, c.S.Slots[side].Name())
}

// short is a class as narrow as a number's column.
func (c *BatchPanel) short(class string) string {
	r := []rune(c.S.Text.Class(class))
	return string(r[:min(len(r), 4)])
}

func (c *BatchPanel) cell(side int, class, answer string) int {
	return c.S.Batch.Scores[side].Confusion[[2]string{class, answer}]
}

func (c *BatchPanel) cellText(side int, class, answer string) string {
	if n := c.cell(side, class, answer); n > 0 {
		return fmt.Sprint(n)
	}
	return "·"
}

func (c *BatchPanel) cellLabel(side int, class, answer string) string {
	return c.S.Text.Fill(c.t().MatrixLabel, c.S.Text.Class(class), c.S.Text.Class(answer), c.cell(side, class, answer))
}

func (c *BatchPanel) cellClass(side int, class, answer string) string {
	l := c.S.Batch.List.Cell
	name := on("", class == answer, "right")
	if c.cell(side, class, answer) > 0 && class != answer {
		name = "wrong"
	}
	return on(name, l != nil && *l == session.ConfusedAs{Slot: side, Class: class, Answer: answer}, "on")
}

// pick shows the rows of a cell; the second time, all again.
func (c *BatchPanel) pick(side int, class, answer string) {
	want := session.ConfusedAs{Slot: side, Class: class, Answer: answer}
	c.S.Batch.Show(func(l *session.List) {
		if l.Cell != nil && *l.Cell == want {
			l.Cell = nil
		} else {
			l.Cell = &want
		}
	})
}

func (c *BatchPanel) allCells() { c.S.Batch.Show(func(l *session.List) { l.Cell = nil }) }

func (c *BatchPanel) cellFilter() string {
	l := c.S.Batch.List.Cell
	if l == nil {
		return c.t().AllCells
	}
	return "× " + c.S.Slots[l.Slot].Name() + ": " + c.cellLabel(l.Slot, l.Class, l.Answer)
}

func (c *BatchPanel) filter(event vugu.DOMEvent) {
	value := event.PropString("target", "value")
	c.S.Batch.Show(func(l *session.List) { l.Filter = value })
}

func (c *BatchPanel) search(event vugu.DOMEvent) {
	value := event.PropString("target", "value")
	c.S.Batch.Show(func(l *session.List) { l.Search = value })
}

func (c *BatchPanel) page() string {
	rows := len(c.S.Batch.Listed())
	return c.S.Text.Fill(c.t().PageOf, c.S.Batch.List.Page+1, c.S.Batch.Pages(), rows)
}

// heading is a column's name and which way it is sorted.
func (c *BatchPanel) heading(order string) string {
	t := c.t()
	name := map[string]string{
		"file": t.FileColumn, "label": t.Label, "agree": t.Agree, "ms": t.Time,
		"A": c.S.Text.Fill(t.Answer, "A"), "B": c.S.Text.Fill(t.Answer, "B"),
		"PA": c.S.Text.Fill(t.Probability, "A"), "PB": c.S.Text.Fill(t.Probability, "B"),
	}[order]
	switch c.sorted(order) {
	case "ascending":
		return name + " " + t.SortedUp
	case "descending":
		return name + " " + t.SortedDown
	}
	return name
}

func (c *BatchPanel) sorted(order string) string {
	switch l := c.S.Batch.List; {
	case l.Sort != order:
		return "none"
	case l.Down:
		return "descending"
	}
	return "ascending"
}

func (c *BatchPanel) showRow(row int) string {
	return c.S.Text.Fill(c.t().ShowRow, c.S.Batch.Items[row].File)
}

// field is what a row has in a column.
func (c *BatchPanel) field(row int, order string) string {
	r, t := &c.S.Batch.Items[row], c.t()
	switch order {
	case "label":
		if r.Label == "" {
			return c.S.Text.NoAnswer
		}
		return c.S.Text.Class(r.Label)
	case "agree":
		return map[string]string{"yes": t.Yes, "no": t.No, "": c.S.Text.NoAnswer}[r.Agree()]
	case "ms":
		if ms := r.Answers[0].MS + r.Answers[1].MS; ms > 0 {
			return format.Fixed(ms, 1)
		}
		return c.S.Text.NoAnswer
	}
	a := r.Answers[order[len(order)-1]-'A']
	switch {
	case r.Error != "" && order == "A":
		if r.Fault == nil {
			return t.Unread
		}
		return session.Fault(c.S.Text, path.Base(r.File), r.Fault)
	case a.Class == "" && a.Error != "" && r.Error == "" && len(order) == 1:
		return t.Unread
	case a.Class == "":
		return c.S.Text.NoAnswer
	case len(order) == 2:
		return format.Percent(a.P)
	}
	side := int(order[0] - 'A')
	if right, known := c.S.Batch.RightAt(r, side); known {
		return map[bool]string{true: "✓ ", false: "✗ "}[right] + c.S.Text.Class(a.Class)
	}
	return c.S.Text.Class(a.Class)
}

func (c *BatchPanel) fieldClass(row int, order string) string {
	r := &c.S.Batch.Items[row]
	switch {
	case order == "A" || order == "B":
		right, known := c.S.Batch.RightAt(r, int(order[0]-'A'))
		return on(on("field", known && right, "right"), known && !right, "wrong")
	case order == "agree" || order == "label":
		return "field"
	}
	return "field number"
}
