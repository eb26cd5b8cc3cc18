package network

import (
	"github.com/gomlx/compute"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
)

// cell is one time step of a regulator (the paper's Section III), its norm and
// ReLU.
func (b *builder) cell(op *arch.Cell) {
	x := b.values[op.X]
	var h, c *Node // nil stands for zeros
	if op.H != arch.None {
		h = b.values[op.H]
	}
	if op.C != arch.None {
		c = b.values[op.C]
	}
	gates := map[arch.Kind]arch.Gate{}
	for _, g := range op.Gates {
		gates[g.Kind] = g
	}
	gate := func(kind arch.Kind, h *Node) *Node {
		y := b.gate(op.Gate(gates[kind]), x, h)
		if gates[kind].Act == arch.Tanh {
			return Tanh(y)
		}
		return Sigmoid(y)
	}

	var out *Node
	switch op.Kind {
	case arch.RegulatorRNN:
		out = gate(arch.KindGateH, h)
	case arch.RegulatorGRU:
		z := gate(arch.KindGateZ, h)
		if h == nil {
			out = Mul(z, gate(arch.KindGateH, nil))
			break
		}
		r := gate(arch.KindGateR, h)
		new := gate(arch.KindGateH, Mul(r, h))
		out = Add(h, Mul(z, Sub(new, h)))
	case arch.RegulatorLSTM:
		cNew := Mul(gate(arch.KindGateI, h), gate(arch.KindGateG, h))
		if c != nil {
			cNew = Add(cNew, Mul(gate(arch.KindGateF, h), c))
		}
		b.values[op.OutC] = cNew
		out = Mul(gate(arch.KindGateO, h), Tanh(cNew))
	}
	b.values[op.OutH] = relu(b.norm(op.Norm, out))
}

// gate is a gate before its nonlinearity: X and H joined channel by channel,
// then a depthwise 3×3 with bias. h may be nil.
//
// It is written elementwise, as nine shifted multiply-adds. A grouped
// convolution says the same and is four times slower on CPUs, because its
// gradients fall apart into one convolution a channel.
func (b *builder) gate(l arch.GateLayer, x, h *Node) *Node {
	fuse := b.param(l.Fuse()) // [N, 2, 1, 1]: of X, of H
	u := Mul(x, b.perChannel(Slice(fuse, AxisRange(), AxisElem(0))))
	if h != nil {
		u = Add(u, Mul(h, b.perChannel(Slice(fuse, AxisRange(), AxisElem(1)))))
	}
	weight := b.param(l.Weight()) // [N, 1, 3, 3]
	var taps [3][3]*Node
	for i := range 3 {
		for j := range 3 {
			taps[i][j] = b.perChannel(Slice(weight, AxisRange(), AxisElem(0), AxisElem(i), AxisElem(j)))
		}
	}
	return Add(depthwise(u, taps), b.perChannel(b.param(l.Bias())))
}

// depthwise is the cross-correlation of every channel of u with its own 3×3
// window. The gradient of u is given by hand, as the same nine shifts with the
// window turned round: derived from the forward pass it would be nine padded
// slices added up, which is slower. The term u − u carries it.
func depthwise(u *Node, taps [3][3]*Node) *Node {
	data := StopGradient(u)
	way := IdentityWithCustomGradient(u, func(_, v *Node) *Node {
		var turned [3][3]*Node
		for i := range 3 {
			for j := range 3 {
				turned[i][j] = StopGradient(taps[2-i][2-j])
			}
		}
		return shifts(v, turned)
	})
	return Add(shifts(data, taps), Sub(way, data))
}

func shifts(u *Node, taps [3][3]*Node) *Node {
	rows, columns := u.Shape().Dimensions[1], u.Shape().Dimensions[2]
	edge := compute.PadAxis{Start: 1, End: 1}
	padded := Pad(u, ScalarZero(u.Graph(), u.DType()), compute.PadAxis{}, edge, edge, compute.PadAxis{})
	var sum *Node
	for i := range 3 {
		for j := range 3 {
			part := Mul(Slice(padded, AxisRange(), AxisRange(i, i+rows), AxisRange(j, j+columns)), taps[i][j])
			if sum == nil {
				sum = part
			} else {
				sum = Add(sum, part)
			}
		}
	}
	return sum
}
