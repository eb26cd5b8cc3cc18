package ui

import (
	"math"

	"regnetlens/ui/session"
)

// What stands under the grid and shares its columns.

// toBefore is how alike a block's output is to that of the block before.
func (c *Depth) toBefore(side int, at session.Column) (float64, string, bool) {
	v, ok := c.S.ToBefore(side, c.S.Compared.Likeness)[at]
	return v, likenessText(v), ok && !math.IsNaN(v)
}

// readHere is how likely a network's answer is already at a block; over a batch
// with known classes, how often the answer read there is right.
func (c *Depth) readHere(side int, at session.Column) (float64, string, bool) {
	d := c.S.Sides[side]
	if c.overLabels() {
		b, ok := c.S.Depth(side)
		if !ok {
			return 0, "", false
		}
		v, ok := b.Right.At(at)
		return v, percent(float32(v)), ok
	}
	class, ok := d.TopClass()
	if !ok {
		return 0, "", false
	}
	p, ok := d.ReadAt(at, class)
	return float64(p), percent(p), ok
}

// unread is how many columns come before the first stage with a block that the
// answer can be read off; their place holds the reason, and the ribbons' key.
func (c *Depth) unread() int {
	columns := 0
	for _, s := range c.stages() {
		if c.readable(s) {
			break
		}
		columns += s.Blocks
	}
	return columns
}

func (c *Depth) readable(s stage) bool {
	for b := 1; b <= s.Blocks; b++ {
		for _, d := range c.S.Sides {
			if d.ReadableAt(session.Column{Stage: s.Number, Block: b}) {
				return true
			}
		}
	}
	return false
}

// readStages are the stages from the first that can be read.
func (c *Depth) readStages() []stage {
	stages := c.stages()
	for i, s := range stages {
		if c.readable(s) {
			return stages[i:]
		}
	}
	return nil
}

// onlyHere says why the answer can be read off some blocks only.
func (c *Depth) onlyHere() string {
	for _, d := range c.S.Sides {
		if d.Graph != nil {
			stages := d.Graph.Record.Blocks
			tap, _ := d.TapAt(session.Column{Stage: len(stages), Block: stages[len(stages)-1]}, "o")
			return c.S.Text.Fill(c.S.Text.Measures.OnlyHere, tap.Shape.C)
		}
	}
	return ""
}

// shares are the ribbons' key: the classes of a side, the answer first.
func (c *Depth) shares(d *session.Side) []string {
	var names []string
	for _, class := range d.Contenders(contenders) {
		names = append(names, c.S.Text.Class(d.Model.Classes[class]))
	}
	for len(names) < contenders {
		names = append(names, c.S.Text.NoAnswer)
	}
	return append(names, c.S.Text.Measures.Rest)
}

// overLabels tells whether the chart of the answer shows the accuracy over a
// batch.
func (c *Depth) overLabels() bool { return c.labelled() > 0 }

// labelled is how many pictures of the batch on the charts have a known class.
func (c *Depth) labelled() int {
	n := 0
	for side := range c.S.Sides {
		if d, ok := c.S.Depth(side); ok && c.S.OverBatch() {
			n = max(n, d.Right.Pictures)
		}
	}
	return n
}

// answerHint says what the chart of the answer shows.
func (c *Depth) answerHint() string {
	if n := c.labelled(); n > 0 {
		return c.S.Text.Fill(c.S.Text.Measures.RightHint, n)
	}
	return c.S.Text.Measures.AnswerHint
}
