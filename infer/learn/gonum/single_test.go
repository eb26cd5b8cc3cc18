package gonum

import (
	"testing"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/infer/learn/internal/conform"
)

// What a backend in float32 makes is within the tolerances: with everything
// between the operations rounded, both ways, the reference agrees with itself
// and with PyTorch. So the tests that the others have to pass can be passed.
func TestSinglePrecision(t *testing.T) {
	t.Run("agree", func(t *testing.T) { conform.Agree(t, single{}, Backend{}, 8, conform.Exactly) })
	t.Run("golden", func(t *testing.T) { conform.Golden(t, single{}, "../../testdata", "../testdata", conform.Exactly) })
}

// single is the reference with float32 values between the operations.
type single struct{ Backend }

func (b single) New(g *arch.Graph, s learn.State, o learn.Options) (learn.Learner, error) {
	made, err := b.Backend.New(g, s, o)
	if err != nil {
		return nil, err
	}
	l := made.(*learner)
	for i, op := range g.Ops {
		l.layers[i] = rounded{l.layers[i], op}
	}
	return l, nil
}

// rounded is a layer with float32 results.
type rounded struct {
	layer
	op arch.Op
}

func (l rounded) forward(f *frame) {
	l.layer.forward(f)
	for _, v := range l.op.Writes() {
		round(f.value(v))
	}
}

func (l rounded) backward(f *frame) {
	l.layer.backward(f)
	for _, v := range l.op.Reads() {
		round(f.gradient(v))
	}
}

func round(x []float64) {
	for i, v := range x {
		x[i] = float64(float32(v))
	}
}
