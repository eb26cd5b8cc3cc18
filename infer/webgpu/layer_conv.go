//go:build js

package webgpu

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/webgpu/kernels"
)

type conv struct {
	op           *arch.Conv
	p            *infer.ConvParams
	in, out      arch.Shape
	kernel       kernel
	weight, bias int
}

func newConv(g *arch.Graph, op *arch.Conv, p *infer.ConvParams) *conv {
	l := &conv{op: op, p: p, in: g.Shape(op.In), out: g.Shape(op.Out)}
	l.kernel = l.candidates()[0]
	return l
}

func (l *conv) kernels() []kernel { return []kernel{l.kernel} }

func (l *conv) operation() arch.Op { return l.op }

func (l *conv) family() string { return fmt.Sprintf("conv%d/%d", l.op.Kernel, l.op.Stride) }

func (l *conv) signature() string {
	return fmt.Sprintf("%s %d+%d>%d %dx%d", l.family(), l.in.C, l.op.InC-l.in.C, l.op.OutC, l.out.H, l.out.W)
}

func (l *conv) candidates() []kernel { return fitting(kernels.Convs, l.op) }

func (l *conv) use(k kernel) { l.kernel = k }

// outC4 is the number of output channels that there are weights for.
func (l *conv) outC4() int { return (l.op.OutC + 3) &^ 3 }

// room is the number of weights and biases of the kernel that has most.
func (l *conv) room() int {
	most := 0
	for _, k := range l.candidates() {
		most = max(most, k.Points(l.op.Kernel))
	}
	return (most*l.op.InC + 1) * l.outC4()
}

func (l *conv) pack(w *packer) {
	bias := make([]float32, l.outC4())
	copy(bias, l.p.Bias)
	weight := l.packed()
	if g := l.kernel.Filter; g != nil {
		weight = l.packedWinograd(g)
	}
	l.weight, l.bias = w.add(weight), w.add(bias)
}

// packedWinograd is the filters transformed by G, [InC, points, outC4].
func (l *conv) packedWinograd(g [][3]float64) []float32 {
	n, points := l.outC4(), len(g)*len(g)
	weight := make([]float32, l.op.InC*points*n)
	for k := range l.op.OutC {
		for c := range l.op.InC {
			for i, u := range winogradFilter(g, l.p.Weight[9*(k*l.op.InC+c):][:9]) {
				weight[(points*c+i)*n+k] = u
			}
		}
	}
	return weight
}

// packed is the weights as [InC, Kernel, Kernel, outC4].
func (l *conv) packed() []float32 {
	n, taps := l.outC4(), l.op.InC*l.op.Kernel*l.op.Kernel
	weight := make([]float32, taps*n)
	for k := range l.op.OutC {
		for t := range taps {
			weight[t*n+k] = l.p.Weight[k*taps+t]
		}
	}
	return weight
}

func (l *conv) record(r *recorder) {
	r.dispatch(l.kernel, l.out, kernels.Words(&kernels.ConvParams{
		In1: r.at(l.op.In), In2: r.at(l.op.In2), C1: l.in.C, C2: l.op.InC - l.in.C, H: l.in.H, W: l.in.W,
		Out: r.at(l.op.Out), OutC: l.op.OutC, OutC4: l.outC4(), OH: l.out.H, OW: l.out.W,
		Add: r.at(l.op.Add), PreAdd: r.at(l.op.PreAdd), Weight: l.weight, Bias: l.bias, ReLU: kernels.FlagOf(l.op.ReLU),
	}))
}
