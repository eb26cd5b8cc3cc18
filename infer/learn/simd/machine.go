//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import "regnetlens/infer/internal/kernel"

// Available returns an error where this build or this processor lacks the
// vectors.
func Available() error {
	if !kernel.Supported() {
		return errUnsupported
	}
	return nil
}

// Peak measures what the machine does at most with so many threads, a second:
// additions and multiplications in float32 on values that stay in registers,
// and bytes read from and written to memory.
func Peak(threads int) (flops, bytes float64) {
	return kernel.PeakFlops(threads), kernel.PeakBandwidth(threads)
}
