package simd

import (
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
