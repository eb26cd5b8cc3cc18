package ui

import (
	"fmt"

	"regnetlens/ui/session"
)

// tap names what would be saved of a side.
func (c *Save) tap(d *session.Side) string {
	t, _, ok := d.Selected()
	if !ok {
		return d.Name()
	}
	return fmt.Sprintf("%s · %s · %s", d.Name(), t.Name, sizeText(t.Shape))
}
