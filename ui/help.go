package ui

import "regnetlens/ui/session"

// group is the keys of one place.
type group struct {
	Heading string
	Keys    []session.Key
}

// groups are the keys by place; none while nobody reads them.
func (c *Help) groups() []group {
	if c.S.Dialog != session.DialogHelp && c.S.Modal != session.DialogHelp {
		return nil
	}
	t := c.S.Text.Keys
	out := []group{session.Anywhere: {Heading: t.Anywhere}, session.OnGrid: {Heading: t.OnGrid}, session.OnLens: {Heading: t.OnLens}, session.OnMatrix: {Heading: t.OnMatrix},
		session.OnTabs: {Heading: t.OnTabs}, session.OnPaper: {Heading: t.OnPaper}, session.OnStory: {Heading: t.OnStory}, session.OnInspector: {Heading: t.OnInspector}}
	for _, k := range session.Keys {
		out[k.Place].Keys = append(out[k.Place].Keys, k)
	}
	return out
}
