package network

import (
	"github.com/gomlx/compute"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
)

// conv is convolution, norm, sum and ReLU. Its kernels are odd, as all of the
// family's: GoMLX 0.28.8's input gradient for even kernels is wrong.
func (b *builder) conv(op *arch.Conv) {
	x := b.values[op.In]
	if op.In2 != arch.None {
		x = Concatenate([]*Node{x, b.values[op.In2]}, -1)
	}
	y := b.norm(op.Norm, b.convolve(x, op.Layer.Weight(), op.Stride, op.Pad))
	if op.Add != arch.None {
		y = Add(y, b.values[op.Add])
	}
	if op.ReLU {
		y = relu(y)
	}
	b.values[op.Out] = y
}

// convolve takes the weight [out, in, rows, columns] to the layout that the
// plugins want; the copy is small beside the activations.
func (b *builder) convolve(x *Node, weight string, stride, pad int) *Node {
	kernel := ConvertDType(TransposeAllAxes(b.param(weight), 2, 3, 1, 0), b.Compute)
	return Convolve(x, kernel).Strides(stride).PaddingPerDim([][2]int{{pad, pad}, {pad, pad}}).Done()
}

// pad is He et al.'s option A: every Stride-th row and column, zeros for the
// new channels.
func (b *builder) pad(op *arch.PadShortcut) *Node {
	x := b.values[op.In]
	every := AxisRange().Stride(op.Stride)
	if op.Stride > 1 {
		x = Slice(x, AxisRange(), every, every, AxisRange())
	}
	before := op.Before(b.graph)
	after := b.graph.Shape(op.Out).C - b.graph.Shape(op.In).C - before
	zero := ScalarZero(x.Graph(), x.DType())
	return Pad(x, zero, compute.PadAxis{}, compute.PadAxis{}, compute.PadAxis{}, compute.PadAxis{Start: before, End: after})
}

// maxPool is the 3×3 max pool of stride 2 and padding 1 behind a ReLU, so that
// zeros around the picture change nothing.
func maxPool(x *Node) *Node {
	return MaxPool(x).Window(3).Strides(2).PaddingPerDim([][2]int{{1, 1}, {1, 1}}).Done()
}

// se is squeeze and excitation with the sum and ReLU after it; its small
// layers compute in Float32.
func (b *builder) se(op *arch.SE) {
	x := b.values[op.In]
	s := ReduceMean(ConvertDType(x, b.param(op.FC1().Weight()).DType()), 1, 2)
	s = Sigmoid(b.dense(op.FC2(), relu(b.dense(op.FC1(), s))))
	s = ConvertDType(Reshape(s, s.Shape().Dimensions[0], 1, 1, op.C), b.Compute)
	b.values[op.Out] = relu(Add(b.values[op.Add], Mul(x, s)))
}
