package session

import (
	"maps"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// scales are where the colours of both networks' maps end together, and what
// that was worked out of.
type scales struct {
	of    scaledBy
	highs map[string]float32 // by the names of protocol.Ends
}

// scaledBy is all that the ends depend on.
type scaledBy struct {
	own         bool
	runs        [2]int
	tiles       [2]*protocol.Tiles
	channels    [2]*protocol.ChannelMap
	attribution [2]*protocol.Attribution
	sheets      [2]*protocol.Sheet
}

// agree works out where the colours of both networks' maps end, and tells their
// workers what they do not know of it. A worker paints a picture before the other
// one has read it, by ends that it expects; so no answer waits for this, and what
// is painted anew differs little.
func (s *Session) agree() {
	a, b := s.Slots[0], s.Slots[1]
	of := scaledBy{
		s.View.OwnScale, [2]int{a.Run, b.Run}, [2]*protocol.Tiles{a.Seen.Tiles, b.Seen.Tiles}, [2]*protocol.ChannelMap{a.Channel, b.Channel},
		[2]*protocol.Attribution{a.Attribution, b.Attribution}, [2]*protocol.Sheet{a.Sheet, b.Sheet},
	}
	if of != s.scales.of {
		highs := map[string]float32{}
		if !of.own && a.Run == b.Run {
			highs = s.common()
		}
		if !maps.Equal(highs, s.scales.highs) {
			s.markDirty(Rescaled)
		}
		s.scales = scales{of, highs}
	}
	for _, d := range s.Slots {
		if d.Phase != Ready || d.at != d.Run || d.Run == 0 || d.told.Run == d.Run && maps.Equal(d.told.Highs, s.scales.highs) || len(d.told.Highs)+len(s.scales.highs) == 0 {
			continue
		}
		d.told = protocol.Ends{Run: d.Run, Highs: s.scales.highs}
		m := d.told
		d.post(protocol.Header{}, &m)
	}
}

// common are the ends of what both networks show.
func (s *Session) common() map[string]float32 {
	a, b := s.Slots[0], s.Slots[1]
	highs := map[string]float32{}
	put := func(name string, high float32) {
		if high > 0 {
			highs[name] = high
		}
	}
	if a.Seen.Tiles != nil {
		for _, r := range a.Seen.Tiles.Rows {
			if other := b.row(r.Kind, r.Stage); other != nil {
				put(protocol.EndOf(r.Kind, r.Stage), atlas.End(s.share(r.Stage), spreadOf(r.Count, r.Spread), spreadOf(other.Count, other.Spread)))
			}
		}
	}
	if x, y := a.Channel, b.Channel; x != nil && y != nil && a.kindOf(x.Tap) == b.kindOf(y.Tap) {
		put(protocol.SubjectLens, max(x.High, y.High))
	}
	if x, y := a.Sheet, b.Sheet; x != nil && y != nil && a.kindOf(x.Tap) == b.kindOf(y.Tap) && len(x.Spread) > 0 {
		put(protocol.SubjectSheet, atlas.End(s.share(a.taps[x.Tap].Place.Stage), spreadOf(x.Count, x.Spread), spreadOf(y.Count, y.Spread)))
	}
	if x, y := a.Attribution, b.Attribution; x != nil && y != nil && x.Method == y.Method && a.Model.Classes[x.Class] == b.Model.Classes[y.Class] {
		put(protocol.SubjectAttribution, max(x.Most, y.Most))
	}
	return highs
}

func spreadOf(count int, at []float32) atlas.Spread { return atlas.Spread{Count: count, At: at} }

// share is that of atlas.Share for both networks: the last stage is that of
// either.
func (s *Session) share(stage int) float64 {
	share := 1.0
	for _, d := range s.Slots {
		if d.Graph != nil {
			share = min(share, atlas.Share(stage, len(d.Graph.Record.Blocks)))
		}
	}
	return share
}

func (d *Slot) kindOf(tap string) arch.Kind { return d.taps[tap].Kind }

// TileEnd is where the colours of the slot's tiles of a kind of map end in a
// stage: the magnitude of the last colour, which greater values take too; and
// whether it is that of both networks together. False before it is known, and
// where tiles show all maps, each tile on a scale of its own. Part of [Rescaled]
// and [Viewed].
func (d *Slot) TileEnd(kind arch.Kind, stage int) (high float32, shared, ok bool) {
	r := d.row(kind, stage)
	if r == nil || d.session.Tile() == TileAll {
		return 0, false, false
	}
	if high, shared = d.end(protocol.EndOf(kind, stage)); shared {
		return high, true, true
	}
	if high = atlas.KindScale(kind).High; high > 0 {
		return high, true, true
	}
	return atlas.End(atlas.Share(stage, len(d.Graph.Record.Blocks)), spreadOf(r.Count, r.Spread)), false, true
}

// LensEnd is where the colours of the slot's map in the lens end, as TileEnd; the
// scale begins at 0, or at −high where Channel is Signed.
func (d *Slot) LensEnd() (high float32, shared, ok bool) {
	if d.Channel == nil {
		return 0, false, false
	}
	if high, shared = d.end(protocol.SubjectLens); shared {
		return high, true, true
	}
	return d.Channel.High, false, true
}

// SheetEnd is where the colours of the slot's sheet end, as LensEnd.
func (d *Slot) SheetEnd() (high float32, shared, ok bool) {
	if d.Sheet == nil {
		return 0, false, false
	}
	if high, shared = d.end(protocol.SubjectSheet); shared {
		return high, true, true
	}
	return d.Sheet.High, false, true
}

// AttributionEnd is where the colours of the slot's class map or occlusion map
// end, on both sides of zero, as LensEnd.
func (d *Slot) AttributionEnd() (high float32, shared, ok bool) {
	if d.Attribution == nil {
		return 0, false, false
	}
	if high, shared = d.end(protocol.SubjectAttribution); shared {
		return high, true, true
	}
	return d.Attribution.Most, false, true
}

// end is where the colours of a name end for both networks; false where each
// ends on its own.
func (d *Slot) end(name string) (high float32, shared bool) {
	if s := d.session; d.Result != nil && s.scales.of.runs[d.Index] == d.Run {
		high, shared = s.scales.highs[name]
	}
	return high, shared
}
