// Package gonum is the reference backend of package learn: every operation a
// file, forward and backward side by side, as the textbook has it.
// Convolutions are gonum's matrix products over unfolded patches (im2col),
// everything else plain loops.
//
// It computes in float64 and on one thread. Only what a state holds is
// float32: weights, running statistics and what the optimiser remembers. So it
// is near the true values of a step, and other backends are held against it.
//
// Activations are NCHW, a whole pass of pictures at a time.
package gonum

import (
	"fmt"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
)

// Backend implements [learn.Backend].
type Backend struct{}

// Name implements [learn.Backend].
func (Backend) Name() string { return "gonum" }

// New implements [learn.Backend]. Options.Threads is without effect.
func (Backend) New(g *arch.Graph, s learn.State, o learn.Options) (learn.Learner, error) {
	if err := o.Validate(); err != nil {
		return nil, err
	}
	l, err := newLearner(g, o, &memory{})
	if err != nil {
		return nil, err
	}
	return l, l.Load(s)
}

// learner implements [learn.Learner].
type learner struct {
	graph   *arch.Graph
	options learn.Options
	store   *store
	frame   *frame
	layers  []layer
	loss    *crossEntropy

	// Forward in the order of the operations, then backward in the opposite one.
	onePicture []learn.PassTime // what is to be done
	times      []learn.PassTime // of the last step
}

// layer is one operation in training.
type layer interface {
	// forward makes the operation's output values of its inputs.
	forward(f *frame)
	// backward takes the gradients of the outputs and adds those of the inputs
	// and parameters to what is there.
	backward(f *frame)
}

func newLearner(g *arch.Graph, o learn.Options, m *memory) (*learner, error) {
	l := &learner{graph: g, options: o, store: newStore(g, o, m), frame: newFrame(g, o.Batch, m)}
	for _, op := range g.Ops {
		made, err := newLayer(g, op, l.store, o.Batch, m)
		if err != nil {
			return nil, err
		}
		l.layers = append(l.layers, made)
	}
	l.loss = &crossEntropy{logits: g.Logits, smoothing: o.Smoothing}
	l.onePicture, l.times = newTimes(g), newTimes(g)
	return l, nil
}

func newLayer(g *arch.Graph, op arch.Op, s *store, batch int, m *memory) (layer, error) {
	switch op := op.(type) {
	case *arch.Conv:
		return newConv(g, op, s, batch, m), nil
	case *arch.Cell:
		return newCell(g, op, s, batch, m), nil
	case *arch.SE:
		return newSE(op, s, batch, m), nil
	case *arch.Dense:
		return &dense{op: op, linear: newLinear(op.Layer, op.InC, op.OutC, s)}, nil
	case *arch.MaxPool:
		return &maxPool{op}, nil
	case *arch.PadShortcut:
		return &padShortcut{op}, nil
	case *arch.GlobalPool:
		return &globalPool{op}, nil
	}
	return nil, fmt.Errorf("gonum: no layer for operation %s (%T)", op.Name(), op)
}

// Graph implements [learn.Learner].
func (l *learner) Graph() *arch.Graph { return l.graph }

// Gradient implements [learn.Learner].
func (l *learner) Gradient(name string) []float32 { return l.store.gradient(name) }

// Save implements [learn.Learner].
func (l *learner) Save() learn.State { return l.store.save() }

// Load implements [learn.Learner].
func (l *learner) Load(s learn.State) error {
	if err := learn.CheckState(l.graph, s); err != nil {
		return err
	}
	l.store.load(s)
	return nil
}

// Times implements [learn.Learner].
func (l *learner) Times() []learn.PassTime { return l.times }

// Close implements [learn.Learner].
func (l *learner) Close() error { return nil }
