//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package kernel

import "testing"

// TestPeak looks whether the measures are of the right kind: no processor that
// runs this is slower than a tenth of 1 GFLOP/s, or faster than 10 TFLOP/s a
// core.
func TestPeak(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a second")
	}
	flops, bytes := PeakFlops(1), PeakBandwidth(1)
	t.Logf("%.1f GFLOP/s, %.1f GB/s", flops/1e9, bytes/1e9)
	if flops < 1e8 || flops > 1e13 || bytes < 1e8 || bytes > 1e13 {
		t.Errorf("%g operations and %g bytes a second", flops, bytes)
	}
}
