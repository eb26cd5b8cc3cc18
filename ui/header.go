package ui

import (
	"fmt"
	"strings"

	"regnetlens/ui/session"
)

// chip is the line of state: what the networks wait for, or how fast they were.
func (c *Header) chip() string {
	t := c.S.Text
	if p := c.S.Preparing; p != nil {
		return t.Fill(t.PreparingPicture, shortened(p.Name), int(100*p.Part))
	}
	var parts []string
	a, b := c.S.Slots[0], c.S.Slots[1]
	alike := a.Result != nil && b.Result != nil && a.Backend == b.Backend
	if alike {
		parts = append(parts, t.Computing.Backend(a.Backend))
	}
	for _, d := range c.S.Slots {
		switch {
		case d.Graph == nil:
			continue
		case d.Phase == session.Broken:
			parts = append(parts, d.Name()+" "+t.Failed)
		case d.Phase == session.Starting:
			parts = append(parts, d.Name()+" "+t.Starting)
		case d.Phase == session.Loading:
			parts = append(parts, d.Name()+" "+t.Fill(t.LoadingWeights, 100*d.Bytes/max(d.Model.Wire.Bytes, 1)))
		case d.Result == nil:
			parts = append(parts, d.Name()+" "+t.Running)
		default:
			name := d.Name()
			if !alike {
				name += " " + t.Computing.Backend(d.Backend)
			}
			parts = append(parts, fmt.Sprintf("%s %.1f ms", name, d.Result.RunMS))
		}
	}
	return strings.Join(parts, " · ")
}

func (c *Header) chipClass() string {
	class := "chip push"
	for _, d := range c.S.Slots {
		if d.Phase == session.Broken {
			return class + " bad"
		}
	}
	if c.S.Preparing != nil {
		return class + " busy"
	}
	for _, d := range c.S.Slots {
		if d.Busy() {
			return class + " busy"
		}
	}
	return class
}

// shortened is a file's name, its middle left out where it is long.
func shortened(name string) string {
	const most = 28
	if r := []rune(name); len(r) > most {
		return string(r[:most-10]) + "…" + string(r[len(r)-9:])
	}
	return name
}

// link is the button's word: for a moment, that it worked.
func (c *Header) link() string {
	if c.S.LinkCopied {
		return c.S.Text.Views.LinkCopied
	}
	return c.S.Text.Views.Link
}
