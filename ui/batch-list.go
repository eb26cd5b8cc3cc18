package ui

import (
	"cmp"
	"path"

	"github.com/vugu/vugu"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

func (c *BatchList) t() *text.Inputs { return &c.S.Text.Inputs }

// thumb is a row's picture, small.
func (c *BatchList) thumb(row int) Canvas {
	return Canvas{Subject: Thumb, Run: row, Generation: c.S.Batch.Number}
}

// pictures are the rows of the page that is open, as pictures.
func (c *BatchList) pictures() []int {
	if c.S.Batch.List.Table {
		return nil
	}
	return c.S.Batch.Visible()
}

// list shows the rows as pictures or in a table.
func (c *BatchList) list(table bool) {
	c.S.Batch.Show(func(l *session.List) { l.Table = table })
}

func (c *BatchList) on(filter string) bool {
	return filter == cmp.Or(c.S.Batch.List.Filter, session.Filters[0])
}

func (c *BatchList) filter(filter string) {
	c.S.Batch.Show(func(l *session.List) { l.Filter = filter })
}

// filterName is what one of session.Filters shows, and how many that are.
func (c *BatchList) filterName(i int) string {
	return c.S.Text.Fill(c.t().FilterCount, c.t().Filters[i], c.S.Batch.Passing(session.Filters[i]))
}

func (c *BatchList) search(event vugu.DOMEvent) {
	value := event.PropString("target", "value")
	c.S.Batch.Show(func(l *session.List) { l.Search = value })
}

func (c *BatchList) allCells() { c.S.Batch.Show(func(l *session.List) { l.Cell = nil }) }

// cellFilter names the cell of a confusion matrix that is shown alone.
func (c *BatchList) cellFilter() string {
	l := c.S.Batch.List.Cell
	if l == nil {
		return c.t().AllCells
	}
	return "× " + c.S.Slots[l.Slot].Name() + ": " + (&Confusion{S: c.S, Slot: l.Slot}).label(l.Class, l.Answer)
}

// order says which pictures come first.
func (c *BatchList) order() string {
	if c.S.Batch.List.Table {
		return ""
	}
	return c.t().DisagreeFirst
}

func (c *BatchList) page() string {
	rows := len(c.S.Batch.Listed())
	return c.S.Text.Fill(c.t().PageOf, c.S.Batch.List.Page+1, c.S.Batch.Pages(), rows)
}

func (c *BatchList) showRow(row int) string {
	return c.S.Text.Fill(c.t().ShowRow, c.S.Batch.Items[row].File)
}

// label is the class of a picture, or its name where nobody knows the class.
func (c *BatchList) label(row int) string {
	if r := &c.S.Batch.Items[row]; r.Label != "" {
		return c.S.Text.Class(r.Label)
	}
	return path.Base(c.S.Batch.Items[row].File)
}

// answer is what a network said of a picture: "cat 81 %", or why it said
// nothing.
func (c *BatchList) answer(row, slot int) string {
	r := &c.S.Batch.Items[row]
	a := r.Answers[slot]
	if a.Class == "" {
		if r.Error != "" || a.Error != "" {
			return c.t().Unread
		}
		return c.S.Text.NoAnswer
	}
	return c.S.Text.Class(a.Class) + " " + format.Fixed(100*float64(a.P), 0) + " %"
}

// mark tells right answers from wrong ones; "" where nobody knows.
func (c *BatchList) mark(row, slot int) string {
	right, known := c.S.Batch.RightAt(&c.S.Batch.Items[row], slot)
	return map[[2]bool]string{{true, true}: "✓", {false, true}: "✗"}[[2]bool{right, known}]
}

func (c *BatchList) says(row, slot int) string {
	return c.S.Slots[slot].Name() + " " + c.answer(row, slot)
}

func (c *BatchList) answerClass(row, slot int) string {
	right, known := c.S.Batch.RightAt(&c.S.Batch.Items[row], slot)
	return on(c.S.Slots[slot].Name(), known && right, "right")
}
