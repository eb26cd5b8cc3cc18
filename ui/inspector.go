package ui

import (
	"regnetlens/ui/format"
	"regnetlens/ui/part"
	"regnetlens/ui/session"
	"regnetlens/ui/text"
)

// inspector is the inspector with what is in it: only the open tab is built.
func (c *Root) inspector() *part.Part {
	var open *part.Part
	switch c.S.Inspector {
	case session.InspectAll:
		open = c.part(&AllMaps{S: c.S, Browser: c.Browser}, session.Selected, session.Looked, session.Viewed, session.Coloured, session.Rescaled)
	case session.InspectWhy:
		open = c.part(&Attribution{S: c.S, Browser: c.Browser}, session.Rescaled)
	default:
		open = c.part(&Lens{S: c.S, Browser: c.Browser}, session.Selected, session.Looked, session.Viewed, session.Coloured, session.Rescaled)
	}
	whatIf := c.part(&WhatIf{S: c.S}, session.Selected)
	return c.part(&Inspector{S: c.S, Open: open, WhatIf: whatIf}, session.Selected, session.Looked, session.Viewed, session.Coloured, session.Rescaled)
}

func (c *Inspector) t() *text.Inspector { return &c.S.Text.Inspector }

// title names the selected block and kind of map.
func (c *Inspector) title() string {
	s := c.S.Select
	return c.S.Text.Fill(c.t().Title, s.Place.Stage, s.Place.Block, format.Letter(s.Kind))
}

// kind names the selected kind of map.
func (c *Inspector) kind() string { return c.S.Text.KindNames[c.S.Select.Kind.String()] }

func (c *Inspector) channel() string {
	if s := c.S.Select; s.Telling && len(c.S.Rows()) > 0 { // each network's own, which its map names
		return c.S.Text.Fill(c.t().Own, c.S.Channels())
	}
	return c.S.Text.Fill(c.S.Text.ChannelOf, c.S.Select.Channel+1, c.S.Channels())
}

func (c *Inspector) tab(tab session.Inspector) string {
	switch tab {
	case session.InspectAll:
		return c.S.Text.Fill(c.t().All, c.S.Channels())
	case session.InspectWhy:
		return c.t().Attribution
	}
	return c.t().Look
}
