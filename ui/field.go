package ui

import "regnetlens/ui/session"

// area is a part of the picture, in hundredths of its width and height.
type area struct{ X, Y, W, H float64 }

// field is what of the picture the value under the pointer can depend on; an
// area of no size where there is none.
func (c *PicturePanel) field(d *session.Slot) area {
	top, left, bottom, right, ok := d.ReceptiveField()
	if !ok {
		return area{}
	}
	return area{100 * left, 100 * top, 100 * (right - left), 100 * (bottom - top)}
}
