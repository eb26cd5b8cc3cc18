package ui

import (
	"fmt"
	"slices"
	"strconv"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/sentence"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

// factor is what a channel can be multiplied by.
type factor struct {
	ID, Text string
	By       float32
}

var factors = []factor{{"zero", "×0", 0}, {"half", "×½", 0.5}, {"one", "×1", 1}, {"double", "×2", 2}}

// change is a button that sets an edit, or several together.
type change struct {
	ID, Text, Say string
	Class         string
	Edit          session.Edit
	Rest          []session.Edit // of a switch of several blocks
}

// edits are all that the button sets.
func (b change) edits() []session.Edit { return append([]session.Edit{b.Edit}, b.Rest...) }

// regulator is the row of switches of a network that has one.
type regulator struct {
	Slot   *session.Slot
	Stages []switches
	Many   bool // too many for one line
}

// switches are those of the blocks of a stage.
type switches struct {
	Number  int
	Buttons []change
}

// Compute implements Vugu's callback before a build.
func (c *WhatIf) Compute() {
	c.facts = c.S.Facts()
	if c.says = sentence.Effect(c.S.Text, &c.facts); c.says == nil {
		c.says = sentence.Sentence{{Text: c.t().Hint}}
	}
}

// changed reports whether an answer is that of a changed network.
func (c *WhatIf) changed() bool {
	return c.facts.Slots[0].Unedited != nil || c.facts.Slots[1].Unedited != nil
}

func (c *WhatIf) t() *text.WhatIf { return &c.S.Text.WhatIf }

// scaled is the edit of the channel that a slot's lens shows.
func (c *WhatIf) scaled(d *session.Slot, f factor) session.Edit {
	t, channel, _ := d.Selected()
	return session.Edit{Slot: d.Index, Do: session.Scaled, Stage: t.Place.Stage, Block: t.Place.Block, Kind: t.Kind, Channel: channel, Factor: f.By}
}

// regulators are the switches of the networks that have a regulator: one a
// block, or one for blocks that the axis has folded.
func (c *WhatIf) regulators() []regulator {
	var out []regulator
	for _, d := range c.S.Slots {
		if !d.Regulated() {
			continue
		}
		r := regulator{Slot: d}
		for _, column := range c.S.Axis() {
			p := column.In(d)
			if _, ok := d.TapAt(p, arch.KindH); !ok {
				continue
			}
			b := change{Text: p.String(), Class: "off", Edit: session.Edit{Slot: d.Index, Do: session.RegulatorOff, Stage: p.Stage, Block: p.Block}}
			b.ID = fmt.Sprintf("edit-off-%s-%d-%d", d.Name(), p.Stage, p.Block)
			b.Say = c.S.Text.Fill(c.S.Text.Inspector.OffHere, d.Name(), p.Stage, p.Block)
			switch first := column.First(); {
			case !column.Folded():
			case first.Block == 1 && column.Place.Block == blocks(c.S, p.Stage):
				b.Edit.Block, b.Class, b.ID = 0, "off several", fmt.Sprintf("edit-stage-%s-%d", d.Name(), p.Stage)
				b.Text = fmt.Sprintf("%s–%d", first, p.Block)
				b.Say = c.S.Text.Fill(c.t().OffAll, d.Name(), p.Stage)
			default:
				b.Class, b.Text = "off several", fmt.Sprintf("%s–%d", first, p.Block)
				b.Say += "–" + strconv.Itoa(p.Block)
				b.Edit.Block = first.Block
				for e := b.Edit; e.Block < p.Block; {
					e.Block++
					b.Rest = append(b.Rest, e)
				}
			}
			if len(r.Stages) == 0 || r.Stages[len(r.Stages)-1].Number != p.Stage {
				r.Stages = append(r.Stages, switches{Number: p.Stage})
			}
			last := &r.Stages[len(r.Stages)-1]
			last.Buttons = append(last.Buttons, b)
		}
		r.Many = len(c.S.Axis()) > inOneLine || len(c.S.Axis()) < len(c.S.Columns())
		out = append(out, r)
	}
	return out
}

// inOneLine is how many switches stand beside each other in the inspector.
const inOneLine = 9

// blocks is how many columns a stage has.
func blocks(s *session.Session, stage int) int {
	n := 0
	for _, p := range s.Columns() {
		if p.Stage == stage {
			n++
		}
	}
	return n
}

// off reports whether the regulators of a switch are off, by themselves or with
// their stage.
func (c *WhatIf) off(b change) bool {
	stage := b.Edit
	stage.Block = 0
	return c.set(stage) || !slices.ContainsFunc(b.edits(), func(e session.Edit) bool { return !c.set(e) })
}

// toggle switches regulators off, or on again. Where the whole stage was off,
// the others of it stay off.
func (c *WhatIf) toggle(d *session.Slot, b change) {
	if b.Edit.Block == 0 {
		c.S.ToggleEdit(b.Edit)
		return
	}
	was, own := c.off(b), b.edits()
	stage := b.Edit
	stage.Block = 0
	edits := slices.Clone(c.S.Edits)
	if c.set(stage) {
		edits = slices.DeleteFunc(edits, func(e session.Edit) bool { return e == stage })
		for block := range d.Graph.Record.Blocks[stage.Stage-1] {
			other := stage
			if other.Block = block + 1; !slices.Contains(edits, other) {
				edits = append(edits, other)
			}
		}
	}
	edits = slices.DeleteFunc(edits, func(e session.Edit) bool { return slices.Contains(own, e) })
	if !was {
		edits = append(edits, own...)
	}
	c.S.SetEdits(edits)
}

// holds are the buttons that keep H as it was before the selected block, of each
// network that has one there.
func (c *WhatIf) holds() []change {
	var out []change
	at := c.S.Select.Place
	for _, d := range c.S.Slots {
		e := session.Edit{Slot: d.Index, Do: session.StateFrozen, Stage: at.Stage, Block: at.Block}
		if c.can(e) {
			out = append(out, change{ID: "edit-freeze-" + d.Name(), Text: d.Name() + ": " + c.S.Text.Fill(c.S.Text.Inspector.HoldHere, at.Stage, at.Block), Edit: e})
		}
	}
	return out
}

// offEverywhere are the edits that switch a network's regulator off in all
// stages.
func (c *WhatIf) offEverywhere(d *session.Slot) []session.Edit {
	var out []session.Edit
	for stage := range d.Graph.Record.Blocks {
		if e := (session.Edit{Slot: d.Index, Do: session.RegulatorOff, Stage: stage + 1}); c.can(e) {
			out = append(out, e)
		}
	}
	return out
}

func (c *WhatIf) allOff(d *session.Slot) bool {
	for _, e := range c.offEverywhere(d) {
		if !c.set(e) {
			return false
		}
	}
	return true
}

// toggleAll switches a network's regulator off everywhere, or takes that back.
func (c *WhatIf) toggleAll(d *session.Slot) {
	all := c.allOff(d)
	edits := slices.DeleteFunc(slices.Clone(c.S.Edits), func(e session.Edit) bool { return e.Slot == d.Index && e.Do == session.RegulatorOff })
	if !all {
		edits = append(edits, c.offEverywhere(d)...)
	}
	c.S.SetEdits(edits)
}

// scaledBy reports whether a slot's map is multiplied by a factor; by one it is
// where no edit says otherwise.
func (c *WhatIf) scaledBy(d *session.Slot, f factor) bool {
	if f.By != 1 {
		return c.set(c.scaled(d, f))
	}
	for _, other := range factors {
		if other.By != 1 && c.set(c.scaled(d, other)) {
			return false
		}
	}
	return true
}

// scale multiplies a slot's map by a factor; by one it is as it was.
func (c *WhatIf) scale(d *session.Slot, f factor) {
	if f.By != 1 {
		c.S.ToggleEdit(c.scaled(d, f))
		return
	}
	for _, other := range factors {
		if e := c.scaled(d, other); c.set(e) {
			c.S.ToggleEdit(e)
		}
	}
}

func (c *WhatIf) can(e session.Edit) bool { return c.S.CanEdit(e) }

func (c *WhatIf) set(e session.Edit) bool { return c.S.HasEdit(e) }

func (c *WhatIf) what(d *session.Slot) string {
	t, channel, ok := d.Selected()
	if !ok {
		return d.Name()
	}
	return fmt.Sprintf("%s %s·%d", d.Name(), format.Letter(t.Kind), channel+1)
}

func (c *WhatIf) say(d *session.Slot, f factor) string {
	t, channel, _ := d.Selected()
	return c.S.Text.Fill(c.t().Times, d.Name(), format.Letter(t.Kind), channel+1, f.Text)
}

// chip names an edit of the list.
func (c *WhatIf) chip(e session.Edit) string {
	t, name := c.t(), c.S.Slots[e.Slot].Name()
	switch {
	case e.Do == session.RegulatorOff && e.Block == 0:
		return c.S.Text.Fill(t.OffAll, name, e.Stage)
	case e.Do == session.RegulatorOff:
		return c.S.Text.Fill(t.Off, name, e.Stage, e.Block)
	case e.Do == session.StateFrozen:
		return c.S.Text.Fill(t.Frozen, name, e.Stage, e.Block)
	}
	return c.S.Text.Fill(t.Scaled, name, e.Stage, e.Block, format.Letter(e.Kind), e.Channel+1, format.Factor(e.Factor))
}

func (c *WhatIf) remove(e session.Edit) string { return c.S.Text.Fill(c.t().Remove, c.chip(e)) }
