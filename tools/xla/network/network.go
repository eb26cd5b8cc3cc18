// Package network builds the networks of infer/arch as GoMLX graphs, for
// training and for inference, from the same list of operations and with the
// same names of weights as the engine.
//
// Activations are laid out batch, row, column, channel (NHWC), which XLA
// prefers on every device; weights stay in the shapes of the weight files.
package network

import (
	"fmt"

	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
)

// Options of a pass through the network.
type Options struct {
	// Train takes norms' statistics from the batch and makes new running ones;
	// otherwise the running ones are used.
	Train bool
	// Compute is the type of activations and of weights in products: Float32,
	// or BFloat16 for mixed precision. Statistics, the head and everything
	// that Params holds stay Float32.
	Compute dtypes.DType
}

// Pass is the network laid out behind an input.
type Pass struct {
	Logits *Node            // [batch, classes], Float32
	Stats  map[string]*Node // new running statistics by name; empty unless training
	Layers []Layer          // what each operation made, in order
}

// Layer is the main output of one operation.
type Layer struct {
	Name string
	Out  *Node
}

// Forward lays out the network behind x, [batch, rows, columns, 3] Float32 and
// normalised. params are the tensors of [arch.Graph.Params] by name, Float32.
// Like all code that builds GoMLX graphs it panics on faults of its own.
func Forward(g *arch.Graph, params map[string]*Node, x *Node, o Options) *Pass {
	if o.Compute == dtypes.InvalidDType {
		o.Compute = dtypes.Float32
	}
	b := &builder{
		Options: o, params: params, graph: g,
		values: make([]*Node, len(g.Values)),
		pass:   &Pass{Stats: map[string]*Node{}},
	}
	b.values[g.Input] = ConvertDType(x, o.Compute)
	for _, op := range g.Ops {
		b.op(op)
		b.pass.Layers = append(b.pass.Layers, Layer{op.Name(), b.values[op.Writes()[0]]})
	}
	b.pass.Logits = b.values[g.Logits]
	return b.pass
}

type builder struct {
	Options
	graph  *arch.Graph
	params map[string]*Node
	values []*Node
	pass   *Pass
}

func (b *builder) op(op arch.Op) {
	switch op := op.(type) {
	case *arch.Conv:
		b.conv(op)
	case *arch.MaxPool:
		b.values[op.Out] = maxPool(b.values[op.In])
	case *arch.PadShortcut:
		b.values[op.Out] = b.pad(op)
	case *arch.Cell:
		b.cell(op)
	case *arch.SE:
		b.se(op)
	case *arch.GlobalPool:
		b.values[op.Out] = ReduceMean(ConvertDType(b.values[op.In], dtypes.Float32), 1, 2)
	case *arch.Dense:
		b.values[op.Out] = b.dense(op.Layer, b.values[op.In])
	default:
		panic(fmt.Errorf("network: %T is not known", op))
	}
}

// param is a parameter as the file has it, Float32.
func (b *builder) param(name string) *Node {
	p, ok := b.params[name]
	if !ok {
		panic(fmt.Errorf("network: there is no parameter %s", name))
	}
	return p
}

// perChannel is a vector of N values as [1, 1, 1, N], in the compute type.
func (b *builder) perChannel(v *Node) *Node {
	return ConvertDType(Reshape(v, 1, 1, 1, v.Shape().Size()), b.Compute)
}

// dense is x·Wᵀ + bias for x [batch, in], in Float32.
func (b *builder) dense(l arch.Layer, x *Node) *Node {
	w, bias := b.param(l.Weight()), b.param(l.Bias())
	return Add(DotProduct(x, Transpose(w, 0, 1)), ExpandLeftToRank(bias, 2))
}

func relu(x *Node) *Node { return MaxScalar(x, 0.0) }
