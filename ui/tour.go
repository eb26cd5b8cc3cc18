package ui

import (
	"fmt"

	"regnetlens/ui/session"
)

// say is what the present step says.
func (c *Tour) say() string {
	t := c.S.Text.About
	return map[int]string{
		session.NoTour: "", session.TourPicture: t.TourPicture, session.TourAnswer: t.TourAnswer,
		session.TourDepth: t.TourDepth, session.TourLens: t.TourLens,
	}[c.S.Tour]
}

// where is how far the tour is.
func (c *Tour) where() string {
	return c.S.Text.Fill(c.S.Text.About.TourStep, c.S.Tour, session.TourSteps)
}

// next is the word for what comes next.
func (c *Tour) next() string {
	if c.S.Tour == session.TourSteps {
		return c.S.Text.About.Done
	}
	return c.S.Text.About.Next
}

// pageClass marks the part of the page that the tour speaks of.
func (c *Root) pageClass() string {
	return on("page", c.S.Tour != session.NoTour, fmt.Sprint("touring tour-", c.S.Tour))
}
