package ui

import (
	"math"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
)

// choice names what can be chosen to compute; of the one that is chosen it says
// if it was given up.
func (c *Computing) choice(b string) string {
	t := &c.S.Text.Computing
	if b == c.S.BackendChoice && c.S.GivenUp() {
		return c.S.Text.Fill(t.GivenUp, t.Backend(b))
	}
	return t.Backend(b)
}

// what computes a side, and where.
func (c *Computing) what(d *session.Slot) string {
	t := &c.S.Text.Computing
	if d.Computes == "" {
		return c.S.Text.NoAnswer
	}
	where := t.Hints[d.Computes]
	if d.Computes == protocol.WebGPU && d.Adapter != "" {
		where = d.Adapter
	}
	return c.S.Text.Fill(t.On, t.Backend(d.Computes), where)
}

// why is why WebGPU does not compute; "" if it does or was not wanted.
func (c *Computing) why() string {
	for _, d := range c.S.Slots {
		if d.Reason != "" && d.Computes != protocol.WebGPU {
			return c.S.Text.Computing.Reason(d.Reason)
		}
	}
	return ""
}

// verified says how far a slot's backend is from the one before the switch.
func (c *Computing) verified(d *session.Slot) string {
	t := &c.S.Text.Computing
	m := d.Verified
	if m == nil {
		return ""
	}
	if math.IsNaN(m.Logits + m.Taps) {
		return c.S.Text.Fill(t.ApartOdd, d.Name(), t.Backend(m.Backend), t.Backend(m.With))
	}
	return c.S.Text.Fill(t.Apart, d.Name(), t.Backend(m.Backend), t.Backend(m.With), format.Small(m.Logits), format.Small(m.Taps), format.Small(m.Tolerance))
}
