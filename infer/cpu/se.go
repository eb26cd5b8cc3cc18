//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// se is squeeze and excitation with the block's sum. A task is a picture.
type se struct {
	in, add, pre, out *value // pre may be nil
	fc1, fc2          linear
}

func (n *network) newSE(op *arch.SE, p *infer.SEParams) *se {
	return &se{
		in: n.value(op.In), add: n.value(op.Add), pre: n.value(op.Pre), out: n.value(op.Out),
		fc1: newLinear(p.FC1), fc2: newLinear(p.FC2),
	}
}

func (s *se) scratch() int        { return 2*s.in.pixel + padded(s.fc1.outs) }
func (s *se) tasks(batch int) int { return batch }

func (s *se) run(picture, _ int, scratch []float32) {
	mean, scale, hidden := at(scratch, 0), at(scratch, s.in.pixel), at(scratch, 2*s.in.pixel)
	channelMeans(mean, s.in, picture)
	s.fc1.apply(hidden, mean, 1, 0, 0, 0)
	s.fc2.apply(scale, hidden, 1, 0, 0, noFloor)
	sigmoidRow(scale, s.in.pixel/lanes)
	if s.pre != nil && s.pre.wanted {
		s.excite(s.pre.at(picture, 0), picture, scale, nil, noFloor)
	}
	s.excite(s.out.at(picture, 0), picture, scale, s.add.at(picture, 0), 0)
}

// excite writes max(scale·in + add, floor), channel by channel; add may be nil.
func (s *se) excite(dst unsafe.Pointer, picture int, scale, add unsafe.Pointer, floor float32) {
	pixel := uintptr(s.in.pixel) * 4
	end := uintptr(s.in.picture) * 4
	src, least := s.in.at(picture, 0), all(floor)
	for c := uintptr(0); c < pixel; c += size {
		by := load(scale, c)
		for i := c; i < end; i += pixel {
			v := by.Mul(load(src, i))
			if add != nil {
				v = v.Add(load(add, i))
			}
			store(dst, i, clamp(v, least))
		}
	}
	leave()
}
