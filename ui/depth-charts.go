package ui

import (
	"math"

	"github.com/vugu/vugu"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
)

// What stands under the grid and shares its columns.

// likeness is the chart of a stage of how alike blocks are to those before.
func (c *Depth) likeness(s stage) *part.Part {
	t := c.S.Text.Measures
	return c.chart("likeness", s, &Curves{S: c.S, Title: t.Similarity + " " + t.SimilarityHint, Stage: s.Number, Blocks: s.Blocks, Value: c.toBefore})
}

// likenessAcross is the chart of a stage of how alike the same blocks of both
// networks are.
func (c *Depth) likenessAcross(s stage) *part.Part {
	t := c.S.Text.Measures
	return c.chart("across", s, &Curves{S: c.S, Title: t.AcrossHint, One: t.Across, Stage: s.Number, Blocks: s.Blocks, Value: c.toOther})
}

// answer is the chart of a stage of the answer as it stands at its blocks.
func (c *Depth) answer(s stage) *part.Part {
	return c.chart("answer", s, &Curves{S: c.S, Title: c.S.Text.Measures.Answer + " " + c.answerHint(), Stage: s.Number, Blocks: s.Blocks, Value: c.readHere})
}

// classes are the ribbons of a stage.
func (c *Depth) classes(s stage) *part.Part {
	return c.chart("classes", s, &Ribbons{S: c.S, Stage: s.Number, Blocks: s.Blocks})
}

// costOf is what a block costs.
func (c *Depth) costOf(b arch.Place) *part.Part {
	return c.chart("cost", b, &Cost{S: c.S, At: b})
}

// chart is a part under the grid, at a stage or a block.
func (c *Depth) chart(of string, at any, component vugu.Builder) *part.Part {
	type place struct {
		of string
		at any
	}
	return c.Parts.Of(place{of, at}, c.S.Version(), component)
}

// toBefore is how alike a block's output is to that of the block before.
func (c *Depth) toBefore(side int, at arch.Place) (float64, string, bool) {
	v, ok := c.S.ToBefore(side, c.S.Compared.Similarity)[at]
	return v, likenessText(v), ok && !math.IsNaN(v)
}

// toOther is how alike the output of a block of A is to that of the same block
// of B: one value for both sides, the first one's.
func (c *Depth) toOther(side int, at arch.Place) (float64, string, bool) {
	v, ok := c.S.ToOther(c.S.Compared.Similarity)[at]
	return v, likenessText(v), side == 0 && ok && !math.IsNaN(v)
}

// readHere is how likely a network's answer is already at a block; over a batch
// with known classes, how often the answer read there is right.
func (c *Depth) readHere(side int, at arch.Place) (float64, string, bool) {
	d := c.S.Slots[side]
	if c.overLabels() {
		b, ok := c.S.Depth(side)
		if !ok {
			return 0, "", false
		}
		v, ok := b.Right.At(at)
		return v, format.Percent(float32(v)), ok
	}
	class, ok := d.TopClass()
	if !ok {
		return 0, "", false
	}
	p, ok := d.ReadAt(at, class)
	return float64(p), format.Percent(p), ok
}

// split tells the stages from the first with a block that the answer can be
// read off, and how many columns come before; their place holds the reason, and
// the ribbons' key.
func (c *Depth) split() (unread int, read []stage) {
	for i, s := range c.ofStage {
		if c.readable(s) {
			return unread, c.ofStage[i:]
		}
		unread += s.Blocks
	}
	return unread, nil
}

func (c *Depth) readable(s stage) bool {
	for b := 1; b <= s.Blocks; b++ {
		for _, d := range c.S.Slots {
			if d.ReadableAt(arch.Place{Stage: s.Number, Block: b}) {
				return true
			}
		}
	}
	return false
}

// onlyHere says why the answer can be read off some blocks only.
func (c *Depth) onlyHere() string {
	for _, d := range c.S.Slots {
		if d.Graph != nil {
			stages := d.Graph.Record.Blocks
			tap, _ := d.TapAt(arch.Place{Stage: len(stages), Block: stages[len(stages)-1]}, arch.KindO)
			return c.S.Text.Fill(c.S.Text.Measures.OnlyHere, tap.Shape.C)
		}
	}
	return ""
}

// shares are the ribbons' key: the classes of a side, the answer first.
func (c *Depth) shares(d *session.Slot) []string {
	var names []string
	for _, class := range d.Contenders(contenders) {
		names = append(names, c.S.Text.Class(d.Model.Classes[class]))
	}
	for len(names) < contenders {
		names = append(names, c.S.Text.NoAnswer)
	}
	return append(names, c.S.Text.Measures.Rest)
}

// overLabels reports whether the chart of the answer shows the accuracy over a
// batch.
func (c *Depth) overLabels() bool { return c.labelled() > 0 }

// labelled is how many pictures of the batch on the charts have a known class.
func (c *Depth) labelled() int {
	n := 0
	for side := range c.S.Slots {
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
