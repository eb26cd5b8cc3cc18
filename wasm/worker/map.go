package worker

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// mapOf paints the subject of a canvas for the last picture in the style: the
// atlas of a tap, or one channel of it, or that over the picture.
func (e *engine) mapOf(subject string) (pixels []byte, width, height int, err error) {
	if tap, ok := protocol.DifferenceOf(subject); ok {
		return e.difference(tap)
	}
	name, one := protocol.TapOf(subject)
	if !one {
		return e.atlas(name)
	}
	tap, values, err := e.at(name)
	if err != nil {
		return nil, 0, 0, err
	}
	channel := e.style.Channel - 1
	if e.style.Channel == protocol.PickHighestVariance {
		highest, err := e.highestVariance()
		if err != nil {
			return nil, 0, 0, err
		}
		if channel = 0; tap.Place.Inside() {
			channel = highest[tap.Place.Stage-1]
		}
	}
	channel = max(0, min(channel, tap.Shape.C-1)) // the other network may have more
	plane := tap.Shape.H * tap.Shape.W
	values = values[channel*plane:][:plane]
	scale := atlas.ScaleOf(tap.Kind, values)
	if e.style.Opacity > 0 {
		pixels, size := atlas.Over(e.view, e.model.Input, values, tap.Shape.H, tap.Shape.W, scale, e.colormap(), e.style.Opacity)
		return pixels, size, size, nil
	}
	pixels = make([]byte, 4*plane)
	atlas.PaintChannel(pixels, tap.Shape.W, values, tap.Shape.W, scale, e.colormap())
	return pixels, tap.Shape.W, tap.Shape.H, nil
}

func (e *engine) colormap() atlas.Colormap { return atlas.Colormap(e.style.Colormap) }

// highestVariance finds of each stage the channel that varies most (see
// protocol.PickHighestVariance).
func (e *engine) highestVariance() ([]int, error) {
	if e.net == nil || e.run == 0 {
		return nil, errNoNetwork
	}
	if e.highest != nil {
		return e.highest, nil
	}
	blocks := e.net.Graph().Record.Blocks
	highest := make([]int, len(blocks))
	for stage, n := range blocks {
		var sums []float64
		for block := 1; block <= n; block++ {
			out, _ := e.net.Graph().TapAt(arch.Place{Stage: stage + 1, Block: block}, arch.KindO)
			tap, values, err := e.at(out.Name)
			if err != nil {
				return nil, err
			}
			plane := tap.Shape.H * tap.Shape.W
			if sums == nil {
				sums = make([]float64, tap.Shape.C)
			}
			for c := range sums {
				sums[c] += variance(values[c*plane:][:plane])
			}
		}
		for c := range sums {
			if sums[c] > sums[highest[stage]] || math.IsNaN(sums[highest[stage]]) {
				highest[stage] = c
			}
		}
	}
	e.highest = highest
	return highest, nil
}

// variance of one map's values over its places.
func variance(values []float32) float64 {
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(len(values))
	return max(0, squares/n-sum/n*sum/n)
}

// atlas paints a tap of the last picture.
func (e *engine) atlas(name string) (pixels []byte, width, height int, err error) {
	tap, values, err := e.at(name)
	if err != nil {
		return nil, 0, 0, err
	}
	l := atlas.Of(tap.Shape)
	pixels = make([]byte, 4*l.Width()*l.Height())
	l.Paint(pixels, values, atlas.ScaleOf(tap.Kind, values).Clipped(values), e.colormap())
	return pixels, l.Width(), l.Height(), nil
}
