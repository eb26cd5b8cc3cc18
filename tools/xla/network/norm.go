package network

import (
	"github.com/gomlx/compute/dtypes"
	. "github.com/gomlx/gomlx/core/graph"

	"regnetlens/infer/arch"
)

// norm is a batch norm (Ioffe and Szegedy, arXiv 1502.03167) over batch, rows
// and columns, computed in Float32. In training it normalises by the batch's
// mean and biased variance, and the running statistics take in its mean and
// unbiased variance, as PyTorch does.
func (b *builder) norm(l arch.Layer, x *Node) *Node {
	x = ConvertDType(x, dtypes.Float32)
	weight, bias := row(b.param(l.Weight())), row(b.param(l.Bias()))
	runningMean, runningVar := b.param(l.RunningMean()), b.param(l.RunningVar())
	if !b.Train {
		scale := Div(weight, Sqrt(AddScalar(row(runningVar), arch.NormEpsilon)))
		y := Add(Mul(Sub(x, row(runningMean)), scale), bias)
		return ConvertDType(y, b.Compute)
	}
	count := float64(x.Shape().Size() / x.Shape().Dimensions[3])
	data := StopGradient(x)
	mean := DivScalar(ReduceSum(data, 0, 1, 2), count)
	centred := Sub(data, row(mean))
	variance := DivScalar(ReduceSum(Square(centred), 0, 1, 2), count)
	b.pass.Stats[l.RunningMean()] = mix(runningMean, mean)
	b.pass.Stats[l.RunningVar()] = mix(runningVar, MulScalar(variance, count/max(count-1, 1)))

	inverse := Reciprocal(Sqrt(AddScalar(row(variance), arch.NormEpsilon)))
	unit := Mul(centred, inverse)
	y := Add(Mul(unit, weight), bias)
	// Derived by itself, the gradient of x would run through mean and variance
	// with several more sums over the batch. This is the textbook's form, two
	// sums, both of which the gradients of weight and bias need anyway. The
	// term added is x − x: zero, and the way for the gradient.
	scale := StopGradient(Mul(weight, inverse))
	way := IdentityWithCustomGradient(x, func(_, v *Node) *Node {
		sum := row(ReduceSum(v, 0, 1, 2))
		along := row(ReduceSum(Mul(v, unit), 0, 1, 2))
		return Mul(scale, Sub(v, DivScalar(Add(sum, Mul(unit, along)), count)))
	})
	return ConvertDType(Add(y, Sub(way, data)), b.Compute)
}

// mix moves a running statistic towards the batch's.
func mix(running, batch *Node) *Node {
	return Add(MulScalar(running, 1-arch.NormMomentum), MulScalar(batch, arch.NormMomentum))
}

// row is a vector of N values as [1, 1, 1, N].
func row(v *Node) *Node { return Reshape(v, 1, 1, 1, v.Shape().Size()) }
