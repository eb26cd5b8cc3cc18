// Package recipe says how a network is trained: a named file of settings, any
// of which can be set anew on the command line.
package recipe

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"regnetlens/tools/train/input"
)

// Recipe is everything about training but the network, the data and the seed.
type Recipe struct {
	Name string `toml:"name"`
	Note string `toml:"note"` // where it comes from; what was chosen here

	Size       int `toml:"size"`       // rows and columns of the pictures
	Batch      int `toml:"batch"`      // pictures of one pass
	Passes     int `toml:"passes"`     // passes of one step (gradient accumulation)
	Epochs     int `toml:"epochs"`     // passes over the data; or
	Iterations int `toml:"iterations"` // steps

	Schedule  Schedule  `toml:"schedule"`
	Optimizer Optimizer `toml:"optimizer"`

	// HoldOut is how many training pictures are kept apart; the weights of the
	// epoch that does best on them are the run's result. 0: the last epoch's.
	HoldOut int `toml:"hold_out"`

	Smoothing float64 `toml:"smoothing"` // of labels
	EMA       float64 `toml:"ema"`       // decay of the weights' moving average; 0: none
	Precision string  `toml:"precision"` // "float32" or "bfloat16"

	Augment input.Augmentation `toml:"augment"`
	Mean    [3]float32         `toml:"mean"` // of R, G, B in [0, 1]
	Std     [3]float32         `toml:"std"`
}

// Optimizer is SGD with momentum.
type Optimizer struct {
	Momentum float64 `toml:"momentum"`
	Nesterov bool    `toml:"nesterov"`
	Decay    float64 `toml:"decay"`
	DecayAll bool    `toml:"decay_all"` // also norms' parameters and biases; else matrices only
	Clip     float64 `toml:"clip"`      // largest norm of the gradient; 0: any
}

//go:embed recipes/*.toml
var files embed.FS

// Names lists the recipes that come with the program.
func Names() []string {
	entries, err := fs.ReadDir(files, "recipes")
	if err != nil {
		return nil // not before the embedding above is gone
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	return names
}

// Load reads a recipe by its name or, with a ".toml" at the end, from a file.
// Each of sets is a TOML assignment, such as "batch=64" or
// `augment.padding="zero"`, and goes over what the file says; quotes around a
// single word may be left out.
func Load(name string, sets []string) (Recipe, error) {
	var text []byte
	var err error
	if strings.HasSuffix(name, ".toml") {
		text, err = os.ReadFile(name)
	} else if text, err = files.ReadFile(path.Join("recipes", name+".toml")); err != nil {
		err = fmt.Errorf("there is no %q, only %q and files that end in .toml", name, Names())
	}
	if err != nil {
		return Recipe{}, fmt.Errorf("recipe: %w", err)
	}
	r := Recipe{Passes: 1, Precision: "float32"}
	if err := decode(text, &r); err != nil {
		return Recipe{}, fmt.Errorf("recipe: %s: %w", name, err)
	}
	for _, s := range sets {
		err := decode([]byte(s), &r)
		if key, value, ok := strings.Cut(s, "="); err != nil && ok && !strings.ContainsAny(value, "\"'") {
			if decode(fmt.Appendf(nil, "%s = %q", key, strings.TrimSpace(value)), &r) == nil {
				err = nil
			}
		}
		if err != nil {
			return Recipe{}, fmt.Errorf("recipe: --set %s: %w", s, err)
		}
	}
	if err := r.Validate(); err != nil {
		return Recipe{}, fmt.Errorf("recipe: %s: %w", name, err)
	}
	return r, nil
}

func decode(text []byte, r *Recipe) error {
	meta, err := toml.Decode(string(text), r)
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("%s is no field of a recipe", unknown[0])
	}
	return nil
}

// Parse reads a recipe that [Recipe.String] wrote.
func Parse(text string) (Recipe, error) {
	var r Recipe
	if err := decode([]byte(text), &r); err != nil {
		return Recipe{}, fmt.Errorf("recipe: %w", err)
	}
	return r, r.Validate()
}

// String is the recipe as TOML.
func (r Recipe) String() string {
	var b bytes.Buffer
	enc := toml.NewEncoder(&b)
	enc.Indent = ""
	if err := enc.Encode(r); err != nil {
		return fmt.Sprintf("unprintable recipe: %v", err)
	}
	return b.String()
}

// Validate returns an error that names the first field that cannot be.
func (r Recipe) Validate() error {
	switch {
	case r.Size < 1 || r.Size > 1024:
		return fmt.Errorf("size: %d is not within 1 to 1024", r.Size)
	case r.Batch < 1:
		return fmt.Errorf("batch: %d is not at least 1", r.Batch)
	case r.Passes < 1:
		return fmt.Errorf("passes: %d is not at least 1", r.Passes)
	case (r.Epochs > 0) == (r.Iterations > 0) || r.Epochs < 0 || r.Iterations < 0:
		return fmt.Errorf("epochs and iterations: %d and %d, exactly one must be set", r.Epochs, r.Iterations)
	case r.HoldOut < 0:
		return fmt.Errorf("hold_out: %d is negative", r.HoldOut)
	case r.Smoothing < 0 || r.Smoothing >= 1:
		return fmt.Errorf("smoothing: %g is not within 0 to 1", r.Smoothing)
	case r.EMA < 0 || r.EMA >= 1:
		return fmt.Errorf("ema: %g is not within 0 to 1", r.EMA)
	case !slices.Contains([]string{"float32", "bfloat16"}, r.Precision):
		return fmt.Errorf("precision: %q is neither float32 nor bfloat16", r.Precision)
	case r.Optimizer.Momentum < 0 || r.Optimizer.Momentum >= 1:
		return fmt.Errorf("optimizer.momentum: %g is not within 0 to 1", r.Optimizer.Momentum)
	case r.Optimizer.Decay < 0:
		return fmt.Errorf("optimizer.decay: %g is negative", r.Optimizer.Decay)
	case r.Optimizer.Clip < 0:
		return fmt.Errorf("optimizer.clip: %g is negative", r.Optimizer.Clip)
	case r.Std[0] <= 0 || r.Std[1] <= 0 || r.Std[2] <= 0:
		return fmt.Errorf("std: %v is not positive", r.Std)
	}
	if err := r.Augment.Validate(r.Size); err != nil {
		return fmt.Errorf("augment.%w", err)
	}
	return r.Schedule.validate()
}

// Steps is the number of training steps on so many pictures.
func (r Recipe) Steps(images int) int {
	if r.Iterations > 0 {
		return r.Iterations
	}
	return r.Epochs * (images / (r.Batch * r.Passes))
}
