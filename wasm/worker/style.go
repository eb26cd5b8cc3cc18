package worker

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// restyle takes over how maps are painted.
func (e *engine) restyle(m *protocol.Paint) { e.style = *m }

// mapOf paints the subject of a canvas for the last picture in the style: the
// atlas of a tap, or one channel of it, or that over the picture.
func (e *engine) mapOf(subject string) (pixels []byte, width, height int, err error) {
	if tap, ok := protocol.LessOf(subject); ok {
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
	if e.style.Channel == protocol.MostVaried {
		picked, err := e.pick()
		if err != nil {
			return nil, 0, 0, err
		}
		if channel = 0; tap.Place.Inside() {
			channel = picked[tap.Place.Stage-1]
		}
	}
	channel = max(0, min(channel, tap.Shape.C-1)) // the other network may have more
	plane := tap.Shape.H * tap.Shape.W
	values = values[channel*plane:][:plane]
	scale := atlas.ScaleOf(tap.Kind, values)
	if e.style.Cover > 0 {
		pixels, size := atlas.Over(e.view, e.model.Input, values, tap.Shape.H, tap.Shape.W, scale, e.colours(), e.style.Cover)
		return pixels, size, size, nil
	}
	pixels = make([]byte, 4*plane)
	atlas.PaintChannel(pixels, tap.Shape.W, values, tap.Shape.W, scale, e.colours())
	return pixels, tap.Shape.W, tap.Shape.H, nil
}

func (e *engine) colours() atlas.Colours { return atlas.Colours(e.style.Colours) }

// pick finds of each stage the channel that varies most (protocol.MostVaried).
func (e *engine) pick() ([]int, error) {
	if e.net == nil || e.run == 0 {
		return nil, errNoNetwork
	}
	if e.picked != nil {
		return e.picked, nil
	}
	blocks := e.net.Graph().Record.Blocks
	picked := make([]int, len(blocks))
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
			if sums[c] > sums[picked[stage]] || math.IsNaN(sums[picked[stage]]) {
				picked[stage] = c
			}
		}
	}
	e.picked = picked
	return picked, nil
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
