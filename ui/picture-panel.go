package ui

func (c *PicturePanel) isShown(sample int) bool {
	return c.S.Shown != nil && c.S.Shown.Sample == sample
}

// view is the canvas of the picture that the first network with an answer read.
func (c *PicturePanel) view() Canvas {
	v := Canvas{Subject: View, Label: c.S.Text.NoPicture}
	for i := len(c.S.Slots) - 1; i >= 0; i-- {
		if r := c.S.Slots[i].Result; r != nil {
			v.Slot, v.Width, v.Height, v.Run = i, r.Size, r.Size, r.Run
			v.Label = c.S.Text.Fill(c.S.Text.PictureAlt, r.Size, r.Size)
		}
	}
	return v
}

// title names the picture and says how it became the networks' input, and what
// it is known to show.
func (c *PicturePanel) title() string {
	t := c.S.Text
	title := c.S.ShownTitle()
	if title == "" {
		return t.NoPicture
	}
	if r := c.S.Slots[c.view().Slot].Result; r != nil {
		title += " · " + t.Fill(t.Prepared, r.Size, r.Size, r.PrepareMS)
	}
	return title
}

func (c *PicturePanel) tabs() []string {
	t := c.S.Text.Inputs
	return []string{t.Samples, t.File, t.Camera, t.Draw}
}

func (c *PicturePanel) open(tab int) bool { return int(c.S.Input.Tab) == tab }

func (c *PicturePanel) panelClass(tab int) string {
	return on("tab-panel stack", !c.open(tab), "closed")
}
