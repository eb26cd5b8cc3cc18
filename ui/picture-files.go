package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/session"
)

// open brings the batch on the screen.
func (c *PictureFiles) open(e vugu.DOMEvent) {
	e.PreventDefault()
	c.S.OpenScreen(session.ManyPictures)
}

// state is what the tab says of many files.
func (c *PictureFiles) state() string {
	t, b := c.S.Text, c.S.Batch
	switch {
	case c.S.Input.Gathering:
		return t.Inputs.Gathering
	case b == nil:
		return "\u00a0"
	}
	return batchState(c.S)
}

func (c *PictureFiles) all() int {
	if c.S.Batch == nil {
		return 1
	}
	return len(c.S.Batch.Items)
}

func (c *PictureFiles) done() int {
	if c.S.Batch == nil {
		return 0
	}
	return c.S.Batch.Done
}
