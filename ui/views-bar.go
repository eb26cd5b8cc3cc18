package ui

import (
	"fmt"
	"strconv"

	"regnetlens/ui/session"
	"regnetlens/ui/text"
	"regnetlens/wasm/atlas"
)

// look is something that tiles can show.
type look struct {
	id   string // of its button
	mode string
	tile session.Tile // of ModeMaps
	name func(*text.Views) string
}

// looks are those that stand in the bar; moreLooks those that one has to look
// for.
var (
	looks = []look{
		{"view-maps", session.ModeMaps, session.TileOne, func(t *text.Views) string { return t.OneMap }},
		{"tiles-four", session.ModeMaps, session.TileFour, func(t *text.Views) string { return t.FourMaps }},
		{"view-diff", session.ModeDiff, "", func(t *text.Views) string { return t.Diff }},
		{"view-overlay", session.ModeOverlay, "", func(t *text.Views) string { return t.Overlay }},
	}
	moreLooks = []look{
		{"tiles-all", session.ModeMaps, session.TileAll, func(t *text.Views) string { return t.AllMaps }},
		{"view-figure", session.ModeFigure, "", func(t *text.Views) string { return t.Figure }},
	}
)

func (c *ViewsBar) t() *text.Views { return &c.S.Text.Views }

// shows reports whether the tiles show a look now.
func (c *ViewsBar) shows(l look) bool {
	return c.S.View.Mode == l.mode && (l.tile == "" || c.S.Tile() == l.tile)
}

// show shows a look. Single maps are those that tell most, again, but where only
// the mode changes.
func (c *ViewsBar) show(l look) {
	v := c.S.View
	v.Mode = l.mode
	if l.tile != "" {
		v.Tile, v.Follow = l.tile, false
	}
	c.S.Show(v)
}

// hint says what a tile of the grid is.
func (c *ViewsBar) hint() string {
	t, tile := c.t(), c.S.Tile()
	switch {
	case c.S.View.Mode == session.ModeDiff:
		return t.DiffHint
	case c.figured():
		return t.FigureHint
	case tile == session.TileAll:
		return t.AllHint
	case c.S.View.Follow:
		return t.FollowHint
	}
	for _, d := range c.S.Slots {
		if d.Graph != nil && !d.Telling() {
			if tile == session.TileFour {
				return t.FourVaried
			}
			return t.OneVaried
		}
	}
	if tile == session.TileFour {
		return t.FourTelling
	}
	return t.OneTelling
}

func (c *ViewsBar) own(yes bool) {
	v := c.S.View
	v.OwnScale = yes
	c.S.Show(v)
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
