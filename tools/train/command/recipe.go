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
	flags.Float64Var(&f.rate, "lr", 0, "highest learning rate: short for --set schedule.peak=…")
}

// all are the settings that go over the recipe's, the short forms last.
func (f *recipeFlags) all() []string {
	sets := f.sets[:len(f.sets):len(f.sets)]
	if f.epochs != 0 {
		sets = append(sets, "iterations=0", fmt.Sprintf("epochs=%d", f.epochs))
	}
	if f.batch != 0 {
		sets = append(sets, fmt.Sprintf("batch=%d", f.batch))
	}
	if f.rate != 0 {
		sets = append(sets, fmt.Sprintf("schedule.peak=%g", f.rate))
	}
	return sets
}

func (f *recipeFlags) load() (recipe.Recipe, error) { return recipe.Load(f.name, f.all()) }
