package gonum

import (
	"math"

	"regnetlens/infer/arch"
)

// lstm is
//
//	i, f, o = σ(gates i, f, o of X and H);  g = tanh(gate g of X and H)
//	C = f∘C + i∘g;  H̃ = o∘tanh(C)
//
// C goes to the next block raw, and its gradient comes back so.
type lstm struct{ cell }

func (c *lstm) forward(f *frame) {
	x, h, cOld := f.value(c.op.X), f.value(c.op.H), f.value(c.op.C)
	i := c.gates[0].forward(f, x, h)
	forget := c.gates[1].forward(f, x, h)
	o := c.gates[2].forward(f, x, h)
	g := c.gates[3].forward(f, x, h)
	cNew := f.value(c.op.OutC)
	for k := range cNew {
		cNew[k] = forget[k]*before(cOld, k) + i[k]*g[k]
		c.raw[k] = o[k] * math.Tanh(cNew[k])
	}
	c.finish(f)
}

func (c *lstm) backward(f *frame) {
	d, dC, dOld := c.finishBackward(f), f.gradient(c.op.OutC), f.gradient(c.op.C)
	cOld, cNew := f.value(c.op.C), f.value(c.op.OutC)
	i, forget, o, g := c.gates[0].out, c.gates[1].out, c.gates[2].out, c.gates[3].out

	dGate := f.work[0][:len(d)]
	for k := range d {
		t := math.Tanh(cNew[k])
		dGate[k] = d[k] * t * c.gates[2].act.Slope(o[k])
		dC[k] += d[k] * o[k] * arch.Tanh.Slope(t)
	}
	c.gateBackward(f, 2, dGate)
	for k := range dC {
		dGate[k] = dC[k] * g[k] * c.gates[0].act.Slope(i[k])
	}
	c.gateBackward(f, 0, dGate)
	for k := range dC {
		dGate[k] = dC[k] * i[k] * c.gates[3].act.Slope(g[k])
	}
	c.gateBackward(f, 3, dGate)
	if cOld == nil {
		return // f has had no say
	}
	for k := range dC {
		dGate[k] = dC[k] * cOld[k] * c.gates[1].act.Slope(forget[k])
		dOld[k] += dC[k] * forget[k]
	}
	c.gateBackward(f, 1, dGate)
}

func (c *lstm) gateBackward(f *frame, gate int, d []float64) {
	c.gates[gate].backward(f, d, f.value(c.op.X), f.gradient(c.op.X), f.value(c.op.H), f.gradient(c.op.H))
}
