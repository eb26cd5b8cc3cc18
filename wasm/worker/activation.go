package worker

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/explain"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// activation is the answer to a GetActivation, with the map of its window painted
// (nil where there is none to see).
func (e *engine) activation(m *protocol.GetActivation) (report *protocol.Activation, pixels []byte, width, height int, err error) {
	tap, values, err := e.at(m.Tap)
	if err != nil {
		return nil, nil, 0, 0, err
	}
	if e.explainer == nil {
		e.explainer = &explain.Explainer{Graph: e.net.Graph(), Weights: e.weights, Values: func(tap string) ([]float32, error) {
			_, values, err := e.at(tap)
			return values, err
		}}
	}
	e.explainer.Input = e.request.Input
	p, err := e.explainer.Pixel(m.Tap, m.Channel, m.Y, m.X)
	if err != nil {
		return nil, nil, 0, 0, err
	}
	report = &protocol.Activation{
		Run: e.run, GetActivation: *m, Pixel: *p,
		Shown: values[(m.Channel*tap.Shape.H+m.Y)*tap.Shape.W+m.X],
	}
	w := p.Window
	if w == nil {
		return report, nil, 0, 0, nil
	}
	var plane []float32
	kind := arch.KindC // u is signed
	switch {
	case w.Fused:
		plane, err = e.explainer.Fused(m.Tap, w.Channel)
	case w.Tap != "":
		var source arch.Tap
		if source, plane, err = e.at(w.Tap); err == nil {
			kind, plane = source.Kind, plane[w.Channel*w.Height*w.Width:][:w.Height*w.Width]
		}
	}
	if plane == nil || err != nil {
		return report, nil, 0, 0, err
	}
	pixels = make([]byte, 4*len(plane))
	atlas.PaintChannel(pixels, w.Width, plane, w.Width, atlas.ScaleOf(kind, plane), e.colormap())
	return report, pixels, w.Width, w.Height, nil
}
