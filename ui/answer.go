package ui

import (
	"slices"
	"unicode"

	"regnetlens/ui/format"
	"regnetlens/ui/sentence"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// Compute implements Vugu's callback before a build.
func (c *Answer) Compute() {
	c.facts, c.bars = c.S.Facts(), c.S.Bars()
	for slot := range c.shares {
		c.shares[slot] = c.written(slot)
	}
}

// written are the shares of a slot as the bars' numbers say them. Where the bars
// are all of its classes, they add up.
func (c *Answer) written(slot int) []string {
	var p []float32
	for _, b := range c.bars {
		if b.Known[slot] {
			p = append(p, b.P[slot])
		}
	}
	known, out := format.Shares(p), make([]string, len(c.bars))
	for i, b := range c.bars {
		switch {
		case b.Known[slot]:
			out[i], known = known[0], known[1:]
		case !c.S.Slots[slot].Late():
			out[i] = c.S.Text.NoAnswer
		}
	}
	return out
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

// long reports whether a class has no room in one line beside its share, which
// takes seven Latin letters; those of Hangul are twice as wide.
func long(class string) bool {
	wide := 0
	for _, r := range class {
		if wide++; r > unicode.MaxLatin1 {
			wide++
		}
	}
	return wide > 7
}

// topShare is the share of a slot's answer; "" where there is none.
func (c *Answer) topShare(d *session.Slot) string {
	top := d.Top()
	if top == "" {
		return ""
	}
	return format.Percent(d.Probabilities()[top])
}

func (c *Answer) sign(d *session.Slot) string {
	return sentence.Sign(c.S.Text, &c.facts, d.Index).String()
}

func (c *Answer) disagree() string { return sentence.Disagree(c.S.Text, &c.facts).String() }

func (c *Answer) among() string { return sentence.Shares(c.S.Text, &c.facts).String() }

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

// panelClass marks the networks that have not answered yet: what stands for them
// is hatched.
func (c *Answer) panelClass() string {
	class := "whole answer-panel"
	for _, d := range c.S.Slots {
		class = on(class, d.Late(), "late-"+d.Name())
	}
	return class
}

// rowClass marks what the networks answer.
func (c *Answer) rowClass(b session.Bar) string {
	return on("bar-row", slices.ContainsFunc(c.S.Slots[:], func(d *session.Slot) bool { return d.Top() == b.Class }), "top")
}

// width of a bar. The least still shows as a line.
func (c *Answer) width(b session.Bar, slot int) string {
	if !b.Known[slot] || !protocol.Finite(b.P[slot]) {
		return "0"
	}
	return format.Length(b.P[slot])
}

func (c *Answer) share(i, slot int) string { return c.shares[slot][i] }

func (c *Answer) say(i, slot int) string {
	share := c.share(i, slot)
	switch {
	case share == "":
		share = c.S.Text.Reading
	case c.bars[i].Known[slot]:
		share += " %"
	}
	return c.S.Text.Fill(c.S.Text.BarLabel, c.S.Slots[slot].Name(), share)
}

// ghost is the width of the bar without the edits.
func (c *Answer) ghost(b session.Bar, slot int) string {
	if !b.Edited[slot] || !protocol.Finite(b.Unedited[slot]) {
		return "0"
	}
	return format.Length(b.Unedited[slot])
}

// edited reports whether an answer is that of an edited network.
func (c *Answer) edited() bool {
	return c.facts.Slots[0].Unedited != nil || c.facts.Slots[1].Unedited != nil
}

func (c *Answer) known(b session.Bar) bool { return b.Known[0] || b.Known[1] }

func (c *Answer) ask(b session.Bar) string {
	return c.S.Text.Fill(c.S.Text.Attribution.Ask, c.S.Text.FullClass(b.Class))
}
