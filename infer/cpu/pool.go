//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import "unsafe"

// maxPool is the stem's 3×3 max pool of stride 2 and padding 1. A task is a
// row of the output.
type maxPool struct{ in, out *value }

func (p *maxPool) scratch() int        { return 0 }
func (p *maxPool) tasks(batch int) int { return batch * p.out.Shape.H }

func (p *maxPool) run(task, _ int, _ []float32) {
	picture, y := task/p.out.Shape.H, task%p.out.Shape.H
	dst := p.out.at(picture, y)
	pixel := uintptr(p.out.pixel) * 4
	for x := range p.out.Shape.W {
		for c := uintptr(0); c < pixel; c += size {
			v := all(-3.4e38)
			for i := max(0, 2*y-1); i < min(2*y+2, p.in.Shape.H); i++ {
				row := p.in.at(picture, i)
				for j := max(0, 2*x-1); j < min(2*x+2, p.in.Shape.W); j++ {
					v = v.Max(load(row, uintptr(j)*pixel+c))
				}
			}
			store(dst, uintptr(x)*pixel+c, v)
		}
	}
	leave()
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
	channelMeans(p.out.at(picture, 0), p.in, picture)
}

// channelMeans writes the mean over rows and columns of every channel.
func channelMeans(dst unsafe.Pointer, in *value, picture int) {
	pixel := uintptr(in.pixel) * 4
	src := in.at(picture, 0)
	n := in.Shape.H * in.Shape.W
	share := all(1 / float32(n))
	for c := uintptr(0); c < pixel; c += size {
		// Two sums: each addition waits for the one before.
		var even, odd vec
		p := unsafe.Add(src, c)
		for i := n / 2; i > 0; i-- {
			even, odd = even.Add(load(p, 0)), odd.Add(load(p, pixel))
			p = unsafe.Add(p, 2*pixel)
		}
		if n%2 == 1 {
			even = even.Add(load(p, 0))
		}
		store(dst, c, even.Add(odd).Mul(share))
	}
	leave()
}
