// Package cpu is the SIMD backend: the kernels of the networks in Go's
// archsimd vectors, one source for amd64 (AVX2 and FMA), arm64 (NEON) and
// WebAssembly (SIMD128).
//
// Activations are NHWC with padded channels, so that a vector holds channels of
// one pixel and no kernel has a remainder:
//
//	pixel (y, x):  c0 c1 … c7 │ c8 … c15 │ …   then pixel (y, x+1)
//	               one vector
//
// A 3×3 convolution of stride 1 is Winograd's (conv_tiled.go), every other one
// a matrix product without unfolded patches (conv_direct.go,
// conv_pointwise.go); bias, ReLU and the residual sum are part of it. A
// regulator's cell goes through the map once, row by row (cell.go): the gates'
// sums, windows and nonlinearities of three rows stay in the cache.
//
// Work is cut into tasks, rows of a picture or tiles of channels, which the
// threads of a pool take one after another (package pool). Sums are made in one
// order whatever the number of threads, so that the same picture gives the same
// bits.
//
// # Costs
//
// New packs the weights for the kernels, once. One block of memory holds all
// activations of up to maxChunk pictures, and values that are never alive at
// the same time share their place; after the first run of its kind a run
// allocates nothing. F(4×4, 3×3) does a quarter of a direct convolution's
// multiplications.
//
// It needs GOEXPERIMENT=simd at build time and, on amd64, a processor with
// AVX2 and FMA. Without them it is the gonum backend under this name.
//
// # Sources
//
// Lavin & Gray, "Fast Algorithms for Convolutional Neural Networks" (arXiv
// 1509.09308).
package cpu
