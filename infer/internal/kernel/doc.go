// Package kernel has the inner loops of the SIMD engine, for running networks
// (infer/cpu) and for training them (infer/learn/simd): Go's archsimd vectors,
// one source for amd64 (AVX2 and FMA), arm64 (NEON) and WebAssembly (SIMD128).
//
// Maps are NHWC, the channels padded to a multiple of [Panel] with zeros, so
// that no kernel knows a remainder. A kernel takes addresses and sizes and does
// one thing to rows of pixels; it checks nothing. What calls it lays out the
// memory (see [Alloc]) so that it stays inside:
//
//	picture ─ rows ─ pixels ─ channels, padded:   c0 c1 … c15 | c16 … c31
//	                                              └ a panel ┘
//
//	product.go, product_*.go  matrix products in tiles of a few rows and 16 columns
//	winograd.go               the transforms of a 3×3 convolution, F(4×4, 3×3)
//	rows.go                   norm, ReLU, sums, channel by channel
//	gate.go                   a regulator's gates
//	activation.go             tanh and the logistic function
//	pool.go                   max pool and means
//
// On amd64 with AVX-512 the same source runs on vectors twice as wide: package
// wide is a generated copy, and the kernels are variables (dispatch_gen.go).
//
// NaN stays NaN everywhere: an overflow is to be seen where it happened. The
// networks of a build without GOEXPERIMENT=simd, or on another processor, are
// those of package infer/gonum, and this package is empty.
package kernel

//go:generate go run widen.go
