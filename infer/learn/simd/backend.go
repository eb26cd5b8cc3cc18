package simd

import (
	"errors"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Backend implements [learn.Backend].
type Backend struct{}

// Name implements [learn.Backend].
func (Backend) Name() string { return "simd" }

// New implements [learn.Backend].
func (Backend) New(g *arch.Graph, s learn.State, o learn.Options) (learn.Learner, error) {
	return create(g, s, o)
}

// Memory implements [learn.Backend].
func (Backend) Memory(g *arch.Graph, o learn.Options) int64 { return memory(g, o) }

// Order is the version of the rule by which sums are cut and ordered (see
// mostChunks). A run goes on to the same bits only under the same one: raise it
// with every change that gives other bits.
const Order = "1"

// errUnsupported is the error of a build or processor without the vectors.
var errUnsupported = errors.New("simd: training needs a build with GOEXPERIMENT=simd and, on amd64, a processor with AVX2 and FMA")
