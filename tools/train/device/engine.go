package device

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"regnetlens/infer"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/input"
)

// Engine is the device of this project's own engine: it trains with a backend
// of package learn, and measures with one of package infer.
type Engine struct {
	Learn   learn.Backend
	Infer   infer.Backend
	Threads int    // 0 means all cores
	Order   string // version of the backend's order of sums
}

// Kind implements [Device].
func (e *Engine) Kind() Kind { return SIMD }

// String implements [Device].
func (e *Engine) String() string {
	return fmt.Sprintf("%s, %s/%s, threads: %d", e.Learn.Name(), runtime.GOOS, runtime.GOARCH, e.threads())
}

// Short implements [Device].
func (e *Engine) Short() string { return fmt.Sprintf("this project's engine (%s)", e.Learn.Name()) }

// Rule implements [Device].
func (e *Engine) Rule() string {
	return fmt.Sprintf("%s/%s, order %s", e.Learn.Name(), runtime.GOARCH, e.Order)
}

func (e *Engine) threads() int {
	if e.Threads > 0 {
		return e.Threads
	}
	return runtime.GOMAXPROCS(0)
}

// Memory implements [Device]: what the learner takes, and the pictures of a
// step.
func (e *Engine) Memory(c Config) int64 {
	pictures := int64(c.Pictures()) * int64(3*c.Size()*c.Size()+1) * 4
	return e.Learn.Memory(c.Graph, e.options(c)) + pictures
}

func (e *Engine) options(c Config) learn.Options {
	return learn.Options{Batch: c.Batch, Threads: e.threads(), Smoothing: c.Smoothing, Optimizer: c.Optimizer}
}

// Check implements [Device].
func (e *Engine) Check(c Config) error {
	switch {
	case c.BFloat16:
		return errors.New("device: the engine computes in float32: precision bfloat16 needs --device cuda or cpu")
	case c.Devices > 1:
		return errors.New("device: the engine is one device with threads: --devices needs --device cuda or cpu")
	}
	if err := c.Validate(); err != nil {
		return err
	}
	if need, have := e.Memory(c), AvailableMemory(); have > 0 && need > have {
		return &learn.MemoryError{Need: need, Have: have}
	}
	return nil
}

// NewTrainer implements [Device].
func (e *Engine) NewTrainer(c Config, set *input.Set, s learn.State, m Meters) (Trainer, error) {
	if err := e.Check(c); err != nil {
		return nil, err
	}
	if err := c.Fits(set); err != nil {
		return nil, err
	}
	l, err := e.Learn.New(c.Graph, s, e.options(c))
	if err != nil {
		return nil, err
	}
	t := &engineTrainer{c: c, learner: l, feed: newFeed(c, e.threads()), set: set, images: set.Images}
	t.meters = m
	return t, nil
}

// engineTrainer is a [Trainer] over a learner.
type engineTrainer struct {
	c       Config
	learner learn.Learner
	feed    *feed
	set     *input.Set
	images  int
	meters  Meters
	bad     *learn.NonFiniteError // nil: nothing went wrong
}

// Use implements [Trainer].
func (t *engineTrainer) Use(set *input.Set) error {
	if set.Images != t.images {
		return fmt.Errorf("device: %d pictures instead of %d", set.Images, t.images)
	}
	t.set = set
	return t.c.Fits(set)
}

// Step implements [Trainer].
func (t *engineTrainer) Step(ctx context.Context, number int, rate float64, draws []int32) error {
	if len(draws) != t.c.Pictures()*input.DrawWidth {
		return fmt.Errorf("device: %d drawn values, not %d", len(draws), t.c.Pictures()*input.DrawWidth)
	}
	if t.bad != nil {
		return nil
	}
	result, err := t.learner.Step(ctx, number, rate, t.feed.next(t.set, draws))
	if errors.As(err, &t.bad) {
		return nil
	}
	if err != nil {
		return err
	}
	t.meters.Loss += result.Loss
	t.meters.Right += float64(result.Right)
	t.meters.Images += float64(t.c.Pictures())
	t.meters.Steps++
	return nil
}

// Read implements [Trainer].
func (t *engineTrainer) Read() (Meters, int, error) {
	if t.bad != nil {
		return t.meters, t.bad.Step, nil
	}
	return t.meters, 0, nil
}

// ResetMeters implements [Trainer].
func (t *engineTrainer) ResetMeters() error {
	t.meters = Meters{}
	return nil
}

// Diagnose implements [Trainer]: the learner named the layer as it went wrong.
func (t *engineTrainer) Diagnose([]int32) (string, error) {
	if t.bad == nil {
		return "", errors.New("device: nothing went wrong")
	}
	return t.bad.What, nil
}

// Save implements [Trainer].
func (t *engineTrainer) Save() (learn.State, error) { return t.learner.Save(), nil }

// Load implements [Trainer].
func (t *engineTrainer) Load(s learn.State, m Meters) error {
	if err := t.learner.Load(s); err != nil {
		return err
	}
	t.meters, t.bad = m, nil
	return nil
}

// Times are of the last step, see [learn.Learner].
func (t *engineTrainer) Times() []learn.PassTime { return t.learner.Times() }

// Close implements [Trainer].
func (t *engineTrainer) Close() error {
	t.feed.stop()
	return t.learner.Close()
}

// Close implements [Device].
func (e *Engine) Close() error { return nil }
