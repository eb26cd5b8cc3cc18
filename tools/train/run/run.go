// Package run is one training run: a folder with checkpoints, a log of every
// epoch and, at the end, a weight file. It can be stopped at any time and
// taken up again, and then ends in the same bits.
package run

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"time"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/step"
	"regnetlens/weights"
)

// Options of a run.
type Options struct {
	Recipe  recipe.Recipe
	Arch    arch.Record
	Seed    uint64
	Train   input.Source
	Device  *device.Device
	Devices int    // data parallel over so many
	Dir     string // the run's folder; made if need be
	Resume  bool   // take up the folder's last checkpoint; without one begin
	Keep    int    // numbered checkpoints that stay
	// Every is the time between two checkpoints within an epoch; at the end of
	// each there is one anyway.
	Every time.Duration
	// Stop ends the run, with a checkpoint, after so many of its steps in all;
	// 0: not before the last.
	Stop   int
	Report Reporter
}

// Reporter is told how a run goes.
type Reporter interface {
	Begin(total, done int, resumed bool)
	Step(done int, rate float64, m step.Meters) // now and then
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

// StepConfig is what the recipe means for the compiled step.
func StepConfig(r recipe.Recipe, a arch.Record, devices int) (step.Config, error) {
	g, err := a.Build(r.Size, r.Size)
	if err != nil {
		return step.Config{}, err
	}
	return step.Config{
		Graph: g, Batch: r.Batch, Passes: r.Passes, Smoothing: r.Smoothing,
		Momentum: r.Optimizer.Momentum, Nesterov: r.Optimizer.Nesterov,
		Decay: r.Optimizer.Decay, DecayAll: r.Optimizer.DecayAll, Clip: r.Optimizer.Clip,
		EMA: r.EMA, BFloat16: r.Precision == "bfloat16", Augmentation: r.Augment,
		Normalisation: input.Normalisation{Mean: r.Mean, Std: r.Std}, Devices: devices,
	}, nil
}

// Result is what a finished run leaves.
type Result struct {
	State   step.State // the last epoch's; with a hold-out the best one's
	Epochs  []Epoch
	Steps   int
	Seconds float64
	Commit  string // of the program that began it
}

// run is a training under way.
type run struct {
	Options
	config  step.Config
	trainer *step.Trainer
	drawer  *input.Drawer
	held    *heldOut // nil: no pictures are
	at      progress
	total   int
	per     int // steps of an epoch
	before  float64
	since   time.Time
}

// Run trains. When ctx is done it saves and returns [ErrStopped].
func Run(ctx context.Context, o Options) (*Result, error) {
	r := &run{Options: o}
	var err error
	if r.config, err = StepConfig(o.Recipe, o.Arch, o.Devices); err != nil {
		return nil, err
	}
	about := o.Train.About()
	images := about.Images - o.Recipe.HoldOut
	if images < o.Recipe.Batch*o.Recipe.Passes {
		return nil, fmt.Errorf("run: %d training pictures are less than a step's %d", images, o.Recipe.Batch*o.Recipe.Passes)
	}
	if len(about.Classes) != o.Arch.Classes {
		return nil, fmt.Errorf("run: the data has %d classes, the network %d", len(about.Classes), o.Arch.Classes)
	}
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
	state, resumed, err := r.start()
	if err != nil {
		return nil, err
	}
	_, pictures, err := o.Train.At(r.drawer, r.at.Steps)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	if r.trainer, err = step.NewTrainer(o.Device.Backend, r.config, pictures, state); err != nil {
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

// start is the state to begin with: the last checkpoint's or a new one.
func (r *run) start() (step.State, bool, error) {
	fresh := progress{Recipe: r.Recipe.String(), Arch: r.Arch, Seed: r.Seed, Data: r.Train.About().SHA256, Commit: commit()}
	path := filepath.Join(r.Dir, lastFile)
	p, state, err := load(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.at = fresh
		return r.config.Init(r.Seed), false, nil
	case !r.Resume:
		return nil, false, fmt.Errorf("run: %s holds a run already: pass --resume to go on with it, or another folder", r.Dir)
	case err != nil:
		return nil, false, err
	case p.Recipe != fresh.Recipe || p.Arch.String() != fresh.Arch.String() || p.Seed != fresh.Seed:
		return nil, false, fmt.Errorf("run: %s is a run of another recipe, network or seed", r.Dir)
	case p.Data != fresh.Data:
		return nil, false, fmt.Errorf("run: %s is a run on other data", r.Dir)
	}
	r.at, r.before = p, p.Seconds
	return state, true, nil
}

func (r *run) seconds() float64 { return r.before + time.Since(r.since).Seconds() }

// draw returns what chance decides for a step, counted from 0, and sees that
// the trainer has the pictures that it is about.
func (r *run) draw(step int) ([]int32, error) {
	draws, pictures, err := r.Train.At(r.drawer, step)
	if err != nil {
		return nil, fmt.Errorf("run: %w", err)
	}
	return draws, r.trainer.Use(pictures)
}

func (r *run) loop(ctx context.Context) error {
	r.since = time.Now()
	saved := time.Now()
	last := r.total
	if r.Stop > 0 {
		last = min(last, r.Stop)
	}
	for r.at.Steps < last {
		rate := r.Recipe.Schedule.Rate(r.at.Steps, r.total)
		draws, err := r.draw(r.at.Steps)
		if err != nil {
			return err
		}
		if err := r.trainer.Step(r.at.Steps+1, rate, draws); err != nil {
			return err
		}
		r.at.Steps++
		end := r.at.Steps%r.per == 0 || r.at.Steps == r.total
		stop := ctx.Err() != nil || r.at.Steps == last
		if !end && !stop && r.at.Steps%syncEvery != 0 {
			continue
		}
		m, bad, err := r.trainer.Read()
		if err != nil {
			return err
		}
		if bad > 0 {
			return r.diverged(bad)
		}
		r.Report.Step(r.at.Steps, rate, m)
		best := false
		if end {
			if best, err = r.epoch(rate, m); err != nil {
				return err
			}
		}
		if end || stop || time.Since(saved) > r.Every {
			if err := r.save(best); err != nil {
				return err
			}
			saved = time.Now()
		}
		if stop && r.at.Steps < r.total {
			return ErrStopped
		}
	}
	return nil
}

// epoch logs one, and tells whether it is the best so far. The choice rests on
// training pictures alone.
func (r *run) epoch(rate float64, m step.Meters) (best bool, err error) {
	e := Epoch{
		Epoch: (r.at.Steps + r.per - 1) / r.per, Steps: r.at.Steps, Loss: m.Loss / m.Steps,
		Accuracy: m.Right / m.Images, Rate: rate, Seconds: r.seconds(),
	}
	earlier := 0.0
	if n := len(r.at.Epochs); n > 0 {
		earlier = r.at.Epochs[n-1].Seconds
	}
	e.ImagesPer = m.Images / math.Max(1e-9, e.Seconds-earlier)
	if r.held != nil {
		state, err := r.trainer.Save()
		if err != nil {
			return false, err
		}
		if e.HeldOut, err = r.held.accuracy(state); err != nil {
			return false, err
		}
	}
	r.at.Epochs = append(r.at.Epochs, e)
	r.Report.Epoch(e)
	if err := writeLogs(r.Dir, r.at.Epochs); err != nil {
		return false, err
	}
	return Best(r.at.Epochs) == len(r.at.Epochs)-1, r.trainer.ResetMeters()
}

// save writes a checkpoint, and moves the names "last" and, for an epoch that
// was the best, "best" to it.
func (r *run) save(best bool) error {
	state, err := r.trainer.Save()
	if err != nil {
		return err
	}
	r.at.Seconds = r.seconds()
	file := numbered(r.Dir, r.at.Steps)
	if err := save(file, r.at, state); err != nil {
		return err
	}
	if err := link(file, filepath.Join(r.Dir, lastFile)); err != nil {
		return err
	}
	if best {
		if err := link(file, filepath.Join(r.Dir, bestFile)); err != nil {
			return err
		}
	}
	return keep(r.Dir, max(1, r.Keep))
}

// diverged saves the state before the bad step and says what went wrong.
func (r *run) diverged(bad int) error {
	state, err := r.trainer.Save()
	if err != nil {
		return err
	}
	draws, err := r.draw(bad - 1)
	if err != nil {
		return err
	}
	layer, err := r.trainer.Diagnose(draws)
	if err != nil {
		return err
	}
	state[step.NameBad] = []float32{0}
	r.at.Steps, r.at.Seconds = bad-1, r.seconds()
	file := numbered(r.Dir, r.at.Steps)
	if err := save(file, r.at, state); err != nil {
		return err
	}
	if err := link(file, filepath.Join(r.Dir, lastFile)); err != nil {
		return err
	}
	return &DivergedError{Step: bad, Layer: layer}
}
