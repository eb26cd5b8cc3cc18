//go:build goexperiment.simd && (wasm || (amd64 && !linux) || (arm64 && !linux))

package kernel

// large does nothing: only Linux is asked for large pages.
func large([]float32) {}
