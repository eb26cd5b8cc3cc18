package gonum

import "regnetlens/infer/arch"

// se is squeeze and excitation with the sum of the block after it.
type se struct {
	op                     *arch.SE
	fc1, fc2               linear
	mean, hidden, scale    []float64 // of each picture: [batch, C], [batch, Hidden], [batch, C]
	dMean, dHidden, dScale []float64
}

func newSE(op *arch.SE, s *store, batch int, m *memory) *se {
	return &se{
		op: op, fc1: newLinear(op.FC1(), op.C, op.Hidden, s), fc2: newLinear(op.FC2(), op.Hidden, op.C, s),
		mean: m.float64s(batch * op.C), hidden: m.float64s(batch * op.Hidden), scale: m.float64s(batch * op.C),
		dMean: m.float64s(batch * op.C), dHidden: m.float64s(batch * op.Hidden), dScale: m.float64s(batch * op.C),
	}
}

func (l *se) forward(f *frame) {
	x, y := f.value(l.op.In), f.value(l.op.Out)
	mean, scale := l.mean[:f.n*l.op.C], l.scale[:f.n*l.op.C]
	means(mean, x)
	l.fc1.forward(f.n, mean, l.hidden)
	relu(l.hidden)
	l.fc2.forward(f.n, l.hidden, scale)
	for k, v := range scale {
		scale[k] = arch.Sigmoid.Of(v)
	}
	area := len(x) / len(scale)
	short := f.value(l.op.Add)
	for k := range y {
		y[k] = max(0, scale[k/area]*x[k]+short[k])
	}
}

// x has a gradient in two ways: as what is scaled, and as what the scale is
// made from.
func (l *se) backward(f *frame) {
	x, dx, d := f.value(l.op.In), f.gradient(l.op.In), f.gradient(l.op.Out)
	reluBackward(d, f.value(l.op.Out))
	add(f.gradient(l.op.Add), d)
	scale, dScale, dMean := l.scale[:f.n*l.op.C], l.dScale[:f.n*l.op.C], l.dMean[:f.n*l.op.C]
	clear(dScale)
	clear(dMean)
	clear(l.dHidden)
	area := len(x) / len(scale)
	for k, v := range d {
		dScale[k/area] += v * x[k]
		dx[k] += v * scale[k/area]
	}
	for k, s := range scale {
		dScale[k] *= arch.Sigmoid.Slope(s)
	}
	l.fc2.backward(f.n, l.hidden, dScale, l.dHidden)
	reluBackward(l.dHidden, l.hidden)
	l.fc1.backward(f.n, l.mean, l.dHidden, dMean)
	meansBackward(dMean, dx)
}
