package ui

import (
	"fmt"
	"strconv"

	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
)

// pressed is the state of a button that stays down.
func pressed(down bool) string { return strconv.FormatBool(down) }

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

// single chooses between all channels and one. What cannot be had in the
// present mode leaves it for the maps.
func (c *ViewsBar) single(one bool) {
	v := c.S.View
	v.Single = one
	if v.Mode == session.ModeDiff && one || (v.Mode == session.ModeOverlay || v.Mode == session.ModeFigure) && !one {
		v.Mode = session.ModeMaps
	}
	c.S.Show(v)
}

func (c *ViewsBar) follow(yes bool) {
	v := c.S.View
	v.Follow = yes
	c.S.Show(v)
}

func (c *ViewsBar) colours(name string) {
	v := c.S.View
	v.Colours = atlas.Colours(name)
	c.S.Show(v)
}

func (c *ViewsBar) cover(text string) {
	v := c.S.View
	if n, err := strconv.Atoi(text); err == nil {
		v.Cover = max(session.MinCover, min(n, session.MaxCover))
	}
	c.S.Show(v)
}

func (c *ViewsBar) figured() bool { return c.S.View.Mode == session.ModeFigure }

func (c *ViewsBar) coverText() string { return fmt.Sprintf("%d %%", c.S.View.Cover) }
