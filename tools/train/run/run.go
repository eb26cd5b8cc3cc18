// Package run is one training run: a folder with checkpoints, a log of every
// epoch and, at the end, a weight file. It can be stopped at any time and
// taken up again, and then ends in the same bits.
package run

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/weights"
)

// Options of a run.
type Options struct {
	Recipe  recipe.Recipe
	Arch    arch.Record
	Seed    uint64
	Train   input.Source
	Device  device.Device
	Devices int    // data parallel over so many
	Dir     string // the run's folder; made if need be
	Resume  bool   // take up the folder's last checkpoint; without one begin
	Keep    int    // numbered checkpoints that stay
	// Every is the time between two checkpoints within an epoch; at the end of
	// each there is one anyway.
	Every time.Duration
	// Stop ends the run, with a checkpoint, after so many of its steps in all;
	// 0: not before the last.
	Stop int
	// Start are the weights to begin with, of every parameter's name; nil: drawn
	// by the seed. StartSum tells them apart.
	Start    learn.State
	StartSum string
	// Test is measured after every epoch where no pictures are held out, for
	// the log alone; nil: nothing is. Classes are the network's for its own;
	// nil: the same.
	Test    *input.Set
	Classes []int
	Report  Reporter
}

// Reporter is told how a run goes.
type Reporter interface {
	Say(text string) // what is worth a line
	Begin(total, done int, resumed bool)
	Step(done int, rate float64, m device.Meters) // now and then
	Epoch(e Epoch)
}

// Epoch is what is logged of one.
type Epoch = weights.Epoch

// ErrStopped is the error of a run that was asked to stop: its folder holds a
// checkpoint, from which it goes on with Resume.
var ErrStopped = errors.New("stopped; --resume goes on")

// DivergedError says that a loss or gradient was no finite number. The run's
// last checkpoint is the state before.
type DivergedError struct {
	Step  int    // from 1
	Layer string // the first whose output, or else gradient, was not finite
}

func (e *DivergedError) Error() string {
	return fmt.Sprintf("training diverged at step %d: %s is no finite number; the state before it is kept (a lower schedule.peak or optimizer.clip helps)", e.Step, e.Layer)
}

// syncEvery is how many steps may lie between two looks at the device.
const syncEvery = 10

// StepConfig is what the recipe means for a step.
func StepConfig(r recipe.Recipe, a arch.Record, devices int) (device.Config, error) {
	g, err := a.Build(r.Size, r.Size)
	if err != nil {
		return device.Config{}, err
	}
	return device.Config{
		Graph: g, Batch: r.Batch, Passes: r.Passes, Smoothing: r.Smoothing,
		Optimizer: learn.Optimizer{
			Momentum: r.Optimizer.Momentum, Nesterov: r.Optimizer.Nesterov,
			Decay: r.Optimizer.Decay, DecayAll: r.Optimizer.DecayAll, Clip: r.Optimizer.Clip, EMA: r.EMA,
		},
		BFloat16: r.Precision == "bfloat16", Augmentation: r.Augment,
		Normalisation: input.Normalisation{Mean: r.Mean, Std: r.Std}, Devices: devices,
	}, nil
}

// Result is what a finished run leaves.
type Result struct {
	State   learn.State // the last epoch's; with a hold-out the best one's
	Epochs  []Epoch
	Steps   int
	Seconds float64
	Commit  string // of the program that began it
}

// run is a training under way.
type run struct {
	Options
	config  device.Config
	trainer device.Trainer
	drawer  *input.Drawer
	held    *validation // nil: no pictures are held out
	test    *validation // nil: none are measured while training
	at      progress
	total   int
	per     int // steps of an epoch
	before  float64
	saved   time.Time // when a checkpoint was last written

	// validating is how long the last epoch's validation took, which lies in
	// the time of the next.
	validating float64
	since      time.Time
}

// Check returns an error that says what of the training pictures fits neither
// recipe nor network.
func Check(r recipe.Recipe, a arch.Record, pictures input.Header) error {
	images := pictures.Images - r.HoldOut
	switch {
	case images < r.Batch*r.Passes:
		return fmt.Errorf("run: %d training pictures are less than a step's %d", max(0, images), r.Batch*r.Passes)
	case len(pictures.Classes) != a.Classes:
		return fmt.Errorf("run: the data has %d classes, the network %d", len(pictures.Classes), a.Classes)
	}
	return nil
}

// Run trains. When ctx is done it saves and returns [ErrStopped].
func Run(ctx context.Context, o Options) (*Result, error) {
	r := &run{Options: o}
	var err error
	if r.config, err = StepConfig(o.Recipe, o.Arch, o.Devices); err != nil {
		return nil, err
	}
	about := o.Train.About()
	if err := Check(o.Recipe, o.Arch, about); err != nil {
		return nil, err
	}
	images := about.Images - o.Recipe.HoldOut
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	unlock, err := lock(o.Dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	r.per = images / (o.Recipe.Batch * o.Recipe.Passes)
	r.total = o.Recipe.Steps(images)
	r.drawer = &input.Drawer{
		Seed: o.Seed, Images: about.Images, Batch: o.Recipe.Batch * o.Recipe.Passes,
		Size: o.Recipe.Size, Augmentation: o.Recipe.Augment,
	}
	if o.Recipe.HoldOut > 0 {
		var held []int32
		r.drawer.Kept, held = input.HoldOut(about.Images, o.Recipe.HoldOut)
		if r.held, err = r.openHeldOut(held); err != nil {
			return nil, err
		}
		defer r.held.Close()
	}
	if r.held == nil && o.Test != nil {
		if r.test, err = r.openValidation(o.Test, o.Classes); err != nil {
			return nil, err
		}
		defer r.test.Close()
	}
	state, resumed, err := r.start()
	if err != nil {
		return nil, err
	}
	_, pictures, err := o.Train.At(r.drawer, r.at.Steps)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	if r.trainer, err = o.Device.NewTrainer(r.config, pictures, state, r.at.Meters); err != nil {
		return nil, err
	}
	defer r.trainer.Close()
	o.Report.Begin(r.total, r.at.Steps, resumed)
	if err := r.loop(ctx); err != nil {
		return nil, err
	}
	if state, err = r.trainer.Save(); err != nil {
		return nil, err
	}
	if r.held != nil {
		if _, state, err = load(filepath.Join(r.Dir, bestFile)); err != nil {
			return nil, err
		}
	}
	return &Result{State: state, Epochs: r.at.Epochs, Steps: r.at.Steps, Seconds: r.seconds(), Commit: r.at.Commit}, nil
}
