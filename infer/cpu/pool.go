//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer/internal/kernel"
)

// maxPool is the stem's 3×3 max pool of stride 2 and padding 1. A task is a
// row of the output.
type maxPool struct{ in, out *value }

func (p *maxPool) scratch() int        { return 0 }
func (p *maxPool) tasks(batch int) int { return batch * p.out.Shape.H }

func (p *maxPool) run(task, _ int, _ []float32) {
	picture, y := task/p.out.Shape.H, task%p.out.Shape.H
	var rows [3]unsafe.Pointer // nil outside of the picture
	for i := range rows {
		if r := 2*y - 1 + i; r >= 0 && r < p.in.Shape.H {
			rows[i] = p.in.at(picture, r)
		}
	}
	kernel.MaxPoolRow(p.out.at(picture, y), rows, p.out.Shape.W, p.in.Shape.W, p.out.pixel)
}

// padShortcut subsamples and widens with zero channels. A task is a row.
type padShortcut struct {
	in, out        *value
	stride, before int
}

func (p *padShortcut) scratch() int        { return 0 }
func (p *padShortcut) tasks(batch int) int { return batch }

func (p *padShortcut) run(picture, _ int, _ []float32) {
	s := p.out.Shape
	dst := p.out.data[picture*p.out.picture:][:p.out.picture]
	src := p.in.data[picture*p.in.picture:][:p.in.picture]
	clear(dst)
	for y := range s.H {
		for x := range s.W {
			from := (y*p.stride*p.in.Shape.W + x*p.stride) * p.in.pixel
			copy(dst[(y*s.W+x)*p.out.pixel+p.before:], src[from:][:p.in.Shape.C])
		}
	}
}

// globalPool is the mean of every channel. A task is a picture.
type globalPool struct{ in, out *value }

func (p *globalPool) scratch() int        { return 0 }
func (p *globalPool) tasks(batch int) int { return batch }

func (p *globalPool) run(picture, _ int, _ []float32) {
	kernel.ChannelMeans(p.out.at(picture, 0), p.in.at(picture, 0), p.in.pixel, p.in.Shape.H*p.in.Shape.W)
}
