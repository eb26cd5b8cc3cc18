// Package cpu is the SIMD backend: the kernels of the networks in Go's
// archsimd vectors, one source for amd64 (AVX2 and FMA), arm64 (NEON) and
// WebAssembly (SIMD128).
//
// Activations are NHWC with padded channels. A 3×3 convolution of stride 1 is
// Winograd's (winograd.go), every other one a matrix product without unfolded
// patches (conv_direct.go, conv_pointwise.go); bias, ReLU and the residual sum
// are part of it. A regulator's cell goes through the map once, row by row
// (cell.go).
//
// It needs GOEXPERIMENT=simd at build time and, on amd64, a processor with
// AVX2 and FMA. Without them it is the gonum backend under this name.
package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Backend implements [infer.Backend].
type Backend struct{}

// Name implements [infer.Backend].
func (Backend) Name() string { return "simd" }

// Description says in a few words what computes: the vectors used, or that
// there are none.
func (Backend) Description() string { return description() }

// New implements [infer.Backend].
func (Backend) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	return create(g, src, o)
}
