package learn

import (
	"context"

	"regnetlens/infer/arch"
)

// Backend makes learners.
type Backend interface {
	// Name is the word for it on the command line.
	Name() string
	// New plans the passes and their memory and takes the weights, running
	// statistics and, where the state has it, the optimiser's memory from s.
	// The learner keeps nothing of s.
	New(g *arch.Graph, s State, o Options) (Learner, error)
	// Memory is how many bytes a learner takes: activations, gradients, weights
	// with the optimiser's state, and each thread's scratch.
	Memory(g *arch.Graph, o Options) int64
}

// Result is what a step saw before it moved the weights.
type Result struct {
	Loss  float64 // mean over the pictures, with smoothing
	Right int     // pictures whose largest logit, the first of equal ones, is the label's
	Norm  float64 // of all gradients together, before clipping
}

// Learner is a network in training. It is used by one goroutine at a time.
type Learner interface {
	Graph() *arch.Graph
	// Step takes one step of training; number counts them from 1 and rate is
	// the learning rate. n pictures, at most Options.Batch, are one pass; a
	// multiple of Options.Batch are so many passes, whose gradients are
	// averaged (accumulation). After the first step nothing is allocated.
	//
	// When a loss or gradient is no finite number it returns a
	// [*NonFiniteError], and when ctx is done ctx.Err(); the state is then what
	// it was before the step.
	Step(ctx context.Context, number int, rate float64, b Batch) (Result, error)
	// Gradient is a parameter's of the last step, before clipping, in the
	// shape of the weight file; nil for a name that is not trained.
	Gradient(name string) []float32
	// Save returns a copy of the state.
	Save() State
	// Load replaces the state. What the optimiser remembers is set to zero
	// where s lacks it.
	Load(s State) error
	// Times are of the last step, pass by pass in the order of execution.
	Times() []PassTime
	// Close ends the learner's threads. It can't be used afterwards.
	Close() error
}

// PassTime is what a part of a step took and did.
type PassTime struct {
	Name     string // "stage1.block1.conv1"
	Peers    string // with those of the stage's other blocks: see [arch.Peers]
	Backward bool
	Seconds  float64
	MulAdds  int64 // of direct convolution, for the whole batch
	Bytes    int64 // activations and their gradients read and written, if no cache helped
}
