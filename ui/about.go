package ui

import (
	"slices"
	"strings"

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
	if d.Model.Dataset != "" && d.Model.Licence != "" {
		lines = append(lines, c.S.Text.Fill(t.Learnt, d.Model.Dataset, d.Model.Licence))
	}
	for _, a := range d.Model.Accuracy {
		lines = append(lines, c.S.Text.Fill(t.Measured, 100*a.Top1, format.Count(int64(a.Images)), a.Data))
	}
	if len(d.Model.Accuracy) == 0 {
		lines = append(lines, t.Unmeasured)
	}
	return lines
}

// mostNamed is how many classes are named one by one.
const mostNamed = 20

// classes name what the networks can answer: a line for both if that is the
// same.
func (c *About) classes() []string {
	var lines []string
	var said []string
	for _, d := range c.S.Slots {
		if d.Graph == nil || slices.Equal(said, d.Model.Classes) {
			continue
		}
		said = d.Model.Classes
		var names []string
		for _, class := range said[:min(len(said), mostNamed)] {
			names = append(names, c.S.Text.Class(class))
		}
		if len(said) > mostNamed {
			names = append(names, "…")
		}
		lines = append(lines, c.S.Text.Fill(c.S.Text.About.Classes, len(said), strings.Join(names, ", ")))
	}
	return lines
}

// version names the build; a page that no build made has none.
func (c *About) version() string {
	if c.S.Data.Version == "" {
		return c.S.Text.About.Development
	}
	return c.S.Text.Fill(c.S.Text.About.Version, c.S.Data.Version)
}

// opens reports whether a dialog is open or about to be: nobody else needs its
// text.
func opens(s *session.Session, dialog string) bool { return s.Dialog == dialog || s.Modal == dialog }
