package command

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/plot"
	"regnetlens/tools/train/results"
	"regnetlens/tools/train/run"
	"regnetlens/weights"
)

func newPlotCommand() *cobra.Command {
	var out, figure string
	var sizes bool
	cmd := &cobra.Command{
		Use:   "plot RUN…",
		Short: "Draw loss and accuracy of runs, or accuracy against parameters",
		Long: `Draw the loss and accuracy of runs over their epochs; with --sizes the accuracy
of weight files (or shipped models) against their parameters, the paper's Fig. 4.
With --figure, of the files that "regnet results" writes: training (loss, accuracy
on held-out pictures), sizes (Fig. 4), readout (accuracy when read after a block,
Fig. 1(b)) or similarity (of neighbouring blocks).`,
		Example: `  regnet plot runs/resnet-20 runs/regnet-20-lstm --out curves.svg
  regnet plot --figure readout docs/results/cifar10-30.jsonl --out readout.svg
  regnet plot --sizes resnet-20 regnet-20-lstm runs/7/model.safetensors --out sizes.png`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if figure != "" {
				return drawFigure(out, figure, args)
			}
			if sizes {
				var models []weights.Model
				for _, name := range args {
					w, err := weights.Load(name)
					if err != nil {
						return err
					}
					models = append(models, w.Model)
				}
				return plot.Sizes(out, models)
			}
			var runs []plot.Run
			for _, dir := range args {
				epochs, err := run.ReadLog(dir)
				if err != nil {
					return err
				}
				runs = append(runs, plot.Run{Name: filepath.Base(dir), Epochs: epochs})
			}
			return plot.Curves(out, runs)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "plot.png", "the picture, .png or .svg")
	cmd.Flags().StringVar(&figure, "figure", "", "of results: training, sizes, readout or similarity")
	cmd.Flags().BoolVar(&sizes, "sizes", false, "accuracy against parameters")
	return cmd
}

// drawFigure draws a figure of files of results.
func drawFigure(out, figure string, files []string) error {
	draw, ok := plot.Figures[figure]
	if !ok {
		return fmt.Errorf("--figure %q is none of training, sizes, readout, similarity", figure)
	}
	var all []results.Result
	for _, file := range files {
		some, err := results.Read(file)
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return fmt.Errorf("%s has no results", file)
		}
		all = append(all, some...)
	}
	return draw(out, all)
}
