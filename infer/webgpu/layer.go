//go:build js

package webgpu

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// layer is one operation, or two that one kernel does, with its weights.
type layer interface {
	// operation is the graph's; of two the last.
	operation() arch.Op
	// kernels lists what the layer runs.
	kernels() []kernel
	// pack appends the weights in the kernels' order.
	pack(w *packer)
	// record appends the dispatches.
	record(r *recorder)
}

// tunable is a layer with a choice of kernels for its main work.
type tunable interface {
	layer
	// family and signature name what choices are measured for: kernels that
	// compete, and the sizes.
	family() string
	signature() string
	// candidates lists the kernels that compute the layer, one that runs
	// everywhere first.
	candidates() []kernel
	use(k kernel)
	// room is the number of weights that suffices for every candidate.
	room() int
}

// packer collects weights.
type packer struct{ data []float32 }

// add appends tensors one after the other and returns where the first begins.
func (w *packer) add(tensors ...[]float32) int {
	at := len(w.data)
	for _, t := range tensors {
		w.data = append(w.data, t...)
	}
	return at
}

// newLayers makes the layers of a graph. The global pool and the classifier
// behind it become one.
func newLayers(g *arch.Graph, src infer.Source) ([]layer, error) {
	var layers []layer
	for i := 0; i < len(g.Ops); i++ {
		var l layer
		var err error
		switch op := g.Ops[i].(type) {
		case *arch.Conv:
			var p *infer.ConvParams
			if p, err = infer.ReadConv(op, src); err == nil {
				l = newConv(g, op, p)
			}
		case *arch.Cell:
			var p *infer.CellParams
			if p, err = infer.ReadCell(op, src); err == nil {
				l = newCell(g, op, p)
			}
		case *arch.SE:
			var p *infer.SEParams
			p, err = infer.ReadSE(op, src)
			l = &se{op: op, p: p}
		case *arch.MaxPool:
			l = &maxPool{op: op}
		case *arch.PadShortcut:
			l = &padShortcut{op: op}
		case *arch.GlobalPool:
			// The builder puts the classifier right behind the pool.
			dense, ok := g.Ops[i+1].(*arch.Dense)
			if !ok || dense.In != op.Out {
				return nil, fmt.Errorf("webgpu: no classifier behind %s", op.Name())
			}
			i++
			var p *infer.DenseParams
			p, err = infer.ReadDense(dense, src)
			l = &head{pool: op, dense: dense, p: p}
		default:
			return nil, fmt.Errorf("webgpu: no layer for operation %s (%T)", op.Name(), op)
		}
		if err != nil {
			return nil, err
		}
		layers = append(layers, l)
	}
	return layers, nil
}

// transposed turns [rows, cols] into [cols, rows].
func transposed(v []float32, rows, cols int) []float32 {
	out := make([]float32, len(v))
	for r := range rows {
		for c := range cols {
			out[c*rows+r] = v[r*cols+c]
		}
	}
	return out
}
