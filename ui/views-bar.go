package ui

import (
	"fmt"
	"strconv"

	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
)

// hint says what a tile of the grid is.
func (c *ViewsBar) hint() string {
	t := c.S.Text.Views
	switch {
	case c.S.View.Mode == session.ModeDiff:
		return t.DiffHint
	case c.figured():
		return t.FigureHint
	case !c.S.OneChannel():
		return t.AtlasHint
	case c.S.View.Follow:
		return t.FollowHint
	}
	return t.VariedHint
}

func (c *ViewsBar) modeName(mode string) string {
	t := c.S.Text.Views
	return map[string]string{session.ModeMaps: t.Maps, session.ModeDiff: t.Diff, session.ModeOverlay: t.Overlay, session.ModeFigure: t.Figure}[mode]
}

// mode changes the mode. Overlays show one channel, differences all.
func (c *ViewsBar) mode(mode string) {
	v := c.S.View
	v.Mode = mode
	c.S.Show(v)
}

// single chooses between all channels and one, where both can be had.
func (c *ViewsBar) single(one bool) {
	if !c.can(one) {
		return
	}
	v := c.S.View
	v.Single = one
	c.S.Show(v)
}

// can reports whether the present mode shows one channel, or all: overlays and the
// figure show one, differences all.
func (c *ViewsBar) can(one bool) bool {
	if one {
		return c.S.View.Mode != session.ModeDiff
	}
	return c.S.View.Mode == session.ModeMaps || c.S.View.Mode == session.ModeDiff
}

func (c *ViewsBar) follow(yes bool) {
	v := c.S.View
	v.Follow = yes
	c.S.Show(v)
}

func (c *ViewsBar) colours(name string) {
	v := c.S.View
	v.Colormap = atlas.Colormap(name)
	c.S.Show(v)
}

func (c *ViewsBar) cover(text string) {
	v := c.S.View
	if n, err := strconv.Atoi(text); err == nil {
		v.Opacity = max(session.MinOpacity, min(n, session.MaxOpacity))
	}
	c.S.Show(v)
}

func (c *ViewsBar) figured() bool { return c.S.View.Mode == session.ModeFigure }

func (c *ViewsBar) coverText() string { return fmt.Sprintf("%d %%", c.S.View.Opacity) }
