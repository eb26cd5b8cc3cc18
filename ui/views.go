package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/session"
)

// screenID is the link that opens a view.
func screenID(v session.Screen) string { return "to-" + string(v) }

// current is the link's aria-current.
func (c *Views) current(v session.Screen) string {
	if v == c.S.Screen {
		return "page"
	}
	return "false"
}

// read says how far a batch that runs is, beside the name of its view.
func (c *Views) read(v session.Screen) string {
	if b := c.S.Batch; v == session.ManyPictures && b != nil && b.Running {
		return " " + c.S.Text.Fill(c.S.Text.Screens.Read, b.Done, len(b.Items))
	}
	return ""
}

// open shows a view, unless the link is to open somewhere else.
func (c *Views) open(e vugu.DOMEvent, v session.Screen) {
	for _, key := range []string{"ctrlKey", "metaKey", "shiftKey"} {
		if e.PropBool(key) {
			return
		}
	}
	e.PreventDefault()
	c.S.OpenScreen(v)
}
