package gonum

import "regnetlens/infer/arch"

// linear is y = weight·x + bias for each picture.
type linear struct {
	in, out      int
	weight, bias *param // [out, in], [out]
}

func newLinear(l arch.Layer, in, out int, s *store) linear {
	return linear{in: in, out: out, weight: s.param(l.Weight()), bias: s.param(l.Bias())}
}

func (l linear) forward(n int, x, y []float64) {
	for i := range n {
		for k := range l.out {
			sum := l.bias.value[k]
			for j, w := range l.row(l.weight.value, k) {
				sum += w * x[i*l.in+j]
			}
			y[i*l.out+k] = sum
		}
	}
}

// backward adds to the gradients of weight, bias and x.
func (l linear) backward(n int, x, dy, dx []float64) {
	for i := range n {
		for k := range l.out {
			d := dy[i*l.out+k]
			l.bias.gradient[k] += d
			weight, dWeight := l.row(l.weight.value, k), l.row(l.weight.gradient, k)
			for j := range l.in {
				dWeight[j] += d * x[i*l.in+j]
				dx[i*l.in+j] += d * weight[j]
			}
		}
	}
}

func (l linear) row(weight []float64, k int) []float64 { return weight[k*l.in : (k+1)*l.in] }

// dense is the classifier.
type dense struct {
	op     *arch.Dense
	linear linear
}

func (l *dense) forward(f *frame) { l.linear.forward(f.n, f.value(l.op.In), f.value(l.op.Out)) }

func (l *dense) backward(f *frame) {
	l.linear.backward(f.n, f.value(l.op.In), f.gradient(l.op.Out), f.gradient(l.op.In))
}
