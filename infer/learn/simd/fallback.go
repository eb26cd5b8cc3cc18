//go:build !goexperiment.simd || !(amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

func create(*arch.Graph, learn.State, learn.Options) (learn.Learner, error) {
	return nil, errUnsupported
}

// Available returns an error: this build lacks the vectors.
func Available() error { return errUnsupported }

// Peak measures nothing in this build.
func Peak(int) (flops, bytes float64) { return 0, 0 }

func memory(*arch.Graph, learn.Options) int64 { return 0 }
