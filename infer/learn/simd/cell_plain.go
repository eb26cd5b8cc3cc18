//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/arch"
	"regnetlens/infer/internal/kernel"
)

// The ConvRNN and the ConvLSTM, whose gates all see X and H:
//
//	rnn   H̃ = tanh(h)
//	lstm  C = f∘C + i∘g;  H̃ = o∘tanh(C)

// The gates of an LSTM, in the order of the weights.
const (
	gateI = iota
	gateF
	gateO
	gateG
)

// idle reports whether a gate has nothing to do: there is no C to forget in a
// stage's first step.
func (s *step) idle(g int) bool {
	return s.op.Kind == arch.RegulatorLSTM && g == gateF && s.c == nil
}

// forwardPlain makes a picture's H̃ and C, a row behind the gates' inputs.
func (s *step) forwardPlain() {
	for y := 0; y <= s.height; y++ {
		if y < s.height {
			s.inputs(y, true)
			s.fuseAll(y)
		}
		if y > 0 {
			s.gateAll(y - 1)
			s.newState(y - 1)
		}
	}
}

func (s *step) fuseAll(y int) {
	if h := s.state(y); h != nil && len(s.gates) == mostGates && s.c != nil {
		kernel.PairRows4(s.inside(s.u[0], y), uintptr(s.ring()*s.border())*4, s.row(s.rowsX, y), h,
			kernel.At(s.weights, kernel.FuseX*s.channels), uintptr(kernel.GateRows*s.channels)*4, s.channels, s.w)
		return
	}
	for g := range s.gates {
		if !s.idle(g) {
			s.fuse(g, y, s.state(y))
		}
	}
}

func (s *step) gateAll(y int) {
	for g := range s.gates {
		if !s.idle(g) {
			s.gate(g, y)
		}
	}
}

// newState makes row y of C and H̃ from the gates.
func (s *step) newState(y int) {
	n, dst := s.line(), s.norm.z.at(s.picture, y)
	if s.op.Kind == arch.RegulatorRNN {
		copy(floats(dst, s.line()), floats(s.row(s.value[0], y), s.line()))
	} else {
		c := s.outC.kept.at(s.picture, y)
		i, g := s.row(s.value[gateI], y), s.row(s.value[gateG], y)
		if s.c == nil {
			kernel.Multiply(c, i, g, n)
		} else {
			kernel.LSTMState(c, s.row(s.value[gateF], y), s.c.kept.at(s.picture, y), i, g, n)
		}
		kernel.TanhRow(kernel.At(s.tanh, 0), c, n)
		kernel.Multiply(dst, s.row(s.value[gateO], y), kernel.At(s.tanh, 0), n)
	}
	s.norm.count(s.picture, y, dst, s.w)
}

// backwardPlain goes down the picture once: inputs at row y, gates and the
// gradients in front of them a row behind, the gradients of the inputs another
// row behind.
func (s *step) backwardPlain() {
	for y := 0; y < s.height+2; y++ {
		if y < s.height {
			s.inputs(y, false)
			s.fuseAll(y)
		}
		if r := y - 1; r >= 0 && r < s.height {
			s.gateAll(r)
			s.gateGrads(r)
			for g := range s.gates {
				if !s.idle(g) {
					s.depthGrad(g, r)
				}
			}
		}
		if r := y - 2; r >= 0 {
			s.inputGrads(r)
		}
	}
}

// gateGrads makes row y of the gradients in front of the gates.
func (s *step) gateGrads(y int) {
	n, grad := s.line(), kernel.At(s.grad, 0)
	s.out.before(grad, s.picture, y, 1)
	if s.op.Kind == arch.RegulatorRNN {
		kernel.TanhGradRow(s.inside(s.pre[0], y), grad, s.row(s.value[0], y), n)
		return
	}
	var c, dc, dcBefore unsafe.Pointer
	if s.outC.grad != nil {
		dc = s.outC.grad.at(s.picture, y)
	}
	if s.c != nil {
		c, dcBefore = s.c.kept.at(s.picture, y), s.c.grad.at(s.picture, y)
	}
	kernel.TanhRow(kernel.At(s.tanh, 0), s.outC.kept.at(s.picture, y), n)
	kernel.LSTMGradRow(s.inside(s.pre[gateI], y), s.inside(s.pre[gateF], y), s.inside(s.pre[gateO], y), s.inside(s.pre[gateG], y), dcBefore,
		s.row(s.value[gateI], y), s.row(s.value[gateF], y), s.row(s.value[gateO], y), s.row(s.value[gateG], y),
		kernel.At(s.tanh, 0), grad, c, dc, n)
}

// inputGrads makes row y of the gradients of X and H.
func (s *step) inputGrads(y int) {
	for g := range s.gates {
		if s.idle(g) {
			clear(s.du[g*s.line():][:s.line()])
			continue
		}
		s.fuseRow(g, y)
	}
	dx, dh := s.row(s.dx, y), s.row(s.dh, y)
	s.fuseGrads(dx, s.row(s.rowsX, y), kernel.FuseX)
	if h := s.state(y); h != nil {
		s.fuseGrads(dh, h, kernel.FuseH)
	}
	s.giveBack(y, dx, dh)
}

// fuseGrads is the way back through all gates' weights, of X or of H.
func (s *step) fuseGrads(dst, x unsafe.Pointer, weight int) {
	if len(s.gates) == 1 {
		s.fuseGrad(dst, x, kernel.At(s.du, 0), 0, weight, true)
		return
	}
	kernel.FuseGradRows4(dst, x, kernel.At(s.du, 0), uintptr(s.line())*4,
		kernel.At(s.weights, weight*s.channels), s.gradAt(0, weight), uintptr(kernel.GateRows*s.channels)*4, s.channels, s.w)
}
