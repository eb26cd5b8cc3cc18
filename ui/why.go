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

func (c *Why) t() text.Why { return c.S.Text.Why }

func (c *Why) methods() []method {
	return []method{{protocol.ByClassMap, c.t().Map}, {protocol.ByOcclusion, c.t().Occlusion}}
}

func (c *Why) class() string {
	if class := c.S.WhyClass(); class != "" {
		return c.S.Text.Class(class)
	}
	return c.S.Text.NoAnswer
}

func (c *Why) title() string { return c.S.Text.Fill(c.t().Title, c.class()) }

func (c *Why) alt(d *session.Side) string { return c.S.Text.Fill(c.t().Alt, d.Name(), c.class()) }

func (c *Why) canvas(d *session.Side) Canvas { return painted(d, protocol.SubjectWhy, 1, 1) }

// ramp are the colours of values with a sign, the same on every scale.
func (c *Why) ramp() Canvas { return Canvas{Subject: Ramp, Signed: true} }

// share is what the network gives the class.
func (c *Why) share(d *session.Side) string {
	if p, ok := d.Probabilities()[c.S.WhyClass()]; ok {
		return format.Percent(p)
	}
	return c.S.Text.NoAnswer
}

func (c *Why) total(d *session.Side) int {
	if d.Asking == nil {
		return 1
	}
	return d.Asking.Total
}

func (c *Why) done(d *session.Side) int {
	if d.Asking == nil {
		return 0
	}
	return d.Asking.Done
}

func (c *Why) places(d *session.Side) string {
	return c.S.Text.Fill(c.t().Places, c.done(d), c.total(d))
}

// end is a value at an end of the colours, with its unit at the right one.
func (c *Why) end(d *session.Side, sign float32) string {
	r := d.Because
	if r == nil {
		return c.S.Text.NoAnswer
	}
	most, unit := r.Most, c.t().Logits
	if r.Method == protocol.ByOcclusion {
		most, unit = 100*most, c.t().Percent
	}
	if sign < 0 {
		return format.Number(-most)
	}
	return c.S.Text.Fill(unit, format.Number(most))
}

// say explains the colours.
func (c *Why) say() string {
	if c.S.Why.Method != protocol.ByOcclusion {
		return c.t().SayMap
	}
	patch, stride := 0, 0
	for _, d := range c.S.Sides {
		for _, r := range []*protocol.Reason{d.Asking, d.Because} {
			if r != nil && r.Patch > 0 {
				patch, stride = r.Patch, r.Stride
			}
		}
	}
	if patch == 0 && c.S.Sides[0].Graph != nil {
		size := c.S.Sides[0].Model.Input
		patch, stride = size/4, size/8
	}
	return c.S.Text.Fill(c.t().SayOcclusion, patch, stride)
}
