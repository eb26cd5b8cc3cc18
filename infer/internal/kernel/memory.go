//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "unsafe"

// panel is the number of output channels of one tile of a matrix product. The
// channels of every activation are stored in a multiple of it, zeros behind
// the real ones, so that no kernel knows a remainder.
const Panel = 16

// Width is the number of values in the vectors of the kernels in use: a map of
// few channels, as the pictures, is padded to a multiple of it at least.
var Width = Lanes

// Padded is the room that c channels take.
func Padded(c int) int { return (c + Panel - 1) / Panel * Panel }

// Alloc makes n zeros that begin at a cache line, with a cache line of slack
// behind them: a kernel's pointer may walk past the end without leaving the
// allocation.
func Alloc(n int) []float32 {
	const line = 64 / 4
	buf := make([]float32, n+2*line)
	large(buf)
	skip := int(-uintptr(unsafe.Pointer(&buf[0])) / 4 % line)
	return buf[skip : skip+n : skip+n+1]
}

// At is the address of s[i]; i may be len(s) in memory made by alloc.
func At(s []float32, i int) unsafe.Pointer {
	return unsafe.Add(unsafe.Pointer(unsafe.SliceData(s)), i*4)
}
