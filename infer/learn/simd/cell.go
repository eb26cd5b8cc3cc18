//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// stageCell is the regulator of a stage: the weights that its blocks, the time
// steps, share.
type stageCell struct {
	gates    []kernel.Gate
	acts     []arch.Act  // by gate
	weights  []float32   // of all gates, behind each other
	turned   [][]float32 // the depthwise kernels turned, with a bias of none
	gradient []float32   // laid out as weights
	parts    []float32   // [chunks]: a chunk's gradient, over all time steps
	lastStep *cell       // the first one on the way back
}

func (b *builder) newStageCell(op *arch.Cell) *stageCell {
	c := kernel.Padded(op.N)
	size := kernel.GateRows * c
	s := &stageCell{weights: b.floats(len(op.Gates) * size), gradient: b.floats(len(op.Gates) * size)}
	s.parts = b.floats(b.chunks() * len(op.Gates) * size)
	for i, g := range op.Gates {
		s.gates = append(s.gates, kernel.Gate{Weights: cut(s.weights, i*size, size), Channels: c})
		s.acts = append(s.acts, g.Act)
		s.turned = append(s.turned, b.floats(10*c))
		l := op.Gate(g)
		part := func(name string, from, rows int, place func(i int) int) {
			b.share(name, rows*c, cut(s.weights, i*size+from*c, rows*c), cut(s.gradient, i*size+from*c, rows*c), place)
		}
		part(l.Fuse(), kernel.FuseX, 2, func(i int) int { return i%2*c + i/2 })
		part(l.Weight(), kernel.Taps3x3, 9, func(i int) int { return i%9*c + i/9 })
		part(l.Bias(), kernel.GateBias, 1, func(i int) int { return i })
	}
	return s
}

func (s *stageCell) repack() {
	for g, gate := range s.gates {
		for i := range 9 {
			copy(s.turned[g][i*gate.Channels:][:gate.Channels], gate.Weights[(kernel.Taps3x3+8-i)*gate.Channels:])
		}
	}
}

func (s *stageCell) part(chunk int) []float32 {
	return s.parts[chunk*len(s.weights):][:len(s.weights)]
}

// cell is one time step of a regulator. Everything goes through a picture row
// by row, on the way back too, where the gates are computed again: what is kept
// is C and the raw H̃ alone.
type cell struct {
	*stageCell
	op        *arch.Cell
	x, h      operand // h.value nil: zeros
	out       *value  // H: norm and ReLU of H̃
	norm      *norm
	c, outC   *value // nil where there is none
	channels  int
	w, height int
	first     bool // of the stage's time steps
}

// Rows of a picture that are in work at once. A gate looks a row up and down;
// behind it on the way back its gradient does, and a GRU's reset gate stands
// in front of another one.
const (
	ringPlain = 3
	ringGRU   = 6
)

// mostGates are an LSTM's.
const mostGates = 4

func (c *cell) ring() int {
	if c.op.Kind == arch.RegulatorGRU {
		return ringGRU
	}
	return ringPlain
}

// cellScratch is a thread's memory: rings of rows. Rows with a border have a
// pixel of zeros on each side.
type cellScratch struct {
	u, pre          [mostGates][]float32 // rings with border, those of u behind each other; pre: gradients in front of the nonlinearity
	value           [mostGates][]float32 // rings
	rowsX, rowsH    []float32            // rings
	product, dh, dx []float32            // rings: r∘H, gradients of H before and of X
	zeros           []float32            // a row with border
	du              []float32            // by gate: a row
	grad, tanh      []float32            // a row each
}

func (c *cell) line() int   { return c.w * c.channels }
func (c *cell) border() int { return (c.w + 2) * c.channels }

func (c *cell) carve(from *carver) cellScratch {
	var k cellScratch
	gates, border, line := len(c.gates), c.ring()*c.border(), c.ring()*c.line()
	u := from.take(gates * border)
	for g := range c.gates {
		k.u[g] = cut(u, g*border, border)
		k.pre[g] = from.take(border)
		k.value[g] = from.take(line)
	}
	k.rowsX, k.rowsH = from.take(line), from.take(line)
	k.product = from.take(line)
	k.dh, k.dx = from.take(line), from.take(line)
	k.zeros = from.take(c.border())
	k.du = from.take(gates * c.line())
	k.grad, k.tanh = from.take(c.line()), from.take(c.line())
	return k
}

func (c *cell) measure(cut *carver) { c.carve(cut) }

// step is a cell at work on a picture.
type step struct {
	*cell
	cellScratch
	picture int
	grads   []float32 // of the weights
}

// newStep clears the borders, and what lies between them.
func (c *cell) newStep(picture int, k *cellScratch) step {
	for g := range c.gates {
		clear(k.u[g])
		clear(k.pre[g])
	}
	clear(k.zeros)
	return step{cell: c, cellScratch: *k, picture: picture}
}

// row is row y of a ring, bordered row y of one with borders: zeros outside of
// the picture.
func (s *step) row(ring []float32, y int) unsafe.Pointer {
	return kernel.At(ring, y%s.ring()*s.line())
}

func (s *step) bordered(ring []float32, y int) unsafe.Pointer {
	if y < 0 || y >= s.height {
		return kernel.At(s.zeros, 0)
	}
	return kernel.At(ring, y%s.ring()*s.border())
}

// inside is the first pixel of a bordered row.
func (s *step) inside(ring []float32, y int) unsafe.Pointer {
	return unsafe.Add(s.bordered(ring, y), s.channels*4)
}

// inputs reads row y of X and H.
func (s *step) inputs(y int, forward bool) {
	pitch := uintptr(s.channels) * 4
	s.x.rows(forward, s.row(s.rowsX, y), pitch, s.picture, y, 1)
	if s.h.value != nil {
		s.h.rows(forward, s.row(s.rowsH, y), pitch, s.picture, y, 1)
	}
}

// state is row y of H, nil for zeros.
func (s *step) state(y int) unsafe.Pointer {
	if s.h.value == nil {
		return nil
	}
	return s.row(s.rowsH, y)
}

// fuse makes row y of a gate's u, from a row of H or what stands for it.
func (s *step) fuse(g, y int, h unsafe.Pointer) {
	s.gates[g].Fuse(s.inside(s.u[g], y), s.row(s.rowsX, y), h, s.w)
}

// gate makes row y of a gate.
func (s *step) gate(g, y int) unsafe.Pointer {
	row, u := s.row(s.value[g], y), s.u[g]
	s.gates[g].Depthwise(row, s.bordered(u, y-1), s.bordered(u, y), s.bordered(u, y+1), s.w)
	if s.acts[g] == arch.Tanh {
		kernel.TanhRow(row, row, s.line())
	} else {
		kernel.SigmoidRow(row, s.line())
	}
	return row
}

// depthGrad adds row y's share to the gradient of a gate's depthwise kernel.
func (s *step) depthGrad(g, y int) {
	u := s.u[g]
	kernel.DepthGradRow(s.gradAt(g, kernel.Taps3x3), s.inside(s.pre[g], y), s.bordered(u, y-1), s.bordered(u, y), s.bordered(u, y+1), s.channels, s.w)
}

func (s *step) gradAt(g, row int) unsafe.Pointer {
	return kernel.At(s.grads, (g*kernel.GateRows+row)*s.channels)
}

// fuseRow is row y of the gradient of a gate's u.
func (s *step) fuseRow(g, y int) unsafe.Pointer {
	row, pre := kernel.At(s.du, g*s.line()), s.pre[g]
	kernel.DepthwiseRow(row, s.bordered(pre, y-1), s.bordered(pre, y), s.bordered(pre, y+1), kernel.At(s.turned[g], 0), s.channels, s.w)
	return row
}

// fuseGrad is the way back through a gate's weight, of X or of H.
func (s *step) fuseGrad(dst, x, du unsafe.Pointer, g, weight int, fresh bool) {
	kernel.FuseGradRow(dst, x, du, kernel.At(s.gates[g].Weights, weight*s.channels), s.gradAt(g, weight), s.channels, s.w, fresh)
}

// giveBack hands row y of the gradients of X and of H before on.
func (s *step) giveBack(y int, dx, dh unsafe.Pointer) {
	pitch := uintptr(s.channels) * 4
	s.x.give(s.picture, y, 1, dx, pitch, s.row(s.rowsX, y), pitch)
	if s.h.value != nil {
		s.h.give(s.picture, y, 1, dh, pitch, s.row(s.rowsH, y), pitch)
	}
}

func (c *cell) forwardTasks(pictures int) int { return pictures }

func (c *cell) forward(p, _ int, scratch []float32) {
	k := c.carve(&carver{data: scratch})
	s := c.newStep(p, &k)
	if c.op.Kind == arch.RegulatorGRU {
		s.forwardGRU()
		return
	}
	s.forwardPlain()
}

func (c *cell) finishForward(pictures int) string {
	if !c.norm.forward(pictures) {
		return c.op.Name()
	}
	return ""
}

func (c *cell) backward(chunk, pictures int, scratch []float32) {
	k := c.carve(&carver{data: scratch})
	grads := c.part(chunk)
	if c.lastStep == c {
		clear(grads)
	}
	from, to := chunkOf(chunk, pictures)
	for p := from; p < to; p++ {
		c.x.begin(p)
		if c.h.value != nil {
			c.h.begin(p)
		}
		s := c.newStep(p, &k)
		s.grads = grads
		if c.op.Kind == arch.RegulatorGRU {
			s.backwardGRU()
		} else {
			s.backwardPlain()
		}
	}
}

func (c *cell) finishBackward(pictures int) {
	c.x.finish(pictures)
	if c.h.value != nil {
		c.h.finish(pictures)
	}
}

func (c *cell) reduce(pictures int) {
	if !c.first {
		return
	}
	for i := range chunksOf(pictures) {
		kernel.AddTo(kernel.At(c.gradient, 0), kernel.At(c.part(i), 0), len(c.gradient))
	}
}

func (c *cell) repack() {
	if c.first {
		c.stageCell.repack()
	}
}
