package gonum

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// memory gives out what a learner holds and counts it.
type memory struct {
	bytes int64
	dry   bool // count only
}

func (m *memory) float64s(n int) []float64 {
	m.bytes += 8 * int64(n)
	if m.dry {
		return nil
	}
	return make([]float64, n)
}

func (m *memory) float32s(n int) []float32 {
	m.bytes += 4 * int64(n)
	if m.dry {
		return nil
	}
	return make([]float32, n)
}

// Memory implements [learn.Backend]: what New would take, counted in the same
// way.
func (Backend) Memory(g *arch.Graph, o learn.Options) int64 {
	m := &memory{dry: true}
	if _, err := newLearner(g, o, m); err != nil {
		return 0 // New says why
	}
	return m.bytes
}
