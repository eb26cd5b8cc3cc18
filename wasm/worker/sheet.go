package worker

import (
	"slices"

	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// sheet is the answer to a GetSheet, and its painting.
func (e *engine) sheet(m *protocol.GetSheet) (r *protocol.Sheet, pixels []byte, width, height int, err error) {
	tap, values, err := e.at(m.Tap)
	if err != nil {
		return nil, nil, 0, 0, err
	}
	r = &protocol.Sheet{Run: e.run, GetSheet: *m, Channels: make([]int, tap.Shape.C)}
	for c := range r.Channels {
		r.Channels[c] = c
	}
	if m.Order != protocol.ByNumber {
		r.Channels = descending(strengths(tap.Shape.H*tap.Shape.W, values))
	}
	if told := e.effects[tap.Kind]; m.Order == protocol.ByEffect && tap.Place.Inside() && tap.Place.Stage <= len(told) {
		first := told[tap.Place.Stage-1].Channels
		rest := slices.DeleteFunc(r.Channels, func(c int) bool { return slices.Contains(first, c) })
		r.Channels = append(slices.Clone(first), rest...)
	}
	s := atlas.SpreadOf(values)
	share := atlas.Share(tap.Place.Stage, len(e.net.Graph().Record.Blocks))
	scale := e.scaleTo(tap.Kind, protocol.SubjectSheet, atlas.End(share, s))
	r.High, r.Signed, r.Count, r.Spread = scale.High, scale.Signed, s.Count, s.At
	if atlas.KindScale(tap.Kind).High > 0 { // nothing to agree upon
		r.Count, r.Spread = 0, nil
	} else {
		r.High = atlas.End(share, s)
	}
	shape, values := gather(tap.Shape, values, r.Channels)
	pixels, width, height = paint(atlas.SheetOf(shape), values, scale, e.colormap())
	return r, pixels, width, height, nil
}

// strengths are the mean magnitudes of maps of so many values each.
func strengths(plane int, values []float32) []float64 {
	out := make([]float64, len(values)/plane)
	for i, v := range values {
		out[i/plane] += float64(max(v, -v)) / float64(plane)
	}
	return out
}
