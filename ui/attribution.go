package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/wasm/protocol"
)

// method is a button of the ways to ask.
type method struct {
	By   protocol.Method
	Text string
}

func (c *Attribution) t() text.Attribution { return c.S.Text.Attribution }

func (c *Attribution) methods() []method {
	return []method{{protocol.ByClassMap, c.t().Map}, {protocol.ByOcclusion, c.t().Occlusion}}
}

func (c *Attribution) class() string {
	if class := c.S.AttributedClass(); class != "" {
		return c.S.Text.Class(class)
	}
	return c.S.Text.NoAnswer
}

func (c *Attribution) title() string { return c.S.Text.Fill(c.t().Title, c.class()) }

func (c *Attribution) alt(d *session.Slot) string {
	return c.S.Text.Fill(c.t().Alt, d.Name(), c.class())
}

func (c *Attribution) canvas(d *session.Slot) Canvas {
	return painted(d, protocol.SubjectAttribution, 1, 1)
}

// ramp are the colours of values with a sign, the same on every scale.
func (c *Attribution) ramp() Canvas { return Canvas{Subject: Ramp, Signed: true} }

// share is what the network gives the class.
func (c *Attribution) share(d *session.Slot) string {
	if p, ok := d.Probabilities()[c.S.AttributedClass()]; ok {
		return format.Percent(p)
	}
	return c.S.Text.NoAnswer
}

func (c *Attribution) total(d *session.Slot) int {
	if d.Attributing == nil {
		return 1
	}
	return d.Attributing.Total
}

func (c *Attribution) done(d *session.Slot) int {
	if d.Attributing == nil {
		return 0
	}
	return d.Attributing.Done
}

func (c *Attribution) places(d *session.Slot) string {
	return c.S.Text.Fill(c.t().Places, c.done(d), c.total(d))
}

// end is a value at an end of the colours, with its unit at the right one.
func (c *Attribution) end(d *session.Slot, sign float32) string {
	r := d.Attribution
	if r == nil {
		return c.S.Text.NoAnswer
	}
	most, _, _ := d.AttributionEnd()
	unit := c.t().Logits
	if r.Method == protocol.ByOcclusion {
		most, unit = 100*most, c.t().Percent
	}
	if sign < 0 {
		return format.Number(-most)
	}
	return c.S.Text.Fill(unit, format.Number(most))
}

// say explains the colours.
func (c *Attribution) say() string {
	if c.S.Attribute.Method != protocol.ByOcclusion {
		return c.t().SayMap
	}
	patch, stride := 0, 0
	for _, d := range c.S.Slots {
		for _, r := range []*protocol.Attribution{d.Attributing, d.Attribution} {
			if r != nil && r.Patch > 0 {
				patch, stride = r.Patch, r.Stride
			}
		}
	}
	if patch == 0 && c.S.Slots[0].Graph != nil {
		size := c.S.Slots[0].Model.Input
		patch, stride = size/4, size/8
	}
	return c.S.Text.Fill(c.t().SayOcclusion, patch, stride)
}
