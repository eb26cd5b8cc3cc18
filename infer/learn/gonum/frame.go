package gonum

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// frame is what the operations of a pass share: the values between them, and
// their gradients.
type frame struct {
	graph  *arch.Graph
	n      int // pictures of this pass
	labels []int32

	values    [][]float64 // by value, [batch, C, H, W]; nil for optional ones
	gradients [][]float64 // likewise; nil for the input's too

	columns, dColumns []float64    // unfolded patches of one picture and their gradients
	plane, dPlane     []float64    // one channel of a cell
	work              [3][]float64 // one value of a cell each

	writes   [][]arch.ValueID // by operation
	overflow bool             // a statistic of this pass does not fit a float32
}

func newFrame(g *arch.Graph, batch int, m *memory) *frame {
	f := &frame{graph: g}
	for v := range g.Values {
		var value, gradient []float64
		if n := batch * g.Values[v].Shape.Len(); !g.Values[v].Optional {
			value = m.float64s(n)
			if arch.ValueID(v) != g.Input {
				gradient = m.float64s(n)
			}
		}
		f.values, f.gradients = append(f.values, value), append(f.gradients, gradient)
	}
	columns, plane, cell := 0, 0, 0
	for _, op := range g.Ops {
		f.writes = append(f.writes, op.Writes())
		switch op := op.(type) {
		case *arch.Conv:
			s := g.Shape(op.Out)
			columns = max(columns, op.InC*op.Kernel*op.Kernel*s.H*s.W)
		case *arch.Cell:
			s := g.Shape(op.X)
			plane, cell = max(plane, s.H*s.W), max(cell, batch*s.Len())
		}
	}
	f.columns, f.dColumns = m.float64s(columns), m.float64s(columns)
	f.plane, f.dPlane = m.float64s(plane), m.float64s(plane)
	for i := range f.work {
		f.work[i] = m.float64s(cell)
	}
	return f
}

// begin takes the pictures of a pass.
func (f *frame) begin(b learn.Batch) {
	f.n, f.labels, f.overflow = len(b.Labels), b.Labels, false
	for i, v := range b.Pictures {
		f.values[f.graph.Input][i] = float64(v)
	}
	for _, d := range f.gradients {
		clear(d)
	}
}

// value is that of the pass's pictures; nil for [arch.None], a state of zeros.
func (f *frame) value(v arch.ValueID) []float64 { return f.of(f.values, v) }

// gradient is that of a value; nil where there is none to be made.
func (f *frame) gradient(v arch.ValueID) []float64 { return f.of(f.gradients, v) }

func (f *frame) of(all [][]float64, v arch.ValueID) []float64 {
	if v == arch.None || all[v] == nil {
		return nil
	}
	return all[v][:f.n*f.graph.Shape(v).Len()]
}

// finite reports whether float32 holds everything that operation i made.
func (f *frame) finite(i int) bool {
	for _, v := range f.writes[i] {
		for _, x := range f.value(v) {
			if !isFloat32(x) {
				return false
			}
		}
	}
	return true
}

// isFloat32 reports whether v is a finite number as a float32.
func isFloat32(v float64) bool { return math.Abs(v) <= math.MaxFloat32 }

// add is dst += x.
func add(dst, x []float64) {
	for i, v := range x {
		dst[i] += v
	}
}

// relu is y = max(0, y).
func relu(y []float64) {
	for i, v := range y {
		y[i] = max(0, v)
	}
}

// reluBackward lets the gradient pass where the ReLU's output y is positive.
func reluBackward(d, y []float64) {
	for i, v := range y {
		if !(v > 0) {
			d[i] = 0
		}
	}
}
