package ui

import "fmt"

func (c *PicturePanel) isShown(sample int) bool {
	return c.S.Shown != nil && c.S.Shown.Sample == sample
}

func (c *PicturePanel) pressed(sample int) string { return fmt.Sprint(c.isShown(sample)) }

// view is the canvas of the picture that the first network with an answer read.
func (c *PicturePanel) view() Canvas {
	v := Canvas{Subject: View, Label: c.S.Text.NoPicture}
	for i := len(c.S.Sides) - 1; i >= 0; i-- {
		if r := c.S.Sides[i].Result; r != nil {
			v.Side, v.Width, v.Height, v.Generation = i, r.Size, r.Size, r.Run
			v.Label = c.S.Text.Fill(c.S.Text.PictureAlt, r.Size, r.Size)
		}
	}
	return v
}

// title names the picture and says how it became the networks' input.
func (c *PicturePanel) title() string {
	t := c.S.Text
	if c.S.Shown == nil {
		return t.NoPicture
	}
	title := c.S.Shown.Title
	if c.S.Shown.Sample >= 0 {
		title = c.S.SampleTitle(c.S.Shown.Sample)
	}
	if r := c.S.Sides[c.view().Side].Result; r != nil {
		title += " · " + t.Fill(t.Prepared, r.Size, r.Size, r.PrepareMS)
	}
	return title
}
