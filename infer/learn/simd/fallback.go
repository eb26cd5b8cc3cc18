//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

func create(*arch.Graph, learn.State, learn.Options) (learn.Learner, error) {
	return nil, errUnsupported
}

func memory(*arch.Graph, learn.Options) int64 { return 0 }
