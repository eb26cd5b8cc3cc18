//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"math"

	"regnetlens/infer/arch"
)

// excite is squeeze and excitation of a block's residual R, the norm of z:
//
//	m = mean of R;  s = σ(fc2(relu(fc1(m))));  O = relu(s·R + shortcut)
//
// It touches no map. The mean of R follows from that of z, which is in the
// norm's sums; s goes into the norm's scale and shift, which become each
// picture's own; and on the way back the sums over O's gradient that the norm
// needs anyway give the gradient of s:
//
//	∂s = Σ g·R;  gradient behind the norm = s·g + ∂m / pixels
type excite struct {
	op       *arch.SE
	in, out  *value // R, and O, whose norm is R's with the pictures' own s and t
	fc1, fc2 linear
	real     int

	mean, hidden, scale []float32 // [picture][…]
	meanGrad            []float32
	centred             []float32 // [picture]: the sum of z − mean over a picture
	parts               []float32 // [picture]: gradients of fc1 and fc2
}

// linear is a small fully connected layer, as it stands in the weight file:
// weight [outs, ins] and bias [outs].
type linear struct {
	weight, bias *parameter
	ins, outs    int
}

func (b *builder) newLinear(l arch.Layer, ins, outs int) linear {
	same := func(i int) int { return i }
	return linear{
		weight: b.parameter(l.Weight(), ins*outs, same), bias: b.parameter(l.Bias(), outs, same),
		ins: ins, outs: outs,
	}
}

// apply writes weight·x + bias.
func (l *linear) apply(dst, x []float32) {
	for o := range l.outs {
		sum := float64(l.bias.Value[o])
		for i, w := range l.weight.Value[o*l.ins:][:l.ins] {
			sum += float64(w) * float64(x[i])
		}
		dst[o] = float32(sum)
	}
}

// back writes the gradients of the weights and of x, dx nil for none wanted.
func (l *linear) back(grad, dx, x, dy []float32) {
	clear(dx)
	for o := range l.outs {
		d := dy[o]
		row := grad[o*l.ins:][:l.ins]
		for i, v := range x[:l.ins] {
			row[i] = d * v
		}
		if dx != nil {
			for i, w := range l.weight.Value[o*l.ins:][:l.ins] {
				dx[i] += d * w
			}
		}
	}
	copy(grad[l.ins*l.outs:], dy[:l.outs])
}

// size is how many values its parameters have.
func (l *linear) size() int { return (l.ins + 1) * l.outs }

// accumulate adds what back wrote for a picture to the gradients.
func (l *linear) accumulate(grad []float32) {
	for i, g := range grad[:l.ins*l.outs] {
		l.weight.Gradient[i] += g
	}
	for i, g := range grad[l.ins*l.outs : l.size()] {
		l.bias.Gradient[i] += g
	}
}

func (b *builder) newExcite(op *arch.SE, in *value) *excite {
	e := &excite{op: op, in: in, real: op.C}
	e.fc1, e.fc2 = b.newLinear(op.FC1(), op.C, op.Hidden), b.newLinear(op.FC2(), op.Hidden, op.C)
	c := in.norm.channels
	for _, v := range []*[]float32{&e.mean, &e.scale, &e.meanGrad, &e.centred} {
		*v = b.floats(b.pictures * c)
	}
	e.hidden = b.floats(b.pictures * op.Hidden)
	e.parts = b.floats(b.pictures * (e.fc1.size() + e.fc2.size()))
	e.out = normed(in.shape, in.norm, true)
	e.out.s, e.out.t, e.out.step = b.floats(b.pictures*c), b.floats(b.pictures*c), c
	// The gradient of O, with the pictures' own coefficients, is what the
	// convolution in front of R's norm reads.
	in.p, in.r, in.stride = b.floats(b.pictures*c), b.floats(b.pictures*c), c
	return e
}

// exciteScratch is a thread's memory.
type exciteScratch struct{ dHidden, dScale []float32 }

func (e *excite) carve(cut *carver) exciteScratch {
	return exciteScratch{dHidden: cut.take(e.op.Hidden), dScale: cut.take(e.real)}
}

func (e *excite) measure(cut *carver) { e.carve(cut) }

func (e *excite) forwardTasks(pictures int) int { return pictures }

func (e *excite) forward(p, _ int, _ []float32) {
	n := e.in.norm
	c := n.channels
	mean, hidden, scale := e.mean[p*c:][:e.real], e.hidden[p*e.op.Hidden:][:e.op.Hidden], e.scale[p*c:][:e.real]
	pixels := float64(n.z.h * n.z.w)
	for i := range mean {
		z := float64(n.sums(p)[i])/pixels + float64(n.shift(p)[i])
		mean[i] = float32(float64(n.s[i])*z + float64(n.t[i]))
		e.centred[p*c+i] = float32(pixels * (z - float64(n.mean[i])))
	}
	e.fc1.apply(hidden, mean)
	for i, v := range hidden {
		if v < 0 {
			hidden[i] = 0
		}
	}
	e.fc2.apply(scale, hidden)
	for i, v := range scale {
		scale[i] = float32(1 / (1 + math.Exp(-float64(v))))
		e.out.s[p*c+i], e.out.t[p*c+i] = scale[i]*n.s[i], scale[i]*n.t[i]
	}
}

func (e *excite) finishForward(int) string { return "" }

// backward goes from the sums Σg and Σg(z − mean) of O's gradient to the
// gradients of s and m.
func (e *excite) backward(chunk, pictures int, scratch []float32) {
	k := e.carve(&carver{data: scratch})
	from, to := chunkOf(chunk, pictures)
	for p := from; p < to; p++ {
		e.backwardPicture(&k, p)
	}
}

func (e *excite) backwardPicture(k *exciteScratch, p int) {
	n := e.in.norm
	c := n.channels
	sums, scale := n.sums(p), e.scale[p*c:][:e.real]
	hidden, mean := e.hidden[p*e.op.Hidden:][:e.op.Hidden], e.mean[p*c:][:e.real]
	for i, s := range scale { // R = inv·gamma·(z − mean) + beta
		d := float64(n.s[i])*float64(sums[c+i]) + float64(n.beta[i])*float64(sums[i])
		k.dScale[i] = float32(d * float64(s) * (1 - float64(s)))
	}
	parts := e.parts[p*(e.fc1.size()+e.fc2.size()):]
	e.fc2.back(parts[e.fc1.size():], k.dHidden, hidden, k.dScale)
	for i, v := range hidden {
		if v <= 0 {
			k.dHidden[i] = 0
		}
	}
	e.fc1.back(parts, e.meanGrad[p*c:][:e.real], mean, k.dHidden)
}

// finishBackward makes the norm's gradient out of that of O: the sums of
// s·g + ∂m/pixels and of it times z − mean, for every picture.
func (e *excite) finishBackward(pictures int) {
	n := e.in.norm
	c := n.channels
	pixels := float64(n.z.h * n.z.w)
	clear(n.total)
	for p := range pictures {
		sums := n.sums(p)
		for i := range e.real {
			s, m := float64(e.scale[p*c+i]), float64(e.meanGrad[p*c+i])
			n.total[i] += s*float64(sums[i]) + m
			n.total[c+i] += s*float64(sums[c+i]) + m/pixels*float64(e.centred[p*c+i])
		}
	}
	n.coefficients(pictures)
	for p := range pictures {
		for i := range e.real {
			e.in.p[p*c+i] = n.p[i] * e.scale[p*c+i]
			e.in.r[p*c+i] = n.r[i] + float32(float64(n.p[i])*float64(e.meanGrad[p*c+i])/pixels)
		}
	}
}

// reduce adds the pictures' gradients up, in their order.
func (e *excite) reduce(pictures int) {
	size := e.fc1.size() + e.fc2.size()
	for p := range pictures {
		parts := e.parts[p*size:][:size]
		e.fc1.accumulate(parts)
		e.fc2.accumulate(parts[e.fc1.size():])
	}
}

func (e *excite) repack() {}
