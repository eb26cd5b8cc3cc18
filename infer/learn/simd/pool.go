//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/internal/kernel"
)

// maxPool is the ImageNet stem's 3×3 max pool of stride 2 and padding 1. On the
// way back a gradient goes to the first of the largest values under a window,
// row by row, as PyTorch has it.
type maxPool struct {
	in  operand
	out *value
}

type maxPoolScratch struct{ act, dx []float32 }

func (m *maxPool) carve(cut *carver) maxPoolScratch {
	n := m.in.shape.H * m.in.shape.W * m.out.kept.channels
	return maxPoolScratch{act: cut.take(n), dx: cut.take(n)}
}

func (m *maxPool) measure(cut *carver) { m.carve(cut) }

// load writes a picture of the input, and returns where its rows begin.
func (m *maxPool) load(k *maxPoolScratch, p int, forward bool) {
	pitch := uintptr(m.out.kept.channels) * 4
	m.in.rows(forward, kernel.At(k.act, 0), pitch, p, 0, m.in.shape.H)
}

func (m *maxPool) forwardTasks(pictures int) int { return pictures }

func (m *maxPool) forward(p, _ int, scratch []float32) {
	k := m.carve(&carver{data: scratch})
	m.load(&k, p, true)
	line := m.in.shape.W * m.out.kept.channels
	for y := range m.out.shape.H {
		var rows [3]unsafe.Pointer // nil outside of the picture
		for i := range rows {
			if r := 2*y - 1 + i; r >= 0 && r < m.in.shape.H {
				rows[i] = kernel.At(k.act, r*line)
			}
		}
		kernel.MaxPoolRow(m.out.kept.at(p, y), rows, m.out.shape.W, m.in.shape.W, m.out.kept.channels)
	}
}

func (m *maxPool) backward(chunk, pictures int, scratch []float32) {
	k := m.carve(&carver{data: scratch})
	from, to := chunkOf(chunk, pictures)
	for p := from; p < to; p++ {
		m.load(&k, p, false)
		m.in.begin(p)
		clear(k.dx)
		for y := range m.out.shape.H {
			for x := range m.out.shape.W {
				m.scatter(&k, p, y, x)
			}
		}
		pitch := uintptr(m.out.kept.channels) * 4
		m.in.give(p, 0, m.in.shape.H, kernel.At(k.dx, 0), pitch, kernel.At(k.act, 0), pitch)
	}
}

// scatter gives an output pixel's gradient to where the largest values are.
func (m *maxPool) scatter(k *maxPoolScratch, p, y, x int) {
	c, w := m.out.kept.channels, m.in.shape.W
	grad := floats(unsafe.Add(m.out.grad.at(p, y), x*c*4), c)
	top := floats(unsafe.Add(m.out.kept.at(p, y), x*c*4), c)
	for ch, g := range grad {
		if g == 0 {
			continue
		}
	window:
		for i := max(0, 2*y-1); i < min(2*y+2, m.in.shape.H); i++ {
			for j := max(0, 2*x-1); j < min(2*x+2, w); j++ {
				if at := (i*w+j)*c + ch; k.act[at] == top[ch] {
					k.dx[at] += g
					break window
				}
			}
		}
	}
}

func (m *maxPool) finishForward(int) string    { return "" }
func (m *maxPool) finishBackward(pictures int) { m.in.finish(pictures) }
func (m *maxPool) reduce(int)                  {}
func (m *maxPool) repack()                     {}

// padShortcut is He et al.'s option A: every stride-th row and column, and
// zero channels in front and behind.
type padShortcut struct {
	in             operand
	out            *value
	stride, before int
}

func (s *padShortcut) measure(cut *carver) { s.carve(cut) }

// padScratch has a row of the input and one of its gradient.
type padScratch struct{ row, dx []float32 }

func (s *padShortcut) carve(cut *carver) padScratch {
	n := s.in.shape.W * kernel.Padded(s.in.shape.C)
	return padScratch{row: cut.take(n), dx: cut.take(n)}
}

func (s *padShortcut) forwardTasks(pictures int) int { return pictures }

func (s *padShortcut) forward(p, _ int, scratch []float32) {
	k := s.carve(&carver{data: scratch})
	c := kernel.Padded(s.in.shape.C)
	for y := range s.in.shape.H {
		// The first reader makes all rows, wanted here or not.
		s.in.rows(true, kernel.At(k.row, 0), uintptr(c)*4, p, y, 1)
		if y%s.stride != 0 {
			continue
		}
		out := floats(s.out.kept.at(p, y/s.stride), s.out.kept.line())
		clear(out)
		for x := range s.out.shape.W {
			copy(out[x*s.out.kept.channels+s.before:], k.row[x*s.stride*c:][:s.in.shape.C])
		}
	}
}

func (s *padShortcut) backward(chunk, pictures int, scratch []float32) {
	k := s.carve(&carver{data: scratch})
	from, to := chunkOf(chunk, pictures)
	c := kernel.Padded(s.in.shape.C)
	for p := from; p < to; p++ {
		s.in.begin(p)
		for y := range s.in.shape.H {
			clear(k.dx)
			if y%s.stride == 0 {
				grad := floats(s.out.grad.at(p, y/s.stride), s.out.grad.line())
				for x := range s.out.shape.W {
					copy(k.dx[x*s.stride*c:][:s.in.shape.C], grad[x*s.out.grad.channels+s.before:])
				}
			}
			s.in.read(kernel.At(k.row, 0), uintptr(c)*4, p, y, 1)
			s.in.give(p, y, 1, kernel.At(k.dx, 0), uintptr(c)*4, kernel.At(k.row, 0), uintptr(c)*4)
		}
	}
}

func (s *padShortcut) finishForward(int) string    { return "" }
func (s *padShortcut) finishBackward(pictures int) { s.in.finish(pictures) }
func (s *padShortcut) reduce(int)                  {}
func (s *padShortcut) repack()                     {}
