package gonum

import (
	"slices"
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Of equal maxima the first one, row by row, has the gradient; a window at the
// edge has fewer values.
func TestMaxPoolTies(t *testing.T) {
	g := &arch.Graph{
		Values: []arch.Value{{Shape: arch.Shape{C: 1, H: 3, W: 4}}, {Shape: arch.Shape{C: 1, H: 3, W: 4}}, {Shape: arch.Shape{C: 1, H: 2, W: 2}}},
		Ops:    []arch.Op{&arch.MaxPool{In: 1, Out: 2}},
	}
	f, l := newFrame(g, 1, &memory{}), &maxPool{&arch.MaxPool{In: 1, Out: 2}}
	f.begin(learn.Batch{Pictures: make([]float32, 12), Labels: make([]int32, 1)})
	copy(f.values[1], []float64{
		-2, 5, 5, 1,
		5, -1, 0, 7,
		-3, -4, 7, 7,
	})
	l.forward(f)
	if want := []float64{5, 7, 5, 7}; !slices.Equal(f.values[2], want) {
		t.Errorf("maxima %v, want %v", f.values[2], want)
	}
	copy(f.gradients[2], []float64{1, 10, 100, 1000})
	l.backward(f)
	want := []float64{
		0, 1, 0, 0,
		100, 0, 0, 1010,
		0, 0, 0, 0,
	}
	if !slices.Equal(f.gradients[1], want) {
		t.Errorf("gradients %v, want %v", f.gradients[1], want)
	}
}
