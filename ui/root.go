package ui

import (
	"reflect"
	"strings"

	"regnetlens/infer/arch"
	"regnetlens/ui/part"
	"regnetlens/ui/session"

	"github.com/vugu/vugu"
)

// frame is a component that stands around every view, built anew when one of
// the aspects that it shows has changed. Its name is that of its type.
func (c *Root) frame(component vugu.Builder, shows ...session.DirtyFlag) *part.Part {
	return c.parts.Of(reflect.TypeOf(component), c.S.Version(shows...), component)
}

// part is a component of One picture, as frame builds it.
func (c *Root) part(component vugu.Builder, shows ...session.DirtyFlag) *part.Part {
	return c.on(session.OnePicture, component, shows...)
}

// on is a component of a view, as frame builds it.
func (c *Root) on(screen session.Screen, component vugu.Builder, shows ...session.DirtyFlag) *part.Part {
	return c.while(screen, reflect.TypeOf(component), c.S.Version(shows...), component)
}

// while is the part of a name on a view: built only while the view is open.
// Until then there is nothing, and afterwards what was there stays, unseen, so
// that coming back costs little and loses nothing.
func (c *Root) while(screen session.Screen, name, key any, component vugu.Builder) *part.Part {
	switch p, built := c.parts[name]; {
	case screen == c.S.Screen:
		return c.parts.Of(name, key, component)
	case built:
		return p
	}
	return c.parts.Of(name, nil, &Unbuilt{})
}

// save shows the block and the kind of map, and which views there are.
func (c *Root) save() *part.Part {
	type key struct {
		atBlock
		kind  arch.Kind
		views string
	}
	k, save := key{}, &Save{S: c.S}
	if save.read() {
		k = key{atBlock{c.S.Version(), c.S.Select.Place}, c.S.Select.Kind, strings.Join(c.S.Views(), " ")}
	}
	return c.parts.Of("save", k, save)
}

// blockDiagram shows of the selection the block and the kind of map.
func (c *Root) blockDiagram() *part.Part {
	type key struct {
		atBlock
		kind arch.Kind
	}
	at := atBlock{c.S.Version(session.Viewed), c.S.Select.Place}
	return c.while(session.OnePicture, "block diagram", key{at, c.S.Select.Kind}, &BlockDiagram{S: c.S})
}

// picturePanel shows of the selection only the field of the value pointed at.
func (c *Root) picturePanel() *part.Part {
	p := &PicturePanel{S: c.S, Browser: c.Browser}
	type key struct {
		version int
		a, b    area
	}
	return c.while(session.OnePicture, "picture", key{c.S.Version(), p.field(c.S.Slots[0]), p.field(c.S.Slots[1])}, p)
}
