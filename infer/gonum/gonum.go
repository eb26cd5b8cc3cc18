// Package gonum is the reference backend: convolutions as gonum's matrix
// products over unfolded patches (im2col), everything else as plain loops.
// Clear before fast; it runs wherever Go does.
//
// Activations are NCHW; a thread takes one picture at a time through the
// whole network.
package gonum

import (
	"context"
	"fmt"
	"runtime"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/arena"
	"regnetlens/infer/internal/edits"
	"regnetlens/infer/internal/pool"
)

// Backend implements [infer.Backend].
type Backend struct{}

// Name implements [infer.Backend].
func (Backend) Name() string { return "gonum" }

// New implements [infer.Backend].
func (Backend) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	n := &network{graph: g, maxBatch: max(1, o.MaxBatch), layers: make([]layer, len(g.Ops))}
	columns := 0
	for i, op := range g.Ops {
		l, err := newLayer(g, op, src)
		if err != nil {
			return nil, err
		}
		n.layers[i] = l
		if c, ok := op.(*arch.Conv); ok {
			columns = max(columns, c.InC*c.Kernel*c.Kernel*panelCols)
		}
	}
	threads := o.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	n.pool = pool.New(min(threads, n.maxBatch))
	offsets, total := arena.Plan(g, func(v arch.ValueID) int {
		if v == g.Input || v == g.Logits {
			return 0 // the request's own memory
		}
		return g.Shape(v).Len()
	})
	for range n.pool.Threads() {
		n.frames = append(n.frames, newFrame(g, offsets, total, columns))
	}
	n.picture = n.runPicture
	return n, nil
}

type network struct {
	graph    *arch.Graph
	maxBatch int
	layers   []layer
	pool     *pool.Pool
	frames   []*frame // one a thread

	// The run under way.
	ctx     context.Context
	request *infer.Request
	edits   edits.Plan
	picture func(i, thread int) // runPicture, bound once
}

// layer is one operation with its weights.
type layer interface{ run(f *frame) }

func newLayer(g *arch.Graph, op arch.Op, src infer.Source) (layer, error) {
	switch op := op.(type) {
	case *arch.Conv:
		p, err := infer.ReadConv(op, src)
		return &conv{op: op, p: p}, err
	case *arch.Cell:
		p, err := infer.ReadCell(op, src)
		return newCell(g, op, p), err
	case *arch.SE:
		p, err := infer.ReadSE(op, src)
		return &se{op: op, p: p, mean: op.C, hidden: op.Hidden}, err
	case *arch.Dense:
		p, err := infer.ReadDense(op, src)
		return &dense{op: op, p: p}, err
	case *arch.MaxPool:
		return &maxPool{op}, nil
	case *arch.PadShortcut:
		return &padShortcut{op}, nil
	case *arch.GlobalPool:
		return &globalPool{op}, nil
	}
	return nil, fmt.Errorf("gonum: no layer for operation %s (%T)", op.Name(), op)
}

// Graph implements [infer.Network].
func (n *network) Graph() *arch.Graph { return n.graph }

// Close implements [infer.Network].
func (n *network) Close() error { n.pool.Close(); return nil }

// Run implements [infer.Network].
func (n *network) Run(ctx context.Context, r *infer.Request) error {
	if err := r.Check(n.graph, n.maxBatch); err != nil {
		return err
	}
	n.ctx, n.request = ctx, r
	n.edits.Set(n.graph, r.Edits)
	n.pool.Run(r.Batch, n.picture)
	n.ctx, n.request = nil, nil
	return ctx.Err()
}

// runPicture takes picture i of the batch through all layers.
func (n *network) runPicture(i, thread int) {
	f := n.frames[thread]
	f.request, f.picture = n.request, i
	f.bind(n.graph.Input, n.request.Input)
	f.bind(n.graph.Logits, n.request.Logits)
	for op, l := range n.layers {
		if n.ctx.Err() != nil {
			return
		}
		l.run(f)
		if n.edits.Touches(op) {
			n.edits.After(op, f.view)
			for _, v := range n.graph.Ops[op].Writes() {
				if f.values[v] != nil { // an optional value is shown by its layer
					f.made(v)
				}
			}
		}
	}
	f.request = nil
}
