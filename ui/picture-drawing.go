package ui

import (
	"regnetlens/ui/format"
)

func (c *PictureDrawing) paper() Canvas { return Canvas{Subject: Paper} }

func (c *PictureDrawing) label() string {
	return c.S.Text.Fill(c.S.Text.Inputs.Paper, len(c.S.Input.Drawing.Steps))
}

func (c *PictureDrawing) blank() bool { return len(c.S.Input.Drawing.Steps) == 0 }

func (c *PictureDrawing) colour(i int) string { return c.S.Text.Inputs.ColourNames[i] }

func (c *PictureDrawing) width(i int) string { return c.S.Text.Inputs.WidthNames[i] }

// radius draws a thickness on a button of 20 units.
func radius(width float64) string { return format.Fixed(1.5+width*38, 1) }
