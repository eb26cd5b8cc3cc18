package session

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// View is how the maps of the grid are shown.
type View struct {
	Mode     string // one of Modes
	Tile     Tile   // how many maps a tile shows in ModeMaps; see Session.Tile
	Follow   bool   // that map is the selected one, not the one that tells most
	OwnScale bool   // each network's colours end by its own values, not by those of both
	Colormap atlas.Colormap
	Opacity  int // how much an overlay covers the picture, in per cent
}

// The modes.
const (
	ModeMaps    = "maps"    // the maps themselves
	ModeDiff    = "diff"    // A − B
	ModeOverlay = "overlay" // one channel over the picture
	ModeFigure  = "figure"  // Fig. 1(a) of the paper: see FigureBlocks
)

// Modes lists the modes; the first is the default.
var Modes = []string{ModeMaps, ModeDiff, ModeOverlay, ModeFigure}

// Tile is how many maps of a block a tile shows.
type Tile string

// What a tile can show.
const (
	TileOne  Tile = "1"   // the map that tells most of the answer, see protocol.PickTelling
	TileFour Tile = "4"   // the four that do, two by two
	TileAll  Tile = "all" // all maps, in an atlas, each tile on a scale of its own
)

// Tiles lists what a tile can show; the first is the default.
var Tiles = []Tile{TileOne, TileFour, TileAll}

// Opacity's limits, and what it is at first.
const (
	MinOpacity, MaxOpacity = 10, 100
	firstOpacity           = 60
)

// firstView is how the maps are shown at first.
var firstView = View{Mode: ModeMaps, Tile: TileOne, Colormap: atlas.Colormaps[0], Opacity: firstOpacity}

// Tile is how many maps a tile shows in the present mode: an overlay and the
// figure always show one, a difference all.
func (s *Session) Tile() Tile {
	switch {
	case s.View.Mode == ModeDiff:
		return TileAll
	case s.View.Mode == ModeOverlay, s.View.Mode == ModeFigure, s.View.Follow && s.View.Tile != TileAll, s.View.Tile == "":
		return TileOne
	}
	return s.View.Tile
}

// Show changes how the maps are shown.
func (s *Session) Show(v View) {
	s.markDirty(Coloured)
	same := v
	same.Colormap, same.Opacity = s.View.Colormap, s.View.Opacity
	if same != s.View {
		s.markDirty(Viewed)
		s.markDirty(Selected)
	}
	if v.Follow || v.Mode == ModeDiff {
		s.Select = s.numbered(s.Select) // by what the tiles show until now
	}
	s.View = v
	if len(s.Rows()) > 0 {
		s.choose(s.Select)
	}
	s.agree()
}

// Shows are the channels that the tiles of a kind of map show in a stage of the
// slot's network, from 0 and row by row where there are several; and whether
// they were picked by their effect on the answer (see Slot.Effect), and not by
// their variance or by the reader. False before the slot has said so, and where
// tiles show all.
func (d *Slot) Shows(kind arch.Kind, stage int) (channels []int, telling, ok bool) {
	if r := d.row(kind, stage); r != nil && d.session.Tile() != TileAll {
		return r.Channels, r.Telling, true
	}
	return nil, false, false
}

// row is what the slot's worker says of the tiles of a kind in a stage; nil
// before it has.
func (d *Slot) row(kind arch.Kind, stage int) *protocol.TileRow {
	if d.Seen.Tiles == nil {
		return nil
	}
	for i, r := range d.Seen.Tiles.Rows {
		if r.Kind == kind && r.Stage == stage {
			return &d.Seen.Tiles.Rows[i]
		}
	}
	return nil
}

// Telling reports whether the tiles of the slot show the maps that tell most of
// its answer: before those are known, and for kinds and networks of which it
// cannot be known, they show those that vary most. False where tiles show all.
func (d *Slot) Telling() bool {
	if d.Seen.Tiles == nil || d.session.Tile() == TileAll {
		return false
	}
	for _, r := range d.Seen.Tiles.Rows {
		if !r.Telling {
			return false
		}
	}
	return len(d.Seen.Tiles.Rows) > 0
}

// restyle tells the slot's worker how to paint, unless it paints so already.
func (d *Slot) restyle() {
	s := d.session
	p := protocol.Paint{Colormap: string(s.View.Colormap)}
	switch tile := s.Tile(); {
	case s.View.Mode == ModeDiff: // which is painted the same way always
		p.Channel, p.Maps = d.style.Channel, d.style.Maps
	case tile == TileAll:
	case s.View.Follow:
		p.Channel = s.Select.Channel + 1
	case tile == TileFour:
		p.Channel, p.Maps = protocol.PickTelling, 4
	default:
		p.Channel = protocol.PickTelling
	}
	if s.View.Mode == ModeOverlay {
		p.Opacity = s.View.Opacity
	}
	if d.Phase != Ready || p == d.style {
		return
	}
	if p.Channel != d.style.Channel || p.Maps != d.style.Maps {
		d.Seen.Tiles, d.ahead.Tiles = nil, nil // it will say what they show now
	}
	d.style = p
	d.post(protocol.Header{}, &p)
}
