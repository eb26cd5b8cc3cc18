//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package cpu

import (
	"fmt"
	"runtime"

	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
	"regnetlens/infer/internal/kernel"
)

func description() string {
	if !kernel.Supported() {
		return "gonum (no AVX2 and FMA here)"
	}
	return fmt.Sprintf("SIMD, %d lanes, %s", kernel.Width, runtime.GOARCH)
}

func create(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	if !kernel.Supported() {
		return gonum.Backend{}.New(g, src, o)
	}
	return newNetwork(g, src, o)
}
