//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// memory lays the passes out as for a learner, without memory: what counts is
// what a builder would have taken.
func memory(g *arch.Graph, o learn.Options) int64 {
	b := &builder{graph: g, pictures: o.Batch, options: o, dry: true}
	if err := b.build(); err != nil {
		return 0
	}
	b.floats(o.Workers() * b.scratch())
	return 4 * b.used
}

// scratch is the most that a task of any pass needs for itself.
func (b *builder) scratch() int {
	most := 0
	for _, p := range b.passes {
		need := carver{}
		p.measure(&need)
		most = max(most, need.used)
	}
	return most
}
