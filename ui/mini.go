package ui

import (
	"github.com/vugu/vugu"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
)

// view is the picture, small.
func (c *Mini) view() Canvas { return (&PicturePanel{S: c.S}).view() }

// says is a network's answer with its share, as long as there is room.
func (c *Mini) says(d *session.Slot) string {
	top := d.Top()
	switch {
	case d.Late():
		return c.S.Text.Reading
	case top == "":
		return c.S.Text.NoAnswer
	}
	return c.S.Text.Class(top) + " " + format.Percent(d.Probabilities()[top])
}

func (c *Mini) label() string {
	return c.S.Text.Picture + ". A: " + c.says(c.S.Slots[0]) + ". B: " + c.says(c.S.Slots[1])
}

// up brings the picture on the screen; the address keeps saying what is shown.
func (c *Mini) up(e vugu.DOMEvent) {
	e.PreventDefault()
	c.S.InView = session.PartPicture
}
