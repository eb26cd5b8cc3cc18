package ui

import (
	"reflect"
	"strings"

	"regnetlens/ui/part"
	"regnetlens/ui/session"

	"github.com/vugu/vugu"
)

// part is a component of its own type's name, built anew when one of the
// aspects that it shows has changed.
func (c *Root) part(component vugu.Builder, shows ...session.DirtyFlag) *part.Part {
	return c.parts.Of(reflect.TypeOf(component), c.S.Version(shows...), component)
}

// save shows of all else only which views there are.
func (c *Root) save() *part.Part {
	type key struct {
		version int
		views   string
	}
	return c.parts.Of("save", key{c.S.Version(session.Selected), strings.Join(c.S.Views(), " ")}, &Save{S: c.S})
}

// picturePanel shows of the selection only the field of the value pointed at.
func (c *Root) picturePanel() *part.Part {
	p := &PicturePanel{S: c.S, Browser: c.Browser}
	type key struct {
		version int
		a, b    area
	}
	return c.parts.Of("picture", key{c.S.Version(), p.field(c.S.Slots[0]), p.field(c.S.Slots[1])}, p)
}
