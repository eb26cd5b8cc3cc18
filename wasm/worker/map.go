package worker

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// mapOf paints the subject of a canvas for the last picture in the style: the
// atlas of a tap, or one channel of it or a few, or that over the picture.
func (e *engine) mapOf(subject string) (pixels []byte, width, height int, err error) {
	if tap, ok := protocol.DifferenceOf(subject); ok {
		return e.difference(tap)
	}
	name, single := protocol.TapOf(subject)
	tap, values, err := e.at(name)
	if err != nil {
		return nil, 0, 0, err
	}
	if !single {
		scale := atlas.ScaleOf(tap.Kind, values).Clipped(values)
		pixels, width, height = paint(atlas.Of(tap.Shape), values, scale, e.colormap())
		return pixels, width, height, nil
	}
	r, err := e.row(rowKey{tap.Kind, tap.Place.Stage})
	if err != nil {
		return nil, 0, 0, err
	}
	if e.style.Opacity > 0 {
		plane := tap.Shape.H * tap.Shape.W
		pixels, size := atlas.Over(e.view, e.model.Input, values[r.Channels[0]*plane:][:plane], tap.Shape.H, tap.Shape.W, e.scale(r), e.colormap(), e.style.Opacity)
		return pixels, size, size, nil
	}
	few, values := gather(tap.Shape, values, r.Channels)
	pixels, width, height = paint(atlas.Of(few), values, e.scale(r), e.colormap())
	return pixels, width, height, nil
}

// gather is a map of some channels of another, in an order.
func gather(shape arch.Shape, values []float32, channels []int) (arch.Shape, []float32) {
	plane := shape.H * shape.W
	few := make([]float32, 0, len(channels)*plane)
	for _, c := range channels {
		few = append(few, values[c*plane:][:plane]...)
	}
	shape.C = len(channels)
	return shape, few
}

// paint is a map's painting, RGBA.
func paint(l atlas.Layout, values []float32, s atlas.Scale, colours atlas.Colormap) (pixels []byte, width, height int) {
	pixels = make([]byte, 4*l.Width()*l.Height())
	l.Paint(pixels, values, s, colours)
	return pixels, l.Width(), l.Height()
}

func (e *engine) colormap() atlas.Colormap { return atlas.Colormap(e.style.Colormap) }
