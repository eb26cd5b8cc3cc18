package command

import (
	"fmt"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/recipe"
)

// recipeFlags choose a recipe and change it.
type recipeFlags struct {
	name   string
	sets   []string
	epochs int
	batch  int
	rate   float64
}

func (f *recipeFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.name, "recipe", "fast-cifar", fmt.Sprintf("one of %q, or a .toml file", recipe.Names()))
	flags.StringArrayVar(&f.sets, "set", nil, "set a field of the recipe, such as optimizer.clip=1 (may be given again)")
	flags.IntVar(&f.epochs, "epochs", 0, "passes over the pictures: short for --set epochs=… (and no iterations)")
	flags.IntVar(&f.batch, "batch", 0, "pictures of a pass: short for --set batch=…")
	flags.Float64Var(&f.rate, "lr", 0, "highest learning rate: short for --set schedule.peak=…, with a warm-up from below it")
}

// load reads the recipe, and returns all settings that go over the file's too,
// those of the short forms last. A rate below the one that the recipe's warm-up
// begins with takes that down in proportion: it is to rise.
func (f *recipeFlags) load() (r recipe.Recipe, sets []string, err error) {
	sets = f.sets[:len(f.sets):len(f.sets)]
	if f.epochs != 0 {
		sets = append(sets, "iterations=0", fmt.Sprintf("epochs=%d", f.epochs))
	}
	if f.batch != 0 {
		sets = append(sets, fmt.Sprintf("batch=%d", f.batch))
	}
	if f.rate != 0 {
		if r, err = recipe.Load(f.name, sets); err != nil {
			return r, nil, err
		}
		sets = append(sets, fmt.Sprintf("schedule.peak=%g", f.rate))
		if s := r.Schedule; s.Start > f.rate {
			sets = append(sets, fmt.Sprintf("schedule.start=%.6f", s.Start*f.rate/s.Peak))
		}
	}
	r, err = recipe.Load(f.name, sets)
	return r, sets, err
}
