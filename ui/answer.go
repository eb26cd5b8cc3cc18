package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// lines of the answer.
const lines = 5

// bars are the lines; empty ones hold the place before there is an answer.
func (c *Answer) bars() []session.Bar {
	bars := c.S.Bars(lines)
	for len(bars) < lines {
		bars = append(bars, session.Bar{Class: c.S.Text.NoAnswer})
	}
	return bars
}

func (c *Answer) top(d *session.Slot) string {
	if top := d.Top(); top != "" {
		return c.S.Text.Class(top)
	}
	switch {
	case d.Result != nil:
		return c.S.Text.NoNumber
	case d.Late():
		return c.S.Text.Reading
	}
	return c.S.Text.NoAnswer
}

// overflow says where a slot's values stopped being numbers; "" if its answer
// is one.
func (c *Answer) overflow(d *session.Slot) string {
	t := c.S.Text
	if d.Result == nil || d.Result.Overflow == nil {
		return ""
	}
	switch o := d.Result.Overflow; o.Stage {
	case 0:
		return t.Fill(t.OverflowFirst, d.Name())
	case -1:
		return t.Fill(t.OverflowLast, d.Name())
	default:
		return t.Fill(t.Overflow, d.Name(), o.Stage, o.Block, format.Letter(o.Kind))
	}
}

func (c *Answer) loading(d *session.Slot) bool {
	return d.Phase == session.Loading && d.Result == nil
}

// width of a bar. The least still shows as a line.
func (c *Answer) width(b session.Bar, side int) string {
	if !b.Known[side] || !protocol.Finite(b.P[side]) {
		return "0"
	}
	return format.Length(b.P[side])
}

func (c *Answer) share(b session.Bar, side int) string {
	if !b.Known[side] {
		return c.S.Text.NoAnswer
	}
	return format.Percent(b.P[side])
}

func (c *Answer) say(b session.Bar, side int) string {
	return c.S.Text.Fill(c.S.Text.BarLabel, c.S.Slots[side].Name(), c.share(b, side))
}

// ghost is the width of the bar without the edits.
func (c *Answer) ghost(b session.Bar, side int) string {
	if !b.Edited[side] || !protocol.Finite(b.Unedited[side]) {
		return "0"
	}
	return format.Length(b.Unedited[side])
}

// edited reports whether an answer is that of an edited network.
func (c *Answer) edited() bool {
	for _, d := range c.S.Slots {
		if d.Unedited() != nil {
			return true
		}
	}
	return false
}

func (c *Answer) known(b session.Bar) bool { return b.Known[0] || b.Known[1] }

func (c *Answer) ask(b session.Bar) string {
	return c.S.Text.Fill(c.S.Text.Attribution.Ask, c.S.Text.Class(b.Class))
}

// label says what the picture is known to show; blank where nobody knows.
func (c *Answer) label() string {
	if c.S.Shown == nil || c.S.Shown.Label == "" {
		return "\u00a0"
	}
	return c.S.Text.Fill(c.S.Text.Inputs.Shows, c.S.Text.Class(c.S.Shown.Label))
}

// verdict is a mark and a word, for those who do not see the colour.
func (c *Answer) verdict(d *session.Slot) string {
	switch right, known := d.Right(); {
	case !known:
		return "\u00a0"
	case right:
		return "✓ " + c.S.Text.Inputs.Right
	}
	return "✗ " + c.S.Text.Inputs.Wrong
}

func (c *Answer) verdictClass(d *session.Slot) string {
	right, known := d.Right()
	return on(on("verdict", known && right, "right"), known && !right, "wrong")
}
