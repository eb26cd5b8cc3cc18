package gonum

// gru is
//
//	z = σ(gate z of X and H);  r = σ(gate r of X and H)
//	n = tanh(gate h of X and r∘H);  H̃ = (1−z)∘H + z∘n
type gru struct{ cell }

func (c *gru) forward(f *frame) {
	x, h := f.value(c.op.X), f.value(c.op.H)
	z := c.gates[0].forward(f, x, h)
	r := c.gates[1].forward(f, x, h)
	n := c.gates[2].forward(f, x, c.reset(f, r, h))
	for k := range n {
		c.raw[k] = (1-z[k])*before(h, k) + z[k]*n[k]
	}
	c.finish(f)
}

func (c *gru) backward(f *frame) {
	x, dx := f.value(c.op.X), f.gradient(c.op.X)
	h, dh := f.value(c.op.H), f.gradient(c.op.H)
	d := c.finishBackward(f)
	z, r, n := c.gates[0].out, c.gates[1].out, c.gates[2].out
	dGate := f.work[1][:len(d)]

	for k := range d {
		dGate[k] = d[k] * (n[k] - before(h, k)) * c.gates[0].act.Slope(z[k])
	}
	c.gates[0].backward(f, dGate, x, dx, h, dh)

	for k := range d {
		dGate[k] = d[k] * z[k] * c.gates[2].act.Slope(n[k])
	}
	dReset := f.work[2][:len(d)]
	clear(dReset)
	c.gates[2].backward(f, dGate, x, dx, c.reset(f, r, h), dReset)
	if h == nil {
		return // r has had no say
	}
	for k := range d {
		dh[k] += d[k]*(1-z[k]) + dReset[k]*r[k]
		dGate[k] = dReset[k] * h[k] * c.gates[1].act.Slope(r[k])
	}
	c.gates[1].backward(f, dGate, x, dx, h, dh)
}

// reset is r∘H, nil where H is zero.
func (c *gru) reset(f *frame, r, h []float64) []float64 {
	if h == nil {
		return nil
	}
	out := f.work[0][:len(h)]
	for k := range out {
		out[k] = r[k] * h[k]
	}
	return out
}
