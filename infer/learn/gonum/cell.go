package gonum

import "regnetlens/infer/arch"

// cell is what the regulators' cells have in common: one time step with the
// norm and ReLU after it. Its weights' gradients are sums over the stage's
// blocks, which share them (gradient through time).
type cell struct {
	op    *arch.Cell
	gates []*gate // in the order of the operation's
	norm  *norm
	raw   []float64 // H̃, [batch, N, H, W]
}

func newCell(g *arch.Graph, op *arch.Cell, s *store, batch int, m *memory) layer {
	shape := g.Shape(op.X)
	c := cell{op: op, norm: newNorm(op.Norm, s, shape, m), raw: m.float64s(batch * shape.Len())}
	for _, gate := range op.Gates {
		c.gates = append(c.gates, newGate(op.Gate(gate), gate.Act, shape, s, batch, m))
	}
	switch op.Kind {
	case arch.RegulatorGRU:
		return &gru{c}
	case arch.RegulatorLSTM:
		return &lstm{c}
	}
	return &rnn{c}
}

// finish makes H of H̃.
func (c *cell) finish(f *frame) {
	h := f.value(c.op.OutH)
	c.norm.forward(f, c.raw, h)
	relu(h)
}

// finishBackward returns the gradient of H̃.
func (c *cell) finishBackward(f *frame) []float64 {
	d := f.gradient(c.op.OutH)
	reluBackward(d, f.value(c.op.OutH))
	c.norm.backward(f, c.raw, d)
	return d
}

// before is a value of the state at k, zero in a stage's first block.
func before(state []float64, k int) float64 {
	if state == nil {
		return 0
	}
	return state[k]
}
