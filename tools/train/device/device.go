// Package device is what training runs on, as the training loop sees it: a
// [Device] makes a [Trainer], which takes steps, and an [Evaluator], which
// measures.
//
// [Engine] is the device of this project's own engine, package learn; it runs
// in this process and needs nothing. The devices of XLA are in a module of
// their own, tools/xla, because that needs cgo.
package device

import (
	"context"

	"regnetlens/infer/learn"
	"regnetlens/tools/train/input"
)

// Device is an opened one.
type Device interface {
	Kind() Kind
	// String says in a line what it is, with paths.
	String() string
	// Short names it without paths, for documents.
	Short() string
	// Rule names the version of the order in which it adds: a run has the same
	// bits only where that is the same.
	Rule() string
	// Check returns an error that says what of a training it cannot do, or that
	// it would take more memory than there is.
	Check(c Config) error
	// Memory is how many bytes training takes, 0 where the device does not
	// know before.
	Memory(c Config) int64
	// NewTrainer prepares the step and brings a state and pictures to the
	// device: all of the training, or those of a step (see [Trainer].Use).
	NewTrainer(c Config, set *input.Set, s learn.State, m Meters) (Trainer, error)
	// NewEvaluator prepares the network in inference mode, in Float32, for a
	// set of pictures.
	NewEvaluator(c Config, batch int, set *input.Set) (Evaluator, error)
	Close() error
}

// Trainer takes training steps. It is used by one goroutine at a time.
type Trainer interface {
	// Use has the steps that follow choose from these pictures, as many as the
	// first ones were; for those that are in use already nothing happens.
	Use(set *input.Set) error
	// Step takes a step. number counts from 1; draws holds what [input.Drawer]
	// drew, Batch pictures for every pass. It may return before the device is
	// done. After a loss or gradient that is no finite number nothing changes
	// any more. When ctx is done before the step is, it may leave the state as
	// it was and return ctx.Err().
	Step(ctx context.Context, number int, rate float64, draws []int32) error
	// Read returns the meters and the number of the step that went wrong, 0 if
	// none did; it waits for the device.
	Read() (m Meters, bad int, err error)
	ResetMeters() error
	// Diagnose names the layer where the step with these draws went wrong.
	Diagnose(draws []int32) (string, error)
	// Save copies the state to the host; it waits for the device.
	Save() (learn.State, error)
	// Load replaces the state and the meters, and forgets what went wrong.
	Load(s learn.State, m Meters) error
	Close() error
}

// Evaluator measures a network on a set of pictures.
type Evaluator interface {
	// Logits takes every picture through the network with these parameters and
	// gives each one's logits to yield, in order.
	Logits(params learn.State, yield func(image int, logits []float32) error) error
	Close() error
}

// Meters are what has been measured since they were last set to zero.
type Meters struct {
	Loss   float64 `json:"loss"`  // sum over steps
	Right  float64 `json:"right"` // pictures
	Images float64 `json:"images"`
	Steps  float64 `json:"steps"`
}
