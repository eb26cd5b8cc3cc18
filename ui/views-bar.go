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

// option hides what does nothing in the present mode; the figure has choices of
// its own in its place.
func (c *ViewsBar) option(hidden bool) string {
	return on(on("option", hidden, "hidden"), c.figured(), "gone")
}

func (c *ViewsBar) figured() bool { return c.S.View.Mode == session.ModeFigure }

// figures are the networks whose channel in the figure is chosen.
func (c *ViewsBar) figures() []*session.Side {
	if !c.figured() {
		return nil
	}
	return c.S.Sides[:]
}

// figureChannels are the choices of a network's channel: the picked one, then
// all of the figure's stage.
func (c *ViewsBar) figureChannels(d *session.Side) []string {
	names := []string{c.S.Text.Views.MostVaried}
	sel := c.S.Select
	if d.Picked != nil && sel.Stage <= len(d.Picked) {
		names[0] += fmt.Sprintf(" (%d)", d.Picked[sel.Stage-1]+1)
	}
	tap, _ := d.TapAt(session.Column{Stage: sel.Stage, Block: 1}, "o")
	for i := range tap.Shape.C {
		names = append(names, strconv.Itoa(i+1))
	}
	return names
}

// figureChannel is the present choice; a stage has fewer channels than a later
// one.
func (c *ViewsBar) figureChannel(d *session.Side) int {
	return min(c.S.View.Figure[d.Index], len(c.figureChannels(d))-1)
}

func (c *ViewsBar) figure(d *session.Side, value string) {
	v := c.S.View
	v.Figure[d.Index], _ = strconv.Atoi(value)
	c.S.Show(v)
}

func (c *ViewsBar) figureName(f session.Column) string {
	blocks := c.S.FigureBlocks(f)
	return c.S.Text.Fill(c.S.Text.Views.BlocksOf, f.Stage, blocks[0].Block, blocks[len(blocks)-1].Block)
}

func (c *ViewsBar) isFigure(f session.Column) bool {
	return c.S.FigureBlocks(f)[0] == c.S.FigureBlocks(session.Column{Stage: c.S.Select.Stage, Block: c.S.Select.Block})[0]
}

func (c *ViewsBar) blocks(value string) {
	if i, err := strconv.Atoi(value); err == nil {
		c.S.SelectFigure(c.S.Figures()[i])
	}
}

func (c *ViewsBar) coverText() string { return fmt.Sprintf("%d %%", c.S.View.Cover) }
