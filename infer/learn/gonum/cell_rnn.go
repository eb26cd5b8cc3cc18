package gonum

// rnn is H̃ = tanh(gate h of X and H).
type rnn struct{ cell }

func (c *rnn) forward(f *frame) {
	copy(c.raw, c.gates[0].forward(f, f.value(c.op.X), f.value(c.op.H)))
	c.finish(f)
}

func (c *rnn) backward(f *frame) {
	d := c.finishBackward(f)
	for k := range d {
		d[k] *= c.gates[0].act.Slope(c.raw[k])
	}
	c.gates[0].backward(f, d, f.value(c.op.X), f.gradient(c.op.X), f.value(c.op.H), f.gradient(c.op.H))
}
