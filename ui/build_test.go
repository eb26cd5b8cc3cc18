package ui

import (
	"bytes"
	"strings"
	"testing"

	"github.com/vugu/vugu/staticrender"

	"regnetlens/infer/arch"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// as is the page as it is built, without claiming that all of it has changed.
func (p *page) as() string {
	p.Helper()
	var b bytes.Buffer
	if err := staticrender.New(&b).Render(p.env.RunBuild(p.root)); err != nil {
		p.Fatal(err)
	}
	return b.String()
}

// Turns that say they concern an aspect only leave the page as building all of
// it anew would.
func TestNarrowTurns(t *testing.T) {
	p := newPage(t)
	p.s.Choose("x", session.InMemory([]byte("x")))
	for side := range p.s.Slots {
		p.answer(side, 0.9)
	}
	show := func(change func(*session.View)) func() {
		return func() {
			v := p.s.View
			change(&v)
			p.s.Show(v)
		}
	}
	channel := func(side int, low float32) func() {
		return func() {
			tap, c, _ := p.s.Slots[side].Selected()
			p.say(side, &protocol.ChannelMap{Run: 2, Tap: tap.Name, Channel: c, Of: tap.Shape.C, Height: 2, Width: 2, Low: low, High: 1, Signed: low < 0,
				Bins: []int{2, 1, 1}, Values: protocol.PutFloats([]float32{low, 0, 0.5, 1})})
		}
	}
	tiles := func(channels ...int) func() {
		return func() {
			for side := range p.s.Slots {
				m := &protocol.Tiles{Run: 2}
				for stage := 1; stage <= 3; stage++ {
					spread := atlas.SpreadOf([]float32{float32(side + stage)})
					m.Rows = append(m.Rows, protocol.TileRow{Kind: arch.KindO, Stage: stage, Channels: channels, Telling: true, Count: spread.Count, Spread: spread.At})
				}
				p.say(side, m)
			}
		}
	}
	key := func(name string, place session.Place) func() {
		return func() { session.KeyFor(name, false, place).Do(p.s, name) }
	}
	changed := 0
	for _, turn := range []struct {
		name string
		do   func()
	}{
		{"the maps that tell", tiles(7)},
		{"the next channel", key("]", session.Anywhere)},
		{"A's map of it", channel(0, -1)},
		{"B's map of it", channel(1, 0)},
		{"pointed at", func() { p.s.Point(&session.Pointer{X: 0.6, Y: 0.1}) }},
		{"pointed further", key("ArrowDown", session.OnLens)},
		{"the next block", key(".", session.Anywhere)},
		{"its map", channel(0, -2)},
		{"not pointed at", func() { p.s.Point(nil) }},
		{"the row above", key("ArrowUp", session.OnGrid)},
		{"a gate", key("g", session.Anywhere)},
		{"a tile", func() { p.s.Pick(3, arch.Place{Stage: 3, Block: 1}, 0.9, 0.9) }},
		{"other colours", show(func(v *session.View) { v.Colormap = atlas.Colormaps[2] })},
		{"four maps", show(func(v *session.View) { v.Tile = session.TileFour })},
		{"what they are", tiles(1, 5, 6, 7)},
		{"on scales of their own", show(func(v *session.View) { v.OwnScale = true })},
		{"all maps", show(func(v *session.View) { v.Tile = session.TileAll })},
		{"one map", show(func(v *session.View) { v.Tile = session.TileOne })},
		{"the selected one", show(func(v *session.View) { v.Follow = true })},
		{"one channel further", key("]", session.Anywhere)},
		{"an overlay", show(func(v *session.View) { v.Mode = session.ModeOverlay })},
		{"a difference", show(func(v *session.View) { v.Mode = session.ModeDiff })},
		{"the figure", show(func(v *session.View) { v.Mode = session.ModeFigure })},
		{"its next block", key(".", session.Anywhere)},
		{"the maps", show(func(v *session.View) { v.Mode = session.ModeMaps })},
		{"another pair", key("ArrowDown", session.OnMatrix)},
	} {
		before := p.as()
		p.s.Turn(turn.do)
		narrow := p.as()
		p.s.Turn(func() {})
		if all := p.as(); narrow != all {
			a, b := strings.Split(narrow, "\n"), strings.Split(all, "\n")
			for i := range min(len(a), len(b)) {
				if a[i] != b[i] {
					t.Errorf("%s: line %d is built in part as\n%s\nand as a whole as\n%s", turn.name, i, a[i], b[i])
				}
			}
		}
		if narrow != before {
			changed++
		}
	}
	if changed < 18 {
		t.Errorf("%d turns changed the page, too few to prove anything", changed)
	}
}
