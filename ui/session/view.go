package session

import (
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// View is how the maps of the grid are shown.
type View struct {
	Mode     string // one of Modes
	Single   bool   // each tile is one channel, not the atlas of all
	Follow   bool   // that channel is the selected one, not the one that varies most
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

// Opacity's limits, and what it is at first.
const (
	MinOpacity, MaxOpacity = 10, 100
	firstOpacity           = 60
)

// firstView is how the maps are shown at first.
var firstView = View{Mode: ModeMaps, Colormap: atlas.Colormaps[0], Opacity: firstOpacity}

// OneChannel reports whether each tile shows one channel: an overlay and the
// figure always do, a difference never.
func (s *Session) OneChannel() bool {
	return s.View.Single && s.View.Mode != ModeDiff || s.View.Mode == ModeOverlay || s.View.Mode == ModeFigure
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
	s.View = v
	if len(s.Rows()) > 0 {
		s.choose(s.Select)
	}
}

// Shows is the channel that the tiles of a stage of the slot show, from 0;
// false before the slot has said so, and where they show all.
func (d *Slot) Shows(stage int) (channel int, ok bool) {
	switch {
	case !d.session.OneChannel():
		return 0, false
	case d.session.View.Follow:
		return d.session.Select.Channel, true
	case d.Highest == nil || stage < 1 || stage > len(d.Highest):
		return 0, false
	}
	return d.Highest[stage-1], true
}

// firstStyle is how a worker paints that was not told otherwise.
var firstStyle = protocol.Paint{Colormap: string(atlas.Colormaps[0])}

// restyle tells the slot's worker how to paint, unless it paints so already.
func (d *Slot) restyle() {
	s := d.session
	p := protocol.Paint{Colormap: string(s.View.Colormap)}
	if s.OneChannel() {
		p.Channel = protocol.PickHighestVariance
		if s.View.Follow {
			p.Channel = s.Select.Channel + 1
		}
	}
	if s.View.Mode == ModeOverlay {
		p.Opacity = s.View.Opacity
	}
	if d.Phase != Ready || p == d.style {
		return
	}
	d.style = p
	d.post(protocol.Header{}, &p)
}
