//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"context"
	"fmt"
	"runtime"
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/arena"
	"regnetlens/infer/internal/edits"
	"regnetlens/infer/internal/kernel"
	"regnetlens/infer/internal/pool"
)

// maxChunk is how many pictures go through the layers together: enough to use
// a weight several times once it is in the cache, few enough for the
// activations to stay there.
const maxChunk = 8

// value is where an activation of the graph lies: picture by picture, in each
// row by row, pixel by pixel (NHWC), the channels padded.
type value struct {
	arch.Value
	data      []float32
	pixel     int  // values from pixel to pixel
	picture   int  // values from picture to picture
	requested bool // of an optional one: make it in this run
}

// at is the address of a row of a picture.
func (v *value) at(picture, row int) unsafe.Pointer {
	return kernel.At(v.data, picture*v.picture+row*v.Shape.W*v.pixel)
}

// layer is one operation with its weights, made for the network's values.
type layer interface {
	// scratch is the memory that a task needs for itself, in values.
	scratch() int
	// tasks is into how many independent parts the layer falls for a batch.
	tasks(batch int) int
	// run does one of them.
	run(task, batch int, scratch []float32)
}

type network struct {
	graph    *arch.Graph
	maxBatch int
	values   []value
	layers   []layer
	written  [][]*value // by layer: what can be looked at after it
	pool     *pool.Pool
	scratch  [][]float32 // one a thread

	edits edits.Plan // of the run under way

	// The chunk under way.
	layer layer
	batch int
	task  func(i, thread int) // runTask, bound once
}

func newNetwork(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	n := &network{graph: g, maxBatch: max(1, o.MaxBatch)}
	threads := o.Threads
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	n.place(min(n.maxBatch, maxChunk))
	scratch := 0
	for _, op := range g.Ops {
		l, err := n.newLayer(op, src, threads)
		if err != nil {
			return nil, err
		}
		n.layers = append(n.layers, l)
		scratch = max(scratch, l.scratch())
		var written []*value
		for _, id := range op.Writes() {
			if v := n.value(id); v.Tap != "" {
				written = append(written, v)
			}
		}
		n.written = append(n.written, written)
	}
	n.pool = pool.New(threads)
	for range n.pool.Threads() {
		n.scratch = append(n.scratch, kernel.Alloc(scratch))
	}
	n.task = n.runTask
	return n, nil
}

// place gives every value its memory in one block, for chunk pictures.
func (n *network) place(chunk int) {
	g := n.graph
	n.values = make([]value, len(g.Values))
	for i := range n.values {
		v := &n.values[i]
		v.Value = g.Values[i]
		v.pixel = kernel.Padded(v.Shape.C)
		if arch.ValueID(i) == g.Input { // only the stem reads it, value by value
			v.pixel = (v.Shape.C + kernel.Width - 1) / kernel.Width * kernel.Width
		}
		v.picture = v.pixel * v.Shape.H * v.Shape.W
	}
	offsets, total := arena.Plan(g, func(id arch.ValueID) int { return n.values[id].picture })
	block := kernel.Alloc(total * chunk)
	for i, offset := range offsets {
		if v := &n.values[i]; offset >= 0 {
			v.data = block[offset*chunk : (offset+v.picture)*chunk]
		}
	}
}

// value is the place of a value, nil for None.
func (n *network) value(id arch.ValueID) *value {
	if id == arch.None {
		return nil
	}
	return &n.values[id]
}

func (n *network) newLayer(op arch.Op, src infer.Source, threads int) (layer, error) {
	switch op := op.(type) {
	case *arch.Conv:
		p, err := infer.ReadConv(op, src)
		if err != nil {
			return nil, err
		}
		return n.newConv(op, p, threads)
	case *arch.Cell:
		p, err := infer.ReadCell(op, src)
		if err != nil {
			return nil, err
		}
		return n.newCell(op, p, threads), nil
	case *arch.SE:
		p, err := infer.ReadSE(op, src)
		if err != nil {
			return nil, err
		}
		return n.newSE(op, p), nil
	case *arch.Dense:
		p, err := infer.ReadDense(op, src)
		if err != nil {
			return nil, err
		}
		return n.newDense(op, p), nil
	case *arch.MaxPool:
		return &maxPool{in: n.value(op.In), out: n.value(op.Out)}, nil
	case *arch.PadShortcut:
		return &padShortcut{in: n.value(op.In), out: n.value(op.Out), stride: op.Stride, before: op.Before(n.graph)}, nil
	case *arch.GlobalPool:
		return &globalPool{in: n.value(op.In), out: n.value(op.Out)}, nil
	}
	return nil, fmt.Errorf("cpu: no layer for operation %s (%T)", op.Name(), op)
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
	n.requestTaps(r.Taps)
	n.edits.Set(n.graph, r.Edits)
	for first := 0; first < r.Batch; first += maxChunk {
		n.batch = min(maxChunk, r.Batch-first)
		n.read(r.Input, first)
		for i, l := range n.layers {
			if err := ctx.Err(); err != nil {
				return err
			}
			n.layer = l
			n.pool.Run(l.tasks(n.batch), n.task)
			if n.edits.Touches(i) {
				n.edit(i)
			}
			if len(r.Taps) > 0 {
				n.look(n.written[i], r.Taps, first)
			}
		}
		v := n.value(n.graph.Logits)
		for i := range n.batch {
			copy(r.Logits[(first+i)*v.Shape.C:][:v.Shape.C], v.data[i*v.picture:])
		}
	}
	return ctx.Err()
}

func (n *network) runTask(i, thread int) { n.layer.run(i, n.batch, n.scratch[thread]) }

// edit does what the run's edits want after operation op.
func (n *network) edit(op int) {
	for i := range n.batch {
		n.edits.After(op, func(id arch.ValueID) edits.View {
			v := n.value(id)
			return edits.View{Data: v.data[i*v.picture:][:v.picture], Pixels: v.Shape.H * v.Shape.W, Channel: 1, Pixel: v.pixel}
		})
	}
}
