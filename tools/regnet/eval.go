package main

import (
	"cmp"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/dataset"
	"regnetlens/tools/evaluate"
	"regnetlens/weights"
)

// evalFlags are the flags of eval.
type evalFlags struct {
	split, backend string
	batch, limit   int
}

func newEvalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval WEIGHTS… DATA",
		Short: "Measure the accuracy of networks on labelled pictures",
		Long: `Measure the accuracy of networks on labelled pictures.

WEIGHTS is a model's id (see "regnet models") or a weight file; several are set
beside each other in one table.
DATA is a folder, or an archive of one (.tar, .tar.gz, .tar.xz, .tar.bz2,
.tar.zst, .zip), that holds the binary version of CIFAR-10 or CIFAR-100 as
published, or pictures as <class>/<picture> or <split>/<class>/<picture>. Every
picture is cut to its centre square and resampled to the network's input with
Lanczos. Of data without splits all pictures are taken, and it is said.`,
		Args: arguments("WEIGHTS…", "DATA"),
	}
	var (
		split   = cmd.Flags().String("split", "", "the part of DATA to read, where it is divided, or all (default test)")
		batch   = cmd.Flags().Int("batch", 32, "pictures in one pass through the network")
		limit   = cmd.Flags().Int("limit", 0, "so many pictures, at even distances through DATA (0: all)")
		backend = backendFlag(cmd)
		asJSON  = jsonFlag(cmd)
	)
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *batch < 1 || *batch > 1024 {
			return usage("a batch of %d is not between 1 and 1024", *batch)
		}
		if *limit < 0 {
			return usage("--limit %d is less than no picture", *limit)
		}
		f := evalFlags{split: *split, backend: *backend, batch: *batch, limit: *limit}
		models, data := args[:len(args)-1], args[len(args)-1]
		var all []evaluation
		for i, model := range models {
			w, err := weights.Load(model)
			if err != nil {
				return err
			}
			e, err := f.evaluate(cmd, w, model, data, i == 0)
			if err != nil {
				return err
			}
			all = append(all, *e)
		}
		switch {
		case *asJSON && len(all) == 1:
			return writeJSON(cmd.OutOrStdout(), all[0])
		case *asJSON:
			return writeJSON(cmd.OutOrStdout(), all)
		case len(all) == 1:
			return all[0].print(cmd.OutOrStdout())
		}
		return printEvaluations(cmd.OutOrStdout(), all)
	}
	return cmd
}

// evaluate measures one network, by the name of its model. What is to be said of
// the data is said where notes are wanted.
func (f evalFlags) evaluate(cmd *cobra.Command, w *weights.Weights, model, data string, notes bool) (*evaluation, error) {
	net, err := classifierOf(w, model, f.backend, f.batch)
	if err != nil {
		return nil, err
	}
	defer net.Close()
	d, err := dataset.Open(data, dataset.Options{Split: f.split, Size: w.Input})
	if err != nil {
		return nil, err
	}
	split := cmp.Or(f.split, "test")
	if d.Undivided {
		if f.split != "" && f.split != dataset.AllSplits {
			return nil, fmt.Errorf("%s is not divided, so it has no split %q: leave --split out, and all pictures are taken", data, f.split)
		}
		split = dataset.AllSplits
	}
	if notes {
		noteData(cmd, data, d)
	}
	if f.limit > 0 {
		d.Limit(f.limit)
	}
	labels, err := evaluate.MatchClasses(d.Classes, w.Classes)
	if err != nil {
		return nil, err
	}
	add, done := newProgress(cmd.ErrOrStderr(), d.Len(), model)
	defer done()
	start := time.Now()
	tally, err := evaluate.Run(cmd.Context(), net, f.batch, d, labels, w.Mean, w.Std, add)
	if err != nil {
		return nil, err
	}
	seconds := time.Since(start).Seconds()
	done()
	e := newEvaluation(tally, w.Classes)
	e.Weights, e.Data, e.Split, e.Backend, e.Left = model, data, split, f.backend, d.Left
	e.Seconds, e.PerSecond = seconds, float64(e.Images)/seconds
	return &e, nil
}

// noteData says what is not as it may be thought to be.
func noteData(cmd *cobra.Command, data string, d *dataset.Dataset) {
	if d.Undivided {
		note(cmd, "%s is not divided into training and test: these are all its pictures", data)
	}
	for _, l := range d.Left {
		note(cmd, "left out: %d %s (%s)", l.Files, l.Kind, l.First)
	}
}
