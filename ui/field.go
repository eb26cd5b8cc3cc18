package ui

import "regnetlens/ui/session"

// field is the outline on the picture of what the value under the pointer can
// depend on, in a box of 100 × 100; one of no size where there is none.
func (c *PicturePanel) field(d *session.Side) (x, y, width, height float64) {
	top, left, bottom, right, ok := d.Field()
	if !ok {
		return 0, 0, 0, 0
	}
	return 100 * left, 100 * top, 100 * (right - left), 100 * (bottom - top)
}

func (c *PicturePanel) fieldX(d *session.Side) float64 { x, _, _, _ := c.field(d); return x }
func (c *PicturePanel) fieldY(d *session.Side) float64 { _, y, _, _ := c.field(d); return y }
func (c *PicturePanel) fieldW(d *session.Side) float64 { _, _, w, _ := c.field(d); return w }
func (c *PicturePanel) fieldH(d *session.Side) float64 { _, _, _, h := c.field(d); return h }
