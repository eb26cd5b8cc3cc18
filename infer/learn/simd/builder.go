//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
	"regnetlens/infer/learn"
)

// pass is a part of a step: an operation of the graph, or two that share their
// input. Tasks of a direction run on any threads.
type pass interface {
	// measure lists the scratch that a task needs.
	measure(cut *carver)

	forwardTasks(pictures int) int
	forward(task, pictures int, scratch []float32)
	// finishForward does what needs all tasks: the norm. It names the layer
	// whose output is not finite, or "".
	finishForward(pictures int) string

	backward(chunk, pictures int, scratch []float32)
	// finishBackward makes the coefficients of the norms whose gradients are
	// complete.
	finishBackward(pictures int)

	// reduce adds the chunks' weight gradients up, repack brings changed
	// weights into the kernels' order.
	reduce(pictures int)
	repack()
}

// builder turns a graph into passes.
type builder struct {
	graph    *arch.Graph
	pictures int // most of a pass
	options  learn.Options

	dry  bool  // only count: see memory
	used int64 // of all memory so far

	params []*parameter
	values []*value // by the graph's
	cells  map[arch.Layer]*stageCell
	passes []planned
}

// planned is a pass and what it is about.
type planned struct {
	pass
	name    string
	peers   string // see learn.PassTime
	muladds int64  // of a picture
	inputs  []*operand
	outputs []*value // whose gradients it reads
}

// floats is memory for a kernel; a dry builder counts it and has none.
func (b *builder) floats(n int) []float32 {
	b.used += int64(n)
	if b.dry {
		return nil
	}
	return kernel.Alloc(n)
}

// newMap is a map of shape s in memory of its own.
func (b *builder) newMap(s arch.Shape) *tensorMap { return newMap(s, b.floats(mapSize(s, b.pictures))) }

func (b *builder) chunks() int { return min(mostChunks, b.pictures) }

// build lays out the passes and gives gradients their memory.
func (b *builder) build() error {
	g := b.graph
	b.values = make([]*value, len(g.Values))
	in := g.Shape(g.Input)
	// Of the pictures the channels are not padded: the stem unfolds them.
	b.values[g.Input] = &value{shape: in, kept: &tensorMap{
		data: b.floats(b.pictures * in.Len()), h: in.H, w: in.W, channels: in.C,
	}}
	b.cells = map[arch.Layer]*stageCell{}
	for i, op := range g.Ops {
		if err := b.operation(i, op); err != nil {
			return err
		}
	}
	b.planGradients()
	return nil
}

// operation adds an operation's pass.
func (b *builder) operation(i int, op arch.Op) error {
	switch op := op.(type) {
	case *arch.Conv:
		b.convolution(i, op)
	case *arch.Cell:
		b.cell(op)
	case *arch.SE:
		in := b.values[op.In]
		e := b.newExcite(op, in)
		e.out.add = b.values[op.Add]
		b.values[op.Out] = b.keep(e.out, op.Out)
		b.plan(e, op, nil, e.out)
	case *arch.MaxPool:
		p := &maxPool{in: b.operand(op.In), out: b.stored(op.Out)}
		b.plan(p, op, []*operand{&p.in}, p.out)
	case *arch.PadShortcut:
		p := &padShortcut{in: b.operand(op.In), out: b.stored(op.Out), stride: op.Stride, before: op.Before(b.graph)}
		b.plan(p, op, []*operand{&p.in}, p.out)
	case *arch.GlobalPool: // part of the classifier's pass
		b.values[op.Out] = b.values[op.In]
	case *arch.Dense:
		h := b.newHead(op, b.operand(op.In), b.options.Smoothing)
		b.plan(h, op, []*operand{&h.in})
	default:
		return fmt.Errorf("simd: no pass for operation %s (%T)", op.Name(), op)
	}
	return nil
}

func (b *builder) plan(p pass, op arch.Op, inputs []*operand, outputs ...*value) {
	b.passes = append(b.passes, planned{pass: p, name: op.Name(), peers: arch.Peers(op), muladds: op.MulAdds(b.graph), inputs: inputs, outputs: outputs})
}

// stored is a value that its own operation keeps.
func (b *builder) stored(id arch.ValueID) *value {
	s := b.graph.Shape(id)
	b.values[id] = &value{shape: s, kept: b.newMap(s)}
	return b.values[id]
}

// operand is a value as the next pass reads it.
func (b *builder) operand(id arch.ValueID) operand {
	if id == arch.None {
		return operand{}
	}
	o := operand{value: b.values[id]}
	o.wanted = id != b.graph.Input
	if !o.value.made {
		o.first, o.last = true, true
		o.value.made = true
	}
	return o
}

// keep gives a value its memory if it is worth keeping: the end of a block, and
// whatever is added as a shortcut.
func (b *builder) keep(v *value, id arch.ValueID) *value {
	if v.add != nil || b.addedAsIs(id) {
		v.kept = b.newMap(v.shape)
	}
	return v
}

// addedAsIs reports whether the graph adds a value with a ReLU behind it to
// something: the stem's output, where it is the first block's shortcut.
func (b *builder) addedAsIs(id arch.ValueID) bool {
	for _, op := range b.graph.Ops {
		switch op := op.(type) {
		case *arch.Conv:
			if op.Add == id && b.isRectified(id) {
				return true
			}
		case *arch.SE:
			if op.Add == id && b.isRectified(id) {
				return true
			}
		}
	}
	return false
}

func (b *builder) isRectified(id arch.ValueID) bool {
	c, ok := b.graph.Ops[b.graph.Values[id].First].(*arch.Conv)
	return ok && c.ReLU
}

func (b *builder) convolution(i int, op *arch.Conv) {
	if b.joined(op) != nil {
		return // its pass is that of the convolution beside it
	}
	var (
		p        pass
		c        *conv
		inputs   []*operand
		sibling  *arch.Conv
		muladds  int64
		shape    = b.graph.Shape(op.In)
		outputs  []*value
		operandA = b.operand(op.In)
	)
	if fitsTiles(op, shape) {
		t := b.newTiled(b.newTiledConv(op, shape), operandA)
		p, c, inputs = t, t.conv, []*operand{&t.in}
	} else {
		u := b.newUnfolded(op, operandA, b.operand(op.In2))
		p, c, inputs = u, u.conv, []*operand{&u.in}
		if u.in2.value != nil {
			inputs = append(inputs, &u.in2)
		}
		if sibling = b.sibling(i, op); sibling != nil {
			b.join(u, sibling)
			out := normed(b.graph.Shape(sibling.Out), u.sibling.norm, sibling.ReLU)
			u.sibling.out = out
			b.values[sibling.Out] = out
			outputs = append(outputs, out)
			muladds = sibling.MulAdds(b.graph)
		}
	}
	c.out = normed(b.graph.Shape(op.Out), c.norm, op.ReLU)
	if op.Add != arch.None {
		c.out.add = b.values[op.Add]
	}
	b.values[op.Out] = b.keep(c.out, op.Out)
	b.plan(p, op, inputs, append(outputs, c.out)...)
	b.passes[len(b.passes)-1].muladds += muladds
}

// newTiledConv is the convolution of a tiled pass: its weights are nine
// matrices, inputs × outputs.
func (b *builder) newTiledConv(op *arch.Conv, in arch.Shape) *conv {
	c, k := kernel.Padded(in.C), kernel.Padded(op.OutC)
	return b.newConv(op, 9*c, func(out, in, tap int) int { return (tap*c+in)*k + out })
}

// sibling finds the projection that reads the same input with the same stride
// as a block's first convolution, operation i.
func (b *builder) sibling(i int, op *arch.Conv) *arch.Conv {
	for _, other := range b.graph.Ops[i+1:] {
		c, ok := other.(*arch.Conv)
		if ok && b.joined(c) == op {
			return c
		}
	}
	return nil
}

// joined is the convolution whose pass a projection is part of, or nil: one
// before it that reads the same value with the same stride and is not tiled.
func (b *builder) joined(op *arch.Conv) *arch.Conv {
	if op.Kernel != 1 || op.ReLU || op.Add != arch.None || op.In == b.graph.Input {
		return nil
	}
	for _, other := range b.graph.Ops {
		c, ok := other.(*arch.Conv)
		if !ok || c.In != op.In || c == op {
			continue
		}
		if c.Stride == op.Stride && c.In2 == arch.None && !fitsTiles(c, b.graph.Shape(c.In)) {
			return c
		}
		return nil
	}
	return nil
}

func (b *builder) cell(op *arch.Cell) {
	first := b.cells[op.Layer] == nil
	if first {
		b.cells[op.Layer] = b.newStageCell(op)
	}
	shape := b.graph.Shape(op.X)
	c := &cell{
		stageCell: b.cells[op.Layer], op: op, channels: kernel.Padded(op.N), w: shape.W, height: shape.H, first: first,
		x: b.operand(op.X), h: b.operand(op.H),
	}
	c.norm = b.newNorm(op.Name(), b.newMap(shape), op.N)
	b.normParameters(op.Norm, c.norm)
	c.out = normed(shape, c.norm, true)
	b.values[op.OutH] = c.out
	if op.C != arch.None {
		c.c = b.values[op.C]
	}
	if op.OutC != arch.None {
		c.outC = b.stored(op.OutC)
	}
	c.stageCell.lastStep = c
	inputs := []*operand{&c.x}
	if c.h.value != nil {
		inputs = append(inputs, &c.h)
	}
	b.plan(c, op, inputs, c.out)
}
