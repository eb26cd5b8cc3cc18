package ui

import (
	"fmt"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

func (c *Confusion) classes() []string { return c.S.Batch.Classes() }

func (c *Confusion) title() string {
	return c.S.Text.Fill(c.S.Text.Inputs.Matrix, c.S.Slots[c.Slot].Name())
}

// count is how many pictures of a class got an answer.
func (c *Confusion) count(class, answer string) int {
	return c.S.Batch.Scores[c.Slot].Confusion[[2]string{class, answer}]
}

func (c *Confusion) text(class, answer string) string {
	if n := c.count(class, answer); n > 0 {
		return fmt.Sprint(n)
	}
	return ""
}

func (c *Confusion) label(class, answer string) string {
	return c.S.Text.Fill(c.S.Text.Inputs.MatrixLabel, c.S.Text.Class(class), c.S.Text.Class(answer), c.count(class, answer))
}

func (c *Confusion) cell(class, answer string) session.ConfusedAs {
	return session.ConfusedAs{Slot: c.Slot, Class: class, Answer: answer}
}

func (c *Confusion) chosen(class, answer string) bool {
	l := c.S.Batch.List.Cell
	return l != nil && *l == c.cell(class, answer)
}

func (c *Confusion) cellClass(class, answer string) string {
	return on(on(c.shade(class, answer), class == answer, "right"), c.chosen(class, answer), "on")
}

// shade is how large a part of its row a cell is, in tenths: the darker the
// larger. The page's policy allows no styles of an element's own.
func (c *Confusion) shade(class, answer string) string {
	if c.rows == nil {
		c.rows = map[string]int{}
		for pair, n := range c.S.Batch.Scores[c.Slot].Confusion {
			c.rows[pair[0]] += n
		}
	}
	n := c.count(class, answer)
	if n == 0 {
		return ""
	}
	return format.ID("part-", (10*n+c.rows[class]-1)/c.rows[class])
}

// pick shows the pictures of a cell; the second time, all again.
func (c *Confusion) pick(class, answer string) {
	c.S.Batch.Show(func(l *session.List) {
		want := c.cell(class, answer)
		if c.chosen(class, answer) {
			l.Cell = nil
		} else {
			l.Cell = &want
		}
	})
}
