//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
	"regnetlens/infer/gonum"
)

func description() string { return "gonum (built without GOEXPERIMENT=simd)" }

func create(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	return gonum.Backend{}.New(g, src, o)
}
