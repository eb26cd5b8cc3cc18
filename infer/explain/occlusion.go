package explain

import (
	"context"
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Occlusion covers a picture with a grey patch, place after place, and notes
// how much of a class's probability goes (Zeiler and Fergus, arXiv 1311.2901).
// The patch is a quarter of the picture wide and moves by an eighth, so that
// every place has eight by eight values where the size divides; at the border
// part of it falls outside. Its grey is the mean colour of the training
// pictures: the zero of the normalised input.
type Occlusion struct {
	Patch, Stride int       // pixels
	Rows, Columns int       // of Drop
	Drop          []float32 // probability without the patch less that with it; filled up to Done
	Done          int

	class   int
	whole   float32 // probability without a patch
	input   []float32
	shape   arch.Shape
	request infer.Request
}

// NewOcclusion prepares an occlusion map for a class of one picture, input [3,
// H, W]. The network, which may be edited, takes up to batch pictures at once.
func NewOcclusion(g *arch.Graph, input []float32, class, batch int, edits []infer.Edit) (*Occlusion, error) {
	if class < 0 || class >= g.Record.Classes {
		return nil, fmt.Errorf("explain: there is no class number %d", class)
	}
	s := g.Shape(g.Input)
	stride := max(1, min(s.H, s.W)/8)
	o := &Occlusion{
		Patch: 2 * stride, Stride: stride, Rows: (s.H + stride - 1) / stride, Columns: (s.W + stride - 1) / stride,
		class: class, input: append([]float32(nil), input...), shape: s,
	}
	o.Drop = make([]float32, o.Rows*o.Columns)
	r, err := infer.NewRequest(g, batch)
	if err != nil {
		return nil, err
	}
	o.request = *r
	o.request.Edits = edits
	o.whole = -1
	return o, nil
}

// Step covers the next places, one batch of them, and reports whether there are
// more.
func (o *Occlusion) Step(ctx context.Context, net infer.Network) (more bool, err error) {
	if o.whole < 0 {
		p, err := o.run(ctx, net, 1, func(int) int { return -1 })
		if err != nil {
			return false, err
		}
		o.whole = p[0]
	}
	n := min(len(o.request.Logits)/net.Graph().Record.Classes, len(o.Drop)-o.Done)
	p, err := o.run(ctx, net, n, func(i int) int { return o.Done + i })
	if err != nil {
		return false, err
	}
	for i, v := range p {
		o.Drop[o.Done+i] = o.whole - v
	}
	o.Done += n
	return o.Done < len(o.Drop), nil
}

// run takes n pictures, each covered at a place, and gives the class's
// probabilities.
func (o *Occlusion) run(ctx context.Context, net infer.Network, n int, place func(i int) int) ([]float32, error) {
	classes := net.Graph().Record.Classes
	r := o.request
	r.Batch, r.Input, r.Logits = n, r.Input[:n*len(o.input)], r.Logits[:n*classes]
	for i := range n {
		picture := r.Input[i*len(o.input):][:len(o.input)]
		copy(picture, o.input)
		if at := place(i); at >= 0 {
			o.cover(picture, at)
		}
	}
	if err := net.Run(ctx, &r); err != nil {
		return nil, err
	}
	out, p := make([]float32, n), make([]float32, classes)
	for i := range out {
		infer.Softmax(p, r.Logits[i*classes:][:classes])
		out[i] = p[o.class]
	}
	return out, nil
}

// cover lays the patch over a place, its middle on the middle of the cell.
func (o *Occlusion) cover(picture []float32, place int) {
	top := place/o.Columns*o.Stride + o.Stride/2 - o.Patch/2
	left := place%o.Columns*o.Stride + o.Stride/2 - o.Patch/2
	for c := range o.shape.C {
		for y := max(0, top); y < min(top+o.Patch, o.shape.H); y++ {
			row := picture[(c*o.shape.H+y)*o.shape.W:][:o.shape.W]
			clear(row[max(0, left):min(left+o.Patch, o.shape.W)])
		}
	}
}
