//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// se is squeeze and excitation with the block's sum. A task is a picture.
type se struct {
	in, add, preAdd, out *value // preAdd may be nil
	fc1, fc2             linear
}

func (n *network) newSE(op *arch.SE, p *infer.SEParams) *se {
	return &se{
		in: n.value(op.In), add: n.value(op.Add), preAdd: n.value(op.PreAdd), out: n.value(op.Out),
		fc1: newLinear(p.FC1), fc2: newLinear(p.FC2),
	}
}

func (s *se) scratch() int        { return 2*s.in.pixel + kernel.Padded(s.fc1.outs) }
func (s *se) tasks(batch int) int { return batch }

func (s *se) run(picture, _ int, scratch []float32) {
	mean, scale, hidden := kernel.At(scratch, 0), kernel.At(scratch, s.in.pixel), kernel.At(scratch, 2*s.in.pixel)
	src, pixels := s.in.at(picture, 0), s.in.Shape.H*s.in.Shape.W
	kernel.ChannelMeans(mean, src, s.in.pixel, pixels)
	s.fc1.apply(hidden, mean, 1, 0, 0, 0)
	s.fc2.apply(scale, hidden, 1, 0, 0, kernel.NoFloor)
	kernel.SigmoidRow(scale, s.in.pixel)
	if s.preAdd != nil && s.preAdd.requested {
		kernel.ScaleAddRows(s.preAdd.at(picture, 0), src, scale, nil, s.in.pixel, pixels, kernel.NoFloor)
	}
	kernel.ScaleAddRows(s.out.at(picture, 0), src, scale, s.add.at(picture, 0), s.in.pixel, pixels, 0)
}
