package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// facts are what is known of a slot's network, a line each.
func (c *About) facts(d *session.Slot) []string {
	t := c.S.Text.About
	if d.Graph == nil {
		return nil
	}
	cost := d.Graph.Cost()
	lines := []string{c.S.Text.Fill(t.Network, d.Name(), d.Model.Title, format.Count(cost.Params), format.Count(cost.MulAdds))}
	for _, a := range d.Model.Accuracy {
		lines = append(lines, c.S.Text.Fill(t.Measured, 100*a.Top1, a.Images, a.Data))
	}
	if len(d.Model.Accuracy) == 0 {
		lines = append(lines, t.Unmeasured)
	}
	return lines
}

// read reports whether the dialog is open or about to be: nobody else needs its
// text.
func (c *About) read() bool {
	return c.S.Dialog == session.DialogAbout || c.S.Modal == session.DialogAbout
}
