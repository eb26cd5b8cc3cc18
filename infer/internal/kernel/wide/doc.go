// Package wide has the kernels of package kernel on 512-bit vectors, for amd64
// processors with AVX-512. All but vec.go is generated from them. Each value is
// made by the same operations in the same order, so the results are the same to
// the bit.
package wide
