//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"unsafe"

	"regnetlens/infer/internal/kernel"
)

// The ConvGRU, whose gate h sees X and r∘H:
//
//	z, r = σ(…);  h = tanh(gate of X and r∘H);  H̃ = (1−z)∘H + z∘h
//
// A gate looks a row up and down, so r runs a row behind X and H, and h a row
// behind r; on the way back the same again. In a stage's first step H is zero,
// and r, which then changes nothing, is left out.

// The gates of a GRU, in the order of the weights.
const (
	gateZ = iota
	gateR
	gateH
)

// forwardGRU makes a picture's H̃.
func (s *step) forwardGRU() {
	n := s.line()
	for y := 0; y < s.height+2; y++ {
		s.gatesZR(y, true)
		if r := y - 2; r >= 0 {
			h, z := s.gate(gateH, r), s.row(s.value[gateZ], r)
			dst := s.norm.z.at(s.picture, r)
			if before := s.state(r); before != nil {
				kernel.GRUState(dst, z, before, h, n)
			} else {
				kernel.Multiply(dst, z, h, n)
			}
			s.norm.count(s.picture, r, dst, s.w)
		}
	}
}

// gatesZR reads row y, and makes row y−1 of z, r, r∘H and the u of h.
func (s *step) gatesZR(y int, forward bool) {
	if y < s.height {
		s.inputs(y, forward)
		s.fuse(gateZ, y, s.state(y))
		if h := s.state(y); h != nil {
			s.fuse(gateR, y, h)
		}
	}
	if r := y - 1; r >= 0 && r < s.height {
		s.gate(gateZ, r)
		var product unsafe.Pointer
		if h := s.state(r); h != nil {
			product = s.row(s.product, r)
			kernel.Multiply(product, s.gate(gateR, r), h, s.line())
		}
		s.fuse(gateH, r, product)
	}
}

func (s *step) backwardGRU() {
	n := s.line()
	for y := 0; y < s.height+4; y++ {
		s.gatesZR(y, false)
		if r := y - 2; r >= 0 && r < s.height {
			h, grad := s.gate(gateH, r), kernel.At(s.grad, 0)
			s.out.before(grad, s.picture, r, 1)
			kernel.GRUGradRow(s.inside(s.pre[gateZ], r), s.inside(s.pre[gateH], r), s.row(s.dh, r), s.row(s.value[gateZ], r), h, s.state(r), grad, n)
			s.depthGrad(gateH, r)
			s.depthGrad(gateZ, r)
		}
		if r := y - 3; r >= 0 && r < s.height {
			du := s.fuseRow(gateH, r)
			s.fuseGrad(s.row(s.dx, r), s.row(s.rowsX, r), du, gateH, kernel.FuseX, true)
			if h := s.state(r); h != nil {
				product := kernel.At(s.grad, 0)
				s.fuseGrad(product, s.row(s.product, r), du, gateH, kernel.FuseH, true)
				kernel.ResetGradRow(s.inside(s.pre[gateR], r), s.row(s.dh, r), s.row(s.value[gateR], r), h, product, n)
				s.depthGrad(gateR, r)
			}
		}
		if r := y - 4; r >= 0 {
			dx, dh, x := s.row(s.dx, r), s.row(s.dh, r), s.row(s.rowsX, r)
			for g := gateZ; g <= gateR; g++ {
				h := s.state(r)
				if g == gateR && h == nil {
					continue
				}
				du := s.fuseRow(g, r)
				s.fuseGrad(dx, x, du, g, kernel.FuseX, false)
				if h != nil {
					s.fuseGrad(dh, h, du, g, kernel.FuseH, false)
				}
			}
			s.giveBack(r, dx, dh)
		}
	}
}
