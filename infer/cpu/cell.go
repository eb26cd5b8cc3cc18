//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// cell is one time step of a regulator with its norm. A task is some rows of a
// picture; the gates are made row by row, so that everything between X, H and
// the new state stays in the cache.
type cell struct {
	kind          arch.Regulator
	x, h, c       *value   // h and c nil: zeros
	outH, outC    *value   // outC nil but for lstm
	looked        []*value // by gate; nil where there is no tap
	gates         []kernel.Gate
	acts          []arch.Act // by gate
	scale, shift  []float32
	channels      int // padded
	width, height int
	threads       int
}

func (n *network) newCell(op *arch.Cell, p *infer.CellParams, threads int) *cell {
	c := &cell{
		kind: op.Kind, x: n.value(op.X), h: n.value(op.H), c: n.value(op.C),
		outH: n.value(op.OutH), outC: n.value(op.OutC), threads: threads,
	}
	c.channels, c.width, c.height = c.x.pixel, c.x.Shape.W, c.x.Shape.H
	c.scale, c.shift = kernel.Alloc(c.channels), kernel.Alloc(c.channels)
	copy(c.scale, p.Scale)
	copy(c.shift, p.Shift)
	for i, g := range op.Gates {
		c.gates = append(c.gates, kernel.PackGate(p.Gates[i].Fuse, p.Gates[i].Conv, p.Gates[i].Bias))
		c.acts = append(c.acts, g.Act)
		c.looked = append(c.looked, n.value(g.Tap))
	}
	return c
}

// line is the length of a row of a map, border of one with a pixel of padding
// on each side.
func (c *cell) line() int   { return c.width * c.channels }
func (c *cell) border() int { return (c.width + 2) * c.channels }

// scratch holds for every gate three rows of u, for every gate three rows of
// its value, the product r∘H and a row of zeros.
func (c *cell) scratch() int {
	return 3*len(c.gates)*(c.border()+c.line()) + c.line() + c.border()
}

func (c *cell) blocks(batch int) int { return parts(batch, c.threads, (c.height+3)/4) }

func (c *cell) tasks(batch int) int { return batch * c.blocks(batch) }

func (c *cell) run(task, batch int, scratch []float32) {
	blocks := c.blocks(batch)
	s := c.step(task/blocks, scratch)
	from, to := task%blocks*c.height/blocks, (task%blocks+1)*c.height/blocks
	if c.kind == arch.RegulatorGRU {
		s.gru(from, to)
		return
	}
	for y := from - 1; y <= to; y++ {
		s.fuseAll(y)
		if y > from {
			s.gateRows(y - 1)
			s.finish(y - 1)
		}
	}
}

// step is a cell at work on a picture. Row y of a ring is its row y mod 3.
type step struct {
	*cell
	picture int
	u       []float32 // [gate][3] rows with border
	value   []float32 // [gate][3] rows
	product []float32 // one row
	zeros   []float32 // one row with border
}

func (c *cell) step(picture int, scratch []float32) step {
	s := step{cell: c, picture: picture}
	n := 3 * len(c.gates)
	s.u, scratch = scratch[:n*c.border()], scratch[n*c.border():]
	s.value, scratch = scratch[:n*c.line()], scratch[n*c.line():]
	s.product, scratch = scratch[:c.line()], scratch[c.line():]
	s.zeros = scratch[:c.border()]
	clear(s.zeros)
	for r := range n {
		clear(s.u[r*c.border():][:c.channels])
		clear(s.u[(r+1)*c.border()-c.channels:][:c.channels])
	}
	return s
}

func (s *step) uRow(gate, y int) unsafe.Pointer {
	if y < 0 || y >= s.height {
		return kernel.At(s.zeros, 0)
	}
	return kernel.At(s.u, (3*gate+y%3)*s.border())
}

func (s *step) valueRow(gate, y int) unsafe.Pointer {
	return kernel.At(s.value, (3*gate+y%3)*s.line())
}

// row is a row of a map, nil for zeros.
func (s *step) row(v *value, y int) unsafe.Pointer {
	if v == nil {
		return nil
	}
	return v.at(s.picture, y)
}

// fuseAll makes row y of every gate's u.
func (s *step) fuseAll(y int) {
	if y < 0 || y >= s.height {
		return
	}
	for g := range s.gates {
		s.fuse(g, y, s.row(s.h, y))
	}
}

func (s *step) fuse(g, y int, h unsafe.Pointer) {
	s.gates[g].Fuse(unsafe.Add(s.uRow(g, y), s.channels*4), s.x.at(s.picture, y), h, s.width)
}

// gateRow makes row y of a gate before its nonlinearity.
func (s *step) gateRow(g, y int) unsafe.Pointer {
	dst := s.valueRow(g, y)
	s.gates[g].Depthwise(dst, s.uRow(g, y-1), s.uRow(g, y), s.uRow(g, y+1), s.width)
	return dst
}

// gateRows makes row y of all gates.
func (s *step) gateRows(y int) {
	for g := range s.gates {
		s.activate(g, s.gateRow(g, y))
		s.look(g, y)
	}
}

// activate applies a gate's nonlinearity to a row of it.
func (s *step) activate(g int, row unsafe.Pointer) {
	if s.acts[g] == arch.Tanh {
		kernel.TanhRow(row, row, s.line())
	} else {
		kernel.SigmoidRow(row, s.line())
	}
}

// look copies row y of a gate for who wants to see it.
func (s *step) look(g, y int) {
	if v := s.looked[g]; v != nil && v.requested {
		copy(v.data[s.picture*v.picture+y*s.line():][:s.line()], s.value[(3*g+y%3)*s.line():])
	}
}

// finish makes row y of the state, for rnn and lstm.
func (s *step) finish(y int) {
	n := s.line()
	dst := s.outH.at(s.picture, y)
	if s.kind == arch.RegulatorRNN {
		s.norm(dst, s.valueRow(0, y))
		return
	}
	i, f, o, g := s.valueRow(0, y), s.valueRow(1, y), s.valueRow(2, y), s.valueRow(3, y)
	state := s.outC.at(s.picture, y)
	if s.c == nil {
		kernel.Multiply(state, i, g, n)
	} else {
		kernel.LSTMState(state, f, s.c.at(s.picture, y), i, g, n)
	}
	kernel.TanhRow(g, state, n)
	kernel.NormProductRow(dst, o, g, kernel.At(s.scale, 0), kernel.At(s.shift, 0), s.channels, s.width)
}

// norm makes a row of H from one of H̃.
func (s *step) norm(dst, row unsafe.Pointer) {
	kernel.NormRow(dst, row, kernel.At(s.scale, 0), kernel.At(s.shift, 0), s.channels, s.width)
}

// gru makes rows from..to of the state. The gate h sees r∘H of the rows above
// and below, so r runs one row ahead of it, and u of r another one.
func (s *step) gru(from, to int) {
	const z, r, h = 0, 1, 2
	n := s.line()
	for y := from - 2; y <= to+1; y++ {
		if y >= 0 && y < s.height {
			s.fuse(z, y, s.row(s.h, y))
			s.fuse(r, y, s.row(s.h, y))
		}
		if y := y - 1; y >= max(0, from-1) && y < min(s.height, to+1) {
			for g := range h {
				s.activate(g, s.gateRow(g, y))
				if y >= from && y < to {
					s.look(g, y)
				}
			}
			var gated unsafe.Pointer
			if s.h != nil {
				gated = kernel.At(s.product, 0)
				kernel.Multiply(gated, s.valueRow(r, y), s.h.at(s.picture, y), n)
			}
			s.fuse(h, y, gated)
		}
		if y := y - 2; y >= from && y < to {
			row := s.gateRow(h, y)
			s.activate(h, row)
			s.look(h, y)
			if s.h == nil {
				kernel.Multiply(row, s.valueRow(z, y), row, n)
			} else {
				kernel.GRUState(row, s.valueRow(z, y), s.h.at(s.picture, y), row, n)
			}
			s.norm(s.outH.at(s.picture, y), row)
		}
	}
}
