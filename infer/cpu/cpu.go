package cpu

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Backend implements [infer.Backend].
type Backend struct{}

// Name implements [infer.Backend].
func (Backend) Name() string { return "simd" }

// Description says in a few words what computes: the vectors used, or that
// there are none.
func (Backend) Description() string { return description() }

// New implements [infer.Backend].
func (Backend) New(g *arch.Graph, src infer.Source, o infer.Options) (infer.Network, error) {
	return create(g, src, o)
}
