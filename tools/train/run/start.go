package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"regnetlens/infer/learn"
)

// Ready makes a run's folder and returns an error where there is a run in it
// already that is not to be taken up.
func Ready(dir string, resume bool) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	found, err := filepath.Glob(filepath.Join(dir, "*.safetensors"))
	if err != nil {
		return fmt.Errorf("run: %w", err)
	}
	for _, file := range found {
		if filepath.Base(file) != ModelFile && !resume {
			return fmt.Errorf("run: %s holds a run already: pass --resume to go on with it, or another folder", dir)
		}
	}
	return nil
}

// start is the state to begin with: the last checkpoint's or a new one.
func (r *run) start() (learn.State, bool, error) {
	fresh := progress{
		Recipe: r.Recipe.String(), Arch: r.Arch, Seed: r.Seed, Start: r.StartSum, Data: r.Train.About().SHA256,
		Commit: commit(), Device: r.Device.Kind(), Rule: r.Device.Rule(),
	}
	if err := Ready(r.Dir, r.Resume); err != nil {
		return nil, false, err
	}
	p, state, err := loadNewest(r.Dir, r.Report.Say)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.at = fresh
		return r.begin(), false, nil
	case err != nil:
		return nil, false, err
	case p.Recipe != fresh.Recipe || p.Arch.String() != fresh.Arch.String() || p.Seed != fresh.Seed:
		return nil, false, fmt.Errorf("run: %s is a run of another recipe, network or seed", r.Dir)
	case p.Start != fresh.Start:
		return nil, false, fmt.Errorf("run: %s is a run that began with other weights", r.Dir)
	case p.Data != fresh.Data:
		return nil, false, fmt.Errorf("run: %s is a run on other data", r.Dir)
	}
	if p.Device != fresh.Device || p.Rule != fresh.Rule {
		r.Report.Say(fmt.Sprintf("the run began on %s (%s) and goes on on %s (%s): it will not end in the bits of either", p.Device, p.Rule, fresh.Device, fresh.Rule))
	}
	r.at, r.before = p, p.Seconds
	r.at.Device, r.at.Rule = fresh.Device, fresh.Rule
	return state, true, nil
}

// begin is a new run's state.
func (r *run) begin() learn.State {
	state := learn.Init(r.config.Graph, r.Seed)
	for name, data := range r.Start {
		state[name] = data
	}
	return state
}
