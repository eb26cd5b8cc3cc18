package ui

import (
	"testing"

	"regnetlens/ui/session"
)

// BenchmarkBuild builds the page with answers on it: after a turn that concerns
// all of it, and after the choice of another channel.
func BenchmarkBuild(b *testing.B) {
	p := newPage(b)
	p.s.Choose("x", session.InMemory([]byte("x")))
	for side := range p.s.Slots {
		p.answer(side, 0.9)
	}
	by := 1
	for name, turn := range map[string]func(){
		"all":     func() {},
		"channel": func() { p.s.MoveChannel(by, 0); by = -by },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.s.Turn(turn)
				p.env.RunBuild(p.root)
			}
		})
	}
}
