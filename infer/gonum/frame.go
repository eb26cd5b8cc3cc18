package gonum

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/edits"
)

// frame is the memory of one thread: the activations of one picture.
type frame struct {
	graph   *arch.Graph
	values  [][]float32 // by value; optional ones are nil
	columns []float32   // unfolded patches of one panel
	panel   []float32   // the product of one panel
	scratch []float32   // twice the largest value, for the cells and SE
	request *infer.Request
	picture int
}

func newFrame(g *arch.Graph, offsets []int, total, columns int) *frame {
	f := &frame{graph: g, values: make([][]float32, len(g.Values)), columns: make([]float32, columns)}
	memory := make([]float32, total)
	largest := 0
	for v, at := range offsets {
		n := g.Values[v].Shape.Len()
		largest = max(largest, n)
		if at >= 0 {
			f.values[v] = memory[at : at+n : at+n]
		}
	}
	f.panel = make([]float32, panelRows*panelCols)
	// A cell needs three maps of one channel; the input alone has three, and
	// none is larger than it.
	f.scratch = make([]float32, 2*largest)
	return f
}

// bind lets a value be the picture's part of the request's memory.
func (f *frame) bind(v arch.ValueID, all []float32) {
	n := f.graph.Shape(v).Len()
	f.values[v] = all[f.picture*n : (f.picture+1)*n]
}

// requested is the picture's part of a tap's destination, nil if nobody asked.
func (f *frame) requested(v arch.ValueID) []float32 {
	if v == arch.None || len(f.request.Taps) == 0 {
		return nil
	}
	dst := f.request.Taps[f.graph.Values[v].Tap]
	if dst == nil {
		return nil
	}
	n := f.graph.Shape(v).Len()
	return dst[f.picture*n : (f.picture+1)*n]
}

// made is called by a layer when it has filled a value.
func (f *frame) made(v arch.ValueID) {
	if dst := f.requested(v); dst != nil {
		copy(dst, f.values[v])
	}
}

// view is a value as edits see it.
func (f *frame) view(v arch.ValueID) edits.View {
	s := f.graph.Shape(v)
	return edits.View{Data: f.values[v], Pixels: s.H * s.W, Channel: s.H * s.W, Pixel: 1}
}
