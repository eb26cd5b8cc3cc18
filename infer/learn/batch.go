package learn

import (
	"fmt"

	"regnetlens/infer/arch"
)

// Batch is what a step learns from.
type Batch struct {
	Pictures []float32 // [n, 3, H, W], normalised as the network is to want it
	Labels   []int32   // [n], each within the classes
}

// Passes checks a batch against a graph and the pictures of one pass, and
// returns of how many passes the step consists.
func (b Batch) Passes(g *arch.Graph, most int) (int, error) {
	n := len(b.Labels)
	switch {
	case n == 0:
		return 0, fmt.Errorf("learn: a batch without pictures")
	case n > most && n%most != 0:
		return 0, fmt.Errorf("learn: %d pictures are not a multiple of a pass's %d", n, most)
	case len(b.Pictures) != n*g.Shape(g.Input).Len():
		return 0, fmt.Errorf("learn: the pictures have %d values, want %d for %d labels", len(b.Pictures), n*g.Shape(g.Input).Len(), n)
	}
	for i, l := range b.Labels {
		if l < 0 || int(l) >= g.Record.Classes {
			return 0, fmt.Errorf("learn: label %d of picture %d is not within the %d classes", l, i, g.Record.Classes)
		}
	}
	return max(1, n/most), nil
}

// Part is the i-th of so many equal parts, a pass of a step.
func (b Batch) Part(i, parts int) Batch {
	pictures, labels := len(b.Pictures)/parts, len(b.Labels)/parts
	return Batch{Pictures: b.Pictures[i*pictures:][:pictures], Labels: b.Labels[i*labels:][:labels]}
}
