package gonum

import (
	"math"

	"regnetlens/infer/arch"
)

// norm is a batch norm in training (Ioffe and Szegedy, arXiv 1502.03167) over
// batch, rows and columns.
type norm struct {
	channels, area     int
	gain, bias         *param
	mean, variance     *param    // running
	batchMean, inverse []float64 // of the pass: the mean and 1/√(variance + ε)
}

func newNorm(l arch.Layer, s *store, shape arch.Shape, m *memory) *norm {
	return &norm{
		channels: shape.C, area: shape.H * shape.W,
		gain: s.param(l.Weight()), bias: s.param(l.Bias()),
		mean: s.param(l.RunningMean()), variance: s.param(l.RunningVar()),
		batchMean: m.float64s(shape.C), inverse: m.float64s(shape.C),
	}
}

// forward writes gain·unit + bias to y, where unit is x less the batch's mean
// and divided by its biased deviation. The running statistics take in the mean
// and the unbiased variance.
func (l *norm) forward(f *frame, x, y []float64) {
	count := float64(f.n * l.area)
	for c := range l.channels {
		sum, squares := 0.0, 0.0
		for i := range f.n {
			for _, v := range l.plane(x, i, c) {
				sum += v
			}
		}
		mean := sum / count
		for i := range f.n {
			for _, v := range l.plane(x, i, c) {
				squares += (v - mean) * (v - mean)
			}
		}
		l.batchMean[c], l.inverse[c] = mean, 1/math.Sqrt(squares/count+arch.NormEpsilon)
		f.moveStatistic(l.mean, c, mean)
		f.moveStatistic(l.variance, c, squares/max(1, count-1))
		for i := range f.n {
			dst := l.plane(y, i, c)
			for k, v := range l.plane(x, i, c) {
				dst[k] = l.gain.value[c]*l.unit(c, v) + l.bias.value[c]
			}
		}
	}
}

// moveStatistic moves a running statistic towards the batch's. It is a float32
// between passes as well as between steps.
func (f *frame) moveStatistic(running *param, c int, batch float64) {
	v := (1-arch.NormMomentum)*running.value[c] + arch.NormMomentum*batch
	f.overflow = f.overflow || !isFloat32(batch)
	running.value[c] = float64(float32(v))
}

// backward turns the gradient d of the norm's output into that of its input x,
// in place:
//
//	dx = gain·inverse·(d − mean(d) − unit·mean(d·unit))
func (l *norm) backward(f *frame, x, d []float64) {
	count := float64(f.n * l.area)
	for c := range l.channels {
		sum, along := 0.0, 0.0
		for i := range f.n {
			dy := l.plane(d, i, c)
			for k, v := range l.plane(x, i, c) {
				sum += dy[k]
				along += dy[k] * l.unit(c, v)
			}
		}
		l.bias.gradient[c] += sum
		l.gain.gradient[c] += along
		scale := l.gain.value[c] * l.inverse[c]
		for i := range f.n {
			dy := l.plane(d, i, c)
			for k, v := range l.plane(x, i, c) {
				dy[k] = scale * (dy[k] - (sum+l.unit(c, v)*along)/count)
			}
		}
	}
}

func (l *norm) unit(c int, v float64) float64 { return (v - l.batchMean[c]) * l.inverse[c] }

// plane is channel c of picture i.
func (l *norm) plane(x []float64, i, c int) []float64 {
	at := (i*l.channels + c) * l.area
	return x[at : at+l.area]
}
