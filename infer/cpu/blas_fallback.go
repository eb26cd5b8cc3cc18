//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package cpu

import "gonum.org/v1/gonum/blas/gonum"

// BLAS is gonum's own implementation in a build without GOEXPERIMENT=simd.
type BLAS struct{ gonum.Implementation }
