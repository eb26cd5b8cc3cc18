package worker

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// difference paints the other network's map at a tap less this one's, all
// channels on a scale with a sign; nothing where the other network's outputs
// for the last picture are not known, or have no map of that block and size.
func (e *engine) difference(name string) (pixels []byte, width, height int, err error) {
	tap, values, err := e.at(name)
	if err != nil || e.others == nil || e.others.Run != e.run || tap.Kind != arch.KindO {
		return nil, 0, 0, err
	}
	others, err := unpack(e.others)
	if err != nil {
		return nil, 0, 0, err
	}
	for i, b := range e.others.Blocks {
		if (arch.Place{Stage: b.Stage, Block: b.Block}) != tap.Place || others[i].Shape != tap.Shape {
			continue
		}
		less := make([]float32, len(values))
		for k, v := range values {
			less[k] = others[i].Values[k] - v
		}
		l, s := atlas.Of(tap.Shape), atlas.Signed(less)
		pixels = make([]byte, 4*l.Width()*l.Height())
		l.Paint(pixels, less, s.Clipped(less), e.colormap())
		return pixels, l.Width(), l.Height(), nil
	}
	return nil, 0, 0, nil
}

// isDifference reports whether a canvas shows differences, which come with
// Compare.
func isDifference(subject string) bool {
	_, ok := protocol.DifferenceOf(subject)
	return ok
}
