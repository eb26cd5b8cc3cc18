package ui

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

// factor is what a channel can be multiplied by.
type factor struct {
	ID, Text string
	By       float32
}

var factors = []factor{{"zero", "× 0", 0}, {"half", "× ½", 0.5}, {"double", "× 2", 2}}

// change is a button that sets an edit.
type change struct {
	ID, Text string
	Edit     session.Edit
}

// regulator is the row of buttons of a network that has one.
type regulator struct {
	ID      int
	Slot    *session.Slot
	Buttons []change
}

func (c *WhatIf) t() text.WhatIf { return c.S.Text.WhatIf }

// scaled is the edit of the channel that a slot's lens shows.
func (c *WhatIf) scaled(d *session.Slot, f factor) session.Edit {
	t, channel, _ := d.Selected()
	return session.Edit{Slot: d.Index, Do: session.Scaled, Stage: t.Place.Stage, Block: t.Place.Block, Kind: t.Kind, Channel: channel, Factor: f.By}
}

// regulators are the networks that have one at the selected block.
func (c *WhatIf) regulators() []regulator {
	var out []regulator
	at := c.S.Select.Place
	for _, d := range c.S.Slots {
		if _, ok := d.TapAt(at, arch.KindH); !ok {
			continue
		}
		here := session.Edit{Slot: d.Index, Do: session.RegulatorOff, Stage: at.Stage, Block: at.Block}
		stage, frozen := here, here
		stage.Block, frozen.Do = 0, session.StateFrozen
		out = append(out, regulator{d.Index, d, []change{
			{"edit-off-" + d.Name(), c.t().OffHere, here},
			{"edit-stage-" + d.Name(), c.S.Text.Fill(c.t().OffStage, at.Stage), stage},
			{"edit-freeze-" + d.Name(), c.t().Freeze, frozen},
		}})
	}
	return out
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
