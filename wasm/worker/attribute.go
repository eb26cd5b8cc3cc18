package worker

import (
	"context"
	"fmt"
	"image"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/cpu"
	"regnetlens/infer/explain"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// occlusionBatch is how many covered pictures go through the network at once.
// Between two batches the worker looks at what the page wants.
const occlusionBatch = 8

// classMap is the answer to an Attribute by class map.
func (e *engine) classMap(class int) (*protocol.Attribution, error) {
	if e.net == nil {
		return nil, errNoNetwork
	}
	last, fc := explain.Head(e.net.Graph())
	if class < 0 || class >= fc.OutC {
		return nil, fmt.Errorf("there is no class number %d", class)
	}
	tap, values, err := e.at(last.Name)
	if err != nil {
		return nil, err
	}
	p, err := infer.ReadDense(fc, e.weights)
	if err != nil {
		return nil, err
	}
	r := &protocol.Attribution{
		Run: e.run, Method: protocol.ByClassMap, Class: class, Done: 1, Total: 1,
		Rows: tap.Shape.H, Columns: tap.Shape.W,
	}
	finish(r, explain.ClassMap(p, class, values))
	return r, nil
}

// occlusion is an Attribute by occlusion that is being worked at.
type occlusion struct {
	call   int // that it answers
	class  int
	places *explain.Occlusion
}

// occlude begins an occlusion map of the last picture.
func (e *engine) occlude(call, class int) (*occlusion, error) {
	switch {
	case e.net == nil:
		return nil, errNoNetwork
	case e.run == 0:
		return nil, errNoPicture
	}
	g := e.net.Graph()
	if e.many == nil {
		net, err := cpu.Backend{}.New(g, e.weights, infer.Options{Threads: 1, MaxBatch: occlusionBatch})
		if err != nil {
			return nil, err
		}
		e.many = net
	}
	m, err := explain.NewOcclusion(g, e.request.Input, class, occlusionBatch, e.request.Edits)
	if err != nil {
		return nil, err
	}
	return &occlusion{call, class, m}, nil
}

// step works at an occlusion map and reports how far it is.
func (e *engine) step(ctx context.Context, o *occlusion) (*protocol.Attribution, error) {
	more, err := o.places.Step(ctx, e.many)
	if err != nil {
		return nil, err
	}
	r := &protocol.Attribution{
		Run: e.run, Method: protocol.ByOcclusion, Class: o.class, Done: o.places.Done, Total: len(o.places.Drop),
		Rows: o.places.Rows, Columns: o.places.Columns, Patch: o.places.Patch, Stride: o.places.Stride,
	}
	if !more {
		finish(r, o.places.Drop)
	}
	return r, nil
}

// finish gives an attribution its values and the ends of its scale.
func finish(r *protocol.Attribution, values []float32) {
	r.Most = atlas.Signed(values).High
	r.Values = protocol.PutFloats(values)
}

// attributionSize is about how many pixels wide a painted attribution is.
const attributionSize = 256

// paintAttribution lays a complete attribution over the picture: the picture in grey, the
// values between the places' middles interpolated.
func (e *engine) paintAttribution(r *protocol.Attribution) (pixels []byte, size int) {
	times := max(1, attributionSize/e.model.Input)
	size = e.model.Input * times
	values := make([]float32, size*size)
	places := protocol.Floats(r.Values)
	for y := range size {
		for x := range size {
			values[y*size+x] = between(places, r.Rows, r.Columns, (float32(y)+0.5)/float32(size), (float32(x)+0.5)/float32(size))
		}
	}
	pixels = make([]byte, 4*size*size)
	atlas.PaintChannel(pixels, size, values, size, e.scaleTo(arch.KindResidual, protocol.SubjectAttribution, r.Most), e.colormap())
	for i := range size * size {
		grey := luma(e.picture.square, i/size/times, i%size/times)
		for c := range 3 {
			pixels[4*i+c] = uint8((9*grey + 11*int(pixels[4*i+c])) / 20)
		}
	}
	return pixels, size
}

// luma is the brightness of a pixel, 0 to 255.
func luma(img *image.RGBA, y, x int) int {
	p := img.Pix[img.PixOffset(x, y):]
	return (299*int(p[0]) + 587*int(p[1]) + 114*int(p[2])) / 1000
}

// between interpolates rows × columns values at a place given in fractions.
func between(values []float32, rows, columns int, fy, fx float32) float32 {
	y, x := max(0, fy*float32(rows)-0.5), max(0, fx*float32(columns)-0.5)
	y0, x0 := min(int(y), rows-1), min(int(x), columns-1)
	y1, x1 := min(y0+1, rows-1), min(x0+1, columns-1)
	dy, dx := y-float32(y0), x-float32(x0)
	top := values[y0*columns+x0]*(1-dx) + values[y0*columns+x1]*dx
	low := values[y1*columns+x0]*(1-dx) + values[y1*columns+x1]*dx
	return top*(1-dy) + low*dy
}
