package ui

import "testing"

// BenchmarkBuild builds the whole page with answers on it, as every change of
// the session does.
func BenchmarkBuild(b *testing.B) {
	p := newPage(b)
	p.s.Choose("x", []byte("x"))
	for side := range p.s.Sides {
		p.answer(side, 0.9)
	}
	b.ReportAllocs()
	for b.Loop() {
		p.env.RunBuild(p.root)
	}
}
