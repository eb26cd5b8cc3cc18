//go:build js

package webgpu

import (
	"fmt"

	"regnetlens/infer"
	"regnetlens/infer/arch"
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

func (l *conv) candidates() []kernel {
	c := []kernel{{name: "conv_direct", size: l.op.Kernel, stride: l.op.Stride}}
	if l.op.Kernel == 3 && l.op.Stride == 1 && l.op.In2 == arch.None {
		c = append(c, kernel{name: "conv3x3_quad"}, kernel{name: winograd}, kernel{name: winograd4})
	} else {
		c = append(c, kernel{name: "conv_quad", size: l.op.Kernel, stride: l.op.Stride})
	}
	return append(c, kernel{name: "conv_tile", size: l.op.Kernel, stride: l.op.Stride},
		kernel{name: "conv_tile_half", size: l.op.Kernel, stride: l.op.Stride})
}

func (l *conv) use(k kernel) { l.kernel = k }

// outC4 is the number of output channels that there are weights for.
func (l *conv) outC4() int { return (l.op.OutC + 3) &^ 3 }

// winograd and winograd4 are the kernels that want other weights than the rest.
const (
	winograd  = "conv3x3_winograd"
	winograd4 = "conv3x3_winograd4"
)

// room is the number of weights and biases of the kernel that has most.
func (l *conv) room() int {
	most := 0
	for _, k := range l.candidates() {
		most = max(most, l.points(k))
	}
	return (most*l.op.InC + 1) * l.outC4()
}

// points is the number of weights of a kernel for an input and output channel.
func (l *conv) points(k kernel) int {
	switch k.name {
	case winograd:
		return 4 * 4
	case winograd4:
		return 6 * 6
	}
	return l.op.Kernel * l.op.Kernel
}

func (l *conv) pack(w *packer) {
	bias := make([]float32, l.outC4())
	copy(bias, l.p.Bias)
	weight := l.packed()
	switch l.kernel.name {
	case winograd:
		weight = l.packedWinograd(winograd2x2)
	case winograd4:
		weight = l.packedWinograd(winograd4x4)
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
	relu := 0
	if l.op.ReLU {
		relu = 1
	}
	area := l.out.H * l.out.W
	var x, y int
	switch l.kernel.name {
	case "conv_direct":
		x, y = ceilDiv(area, 64), ceilDiv(l.op.OutC, 4)
	case "conv_quad":
		x, y = ceilDiv(area, 128), ceilDiv(l.op.OutC, 8)
	case "conv_tile", "conv_tile_half":
		x, y = ceilDiv(area, 64), ceilDiv(l.op.OutC, 32)
	case winograd:
		x, y = ceilDiv(ceilDiv(l.out.H, 2)*ceilDiv(l.out.W, 2), 64), ceilDiv(l.op.OutC, 4)
	case winograd4:
		x, y = ceilDiv(ceilDiv(l.out.H, 4)*ceilDiv(l.out.W, 4), 64), ceilDiv(l.op.OutC, 2)
	case "conv3x3_quad":
		x, y = tiles(l.out), ceilDiv(l.op.OutC, 8)
	}
	r.dispatch(l.kernel, x, y,
		r.at(l.op.In), r.at(l.op.In2), l.in.C, l.op.InC-l.in.C, l.in.H, l.in.W,
		r.at(l.op.Out), l.op.OutC, l.outC4(), l.out.H, l.out.W,
		r.at(l.op.Add), r.at(l.op.Pre), l.weight, l.bias, relu)
}

func ceilDiv(a, b int) int { return (a + b - 1) / b }

// tiles is the number of workgroups of eight tiles of 4 rows × 2 columns.
func tiles(s arch.Shape) int { return ceilDiv(ceilDiv(s.H, 4)*ceilDiv(s.W, 2), 8) }
