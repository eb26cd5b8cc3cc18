package ui

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// shown is the channel on the map; nil before there is one.
func (c *LensMap) shown() *protocol.ChannelMap {
	if c.Difference {
		return c.S.Difference()
	}
	return c.Slot.Channel
}

// name is what the map is of: a slot's letter, or less for the difference.
func (c *LensMap) name() string {
	if c.Difference {
		return Difference
	}
	return c.Slot.Name()
}

// title is the name for the reader.
func (c *LensMap) title() string {
	if c.Difference {
		return c.S.Text.Views.Diff
	}
	return c.Slot.Name()
}

// pointedAt is the value's row and column under the pointer in a slot's map.
func pointedAt(s *session.Session, d *session.Slot) (y, x int, ok bool) {
	if s.Pointer == nil || d.Channel == nil {
		return 0, 0, false
	}
	return int(s.Pointer.Y * float64(d.Channel.Height)), int(s.Pointer.X * float64(d.Channel.Width)), true
}

// canvas of the lens; it takes the size of what is painted.
func (c *LensMap) canvas() Canvas {
	if c.Difference {
		return Canvas{Subject: Difference}
	}
	if _, _, ok := c.Slot.Selected(); !ok {
		return Canvas{}
	}
	return painted(c.Slot, protocol.SubjectLens, 1, 1)
}

// what names the map: the network may lack the selected one and show its
// output.
func (c *LensMap) what() string {
	tap, channel, ok := c.Slot.Selected()
	if !ok {
		return c.S.Text.NoBlock
	}
	return fmt.Sprintf("%s · %d", format.Letter(tap.Kind), channel+1)
}

func (c *LensMap) label() string {
	tap, channel, ok := c.Slot.Selected()
	if !ok {
		return c.S.Text.NoBlock
	}
	return c.S.Text.Fill(c.S.Text.LensAlt, c.title(), c.S.Text.KindNames[tap.Kind.String()], channel+1)
}

func (c *LensMap) value() string {
	if y, x, ok := pointedAt(c.S, c.Slot); ok {
		if v, ok := c.shown().At(y, x); ok {
			return format.Number(v)
		}
	}
	return ""
}

func (c *LensMap) marked() bool {
	_, _, ok := pointedAt(c.S, c.Slot)
	return ok
}

func (c *LensMap) markX() string {
	_, x, _ := pointedAt(c.S, c.Slot)
	return fmt.Sprint(x)
}

func (c *LensMap) markY() string {
	y, _, _ := pointedAt(c.S, c.Slot)
	return fmt.Sprint(y)
}

func (c *LensMap) box() string {
	if ch := c.shown(); ch != nil {
		return format.ViewBox(ch.Width, ch.Height)
	}
	return format.ViewBox(1, 1)
}

// ramp is the bar of the map's colours.
func (c *LensMap) ramp() Canvas {
	return Canvas{Subject: Ramp, Slot: c.Slot.Index, Label: string(c.S.View.Colormap), Signed: c.shown() != nil && c.shown().Signed}
}

// scale is that of the map's colours and of its histogram: up to where both
// networks' end, unless each ends on its own.
func (c *LensMap) scale() atlas.Scale {
	m := c.shown()
	s := atlas.Scale{Low: m.Low, High: m.High, Signed: m.Signed}
	if high, shared, _ := c.Slot.LensEnd(); shared && high != m.High && !c.Difference {
		if s.High = high; s.Signed {
			s.Low = -high
		}
	}
	return s
}

func (c *LensMap) low() string {
	if c.shown() == nil {
		return c.S.Text.NoAnswer
	}
	return format.Number(c.scale().Low)
}

func (c *LensMap) high() string {
	if c.shown() == nil {
		return c.S.Text.NoAnswer
	}
	return format.Number(c.scale().High)
}

// histogram is the outline of the bins, in a box of 32 × 20. Heights go with
// the root of the counts, so that the few values beside a crowd of zeros show.
func (c *LensMap) histogram() string {
	if c.shown() == nil || len(c.shown().Bins) == 0 {
		return "M0 20H32"
	}
	bins := c.shown().Bins
	if s := c.scale(); s.High != c.shown().High {
		bins = s.Bins(protocol.Floats(c.shown().Values), len(bins))
	}
	most, width := float64(max(slices.Max(bins), 1)), 32/float64(len(bins))
	var b strings.Builder
	b.WriteString("M0 20")
	for i, n := range bins {
		fmt.Fprintf(&b, "V%.2fH%.2f", 20-19*math.Sqrt(float64(n)/most), float64(i+1)*width)
	}
	b.WriteString("V20Z")
	return b.String()
}
