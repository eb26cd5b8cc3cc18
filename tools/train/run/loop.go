package run

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"time"

	"regnetlens/tools/train/device"
)

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
	r.saved = r.since
	last := r.total
	if r.Stop > 0 {
		last = min(last, r.Stop)
	}
	for r.at.Steps < last {
		if err := r.step(ctx); err != nil {
			return err
		}
		end := r.at.Steps%r.per == 0 || r.at.Steps == r.total
		stop := ctx.Err() != nil || r.at.Steps == last
		if !end && !stop && r.at.Steps%syncEvery != 0 {
			continue
		}
		if err := r.sync(end, stop); err != nil {
			return err
		}
		if stop && r.at.Steps < r.total {
			return ErrStopped
		}
	}
	return nil
}

// step takes one. When ctx is done instead, it saves and returns ErrStopped.
func (r *run) step(ctx context.Context) error {
	draws, err := r.draw(r.at.Steps)
	if err != nil {
		return err
	}
	rate := r.Recipe.Schedule.Rate(r.at.Steps, r.total)
	err = r.trainer.Step(ctx, r.at.Steps+1, rate, draws)
	if err != nil && errors.Is(err, ctx.Err()) { // the step was not taken
		if err := r.save(false); err != nil {
			return err
		}
		return ErrStopped
	}
	if err == nil {
		r.at.Steps++
	}
	return err
}

// sync waits for the steps taken, reports them, and saves where it is time to:
// at the end of an epoch, before a stop, and now and then between.
func (r *run) sync(end, stop bool) error {
	m, bad, err := r.trainer.Read()
	if err != nil {
		return err
	}
	if bad > 0 {
		return r.diverged(bad)
	}
	rate := r.Recipe.Schedule.Rate(r.at.Steps-1, r.total)
	r.Report.Step(r.at.Steps, rate, m)
	best := false
	if end {
		if best, err = r.epoch(rate, m); err != nil {
			return err
		}
	}
	if end || stop || time.Since(r.saved) > r.Every {
		if err := r.save(best); err != nil {
			return err
		}
		r.saved = time.Now()
	}
	return nil
}

// epoch logs one, and reports whether it is the best so far. The choice rests on
// training pictures alone.
func (r *run) epoch(rate float64, m device.Meters) (best bool, err error) {
	e := Epoch{
		Epoch: (r.at.Steps + r.per - 1) / r.per, Steps: r.at.Steps, Loss: m.Loss / m.Steps,
		Accuracy: m.Right / m.Images, Rate: rate, Seconds: r.seconds(),
	}
	earlier := 0.0
	if n := len(r.at.Epochs); n > 0 {
		earlier = r.at.Epochs[n-1].Seconds
	}
	e.ImagesPer = m.Images / math.Max(1e-9, e.Seconds-earlier-r.validating)
	began := time.Now()
	for _, v := range []struct {
		*validation
		accuracy *float64
	}{{r.held, &e.HeldOut}, {r.test, &e.Test}} {
		if v.validation == nil {
			continue
		}
		state, err := r.trainer.Save()
		if err != nil {
			return false, err
		}
		if *v.accuracy, err = v.validation.accuracy(state); err != nil {
			return false, err
		}
	}
	r.validating = time.Since(began).Seconds()
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
	if r.at.Meters, _, err = r.trainer.Read(); err != nil {
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
	if r.at.Meters, _, err = r.trainer.Read(); err != nil {
		return err
	}
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
