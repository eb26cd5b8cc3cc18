package onnx

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// cell adds one time step of a regulator, its norm and ReLU. A state that is
// zero (a stage's first block) leaves its terms out.
//
// The pair a·X + b·H stands as two products with a [1,N,1,1] factor and their
// sum. Other forms compute the same: the one torch.onnx makes (channels
// interleaved, a grouped 1×1 convolution over them), a 3×3 window for X and one
// for H, all gates in one tensor of 4N channels. Of these, ONNX Runtime 1.30
// is fastest natively with the one chosen, by up to a third; in wasm they are
// equal for one picture, and 4N channels win up to a tenth with 32. So
// comparisons of speed meet the peer near its best.
func (b *builder) cell(op *arch.Cell, p *infer.CellParams) error {
	c := &cell{builder: b, op: op, p: p, x: b.value(op.X)}
	if op.H != arch.None {
		c.h = b.value(op.H)
	}
	var out string
	switch op.Kind {
	case arch.RegulatorRNN:
		out = c.gate(0, c.h)
	case arch.RegulatorGRU:
		out = c.gru()
	case arch.RegulatorLSTM:
		out = c.lstm()
	}
	if c.err != nil {
		return c.err
	}
	b.node("Relu", b.value(op.OutH), []string{c.norm(out)})
	return nil
}

// cell keeps the first error, so that the equations read as such.
type cell struct {
	*builder
	op   *arch.Cell
	p    *infer.CellParams
	x, h string // h is "" in a stage's first block
	err  error
}

// step adds a node whose output is a value of this time step alone.
func (c *cell) step(op, output string, inputs ...string) string {
	return c.node(op, c.op.Name()+"."+output, inputs)
}

// gru is z∘h + (1−z)∘H, written H + z∘(h−H).
func (c *cell) gru() string {
	z := c.gate(0, c.h)
	if c.h == "" {
		return c.step("Mul", "out", z, c.gate(2, ""))
	}
	r := c.gate(1, c.h)
	h := c.gate(2, c.step("Mul", "reset", r, c.h))
	change := c.step("Mul", "change", z, c.step("Sub", "difference", h, c.h))
	return c.step("Add", "out", c.h, change)
}

func (c *cell) lstm() string {
	state := c.value(c.op.OutC)
	i, g := c.gate(0, c.h), c.gate(3, c.h)
	if c.op.C == arch.None {
		c.node("Mul", state, []string{i, g})
	} else {
		kept := c.step("Mul", "kept", c.gate(1, c.h), c.value(c.op.C))
		c.node("Add", state, []string{kept, c.step("Mul", "new", i, g)})
	}
	o := c.gate(2, c.h)
	return c.step("Mul", "out", o, c.step("Tanh", "seen", state))
}

// actNodes are the operators of the nonlinearities.
var actNodes = map[arch.Act]string{arch.Sigmoid: "Sigmoid", arch.Tanh: "Tanh"}

// gate adds gate k of X and h: the pair's sum, the depthwise 3×3 with bias,
// and the nonlinearity.
func (c *cell) gate(k int, h string) string {
	gate, p, n := c.op.Gates[k], c.p.Gates[k], c.op.N
	layer := c.op.Gate(gate)
	ofX, ofH := make([]float32, n), make([]float32, n)
	for i := range n {
		ofX[i], ofH[i] = p.Fuse[2*i], p.Fuse[2*i+1]
	}
	u := c.step("Mul", gate.Kind.Letter()+".x", c.x, c.weight(string(layer)+".fuse.x", ofX, 1, n, 1, 1))
	if h != "" {
		v := c.step("Mul", gate.Kind.Letter()+".h", h, c.weight(string(layer)+".fuse.h", ofH, 1, n, 1, 1))
		u = c.step("Add", gate.Kind.Letter()+".fuse", u, v)
	}
	y := c.node("Conv", c.op.Name()+"."+gate.Kind.Letter()+".conv", []string{
		u, c.weight(layer.Weight(), p.Conv, n, 1, 3, 3), c.vector(layer.Bias(), p.Bias, n),
	}, square("kernel_shape", 3), pads(1), intAttribute("group", int64(n)))
	return c.node(actNodes[gate.Act], c.value(gate.Tap), []string{y})
}

func (c *cell) weight(name string, data []float32, dims ...int) string {
	name, err := c.matrix(name, data, dims...)
	if c.err == nil {
		c.err = err
	}
	return name
}

// norm is the batch norm after the cell, which the nonlinearities before it
// keep out of any convolution. Its statistics are folded into its scale and
// shift, so that mean 0 and variance 1 remain.
func (c *cell) norm(x string) string {
	n, norm := c.op.N, string(c.op.Norm)
	ones := make([]float32, n)
	for i := range ones {
		ones[i] = 1
	}
	return c.node("BatchNormalization", norm, []string{
		x, c.vector(norm+".scale", c.p.Scale, n), c.vector(norm+".shift", c.p.Shift, n),
		c.vector(norm+".mean", make([]float32, n), n), c.vector(norm+".variance", ones, n),
	}, floatAttribute("epsilon", 0))
}
