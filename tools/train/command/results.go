package command

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"regnetlens/tools/dataset"
	"regnetlens/tools/train/results"
	"regnetlens/tools/train/run"
	"regnetlens/tools/train/sweep"
	"regnetlens/weights"
)

// resultsFlags are those of "regnet results".
type resultsFlags struct {
	dir, data, out string
}

func newResultsCommand() *cobra.Command {
	var f resultsFlags
	cmd := &cobra.Command{
		Use:   "results SWEEP",
		Short: "Measure a sweep's finished runs on the test pictures, and print the tables",
		Long: `Measure the finished runs of a sweep on the test pictures: which each names
rightly, what can be read off its blocks, how similar these are. What was
measured goes to a file of JSON lines, a line a run, with the run's log; the
table is made of that file, and runs that are in it are not measured again.
Without --dir nothing is measured.`,
		Example: "  regnet results cifar10-30 --dir runs/cifar10-30 --data cifar10 --out docs/results/cifar10-30.jsonl",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.dir, "dir", "", "folder of the runs' folders")
	flags.StringVar(&f.data, "data", "", "folder or archive with the pictures, split \"test\"")
	flags.StringVarP(&f.out, "out", "o", "", "file of the results (default: SWEEP.jsonl)")
	return cmd
}

func (f resultsFlags) run(cmd *cobra.Command, name string) error {
	s, err := sweep.Load(name)
	if err != nil {
		return err
	}
	file := cmp.Or(f.out, s.Name+".jsonl")
	all, err := results.Read(file)
	if err != nil {
		return err
	}
	if f.dir != "" {
		if all, err = f.measure(cmd.Context(), s, file, all); err != nil {
			return err
		}
	}
	text, err := results.Markdown(rowsOf(s), all)
	if err != nil {
		return err
	}
	_, err = fmt.Fprint(cmd.OutOrStdout(), text, "\n", results.BlocksMarkdown(rowsOf(s), all))
	return err
}

// rowsOf are the rows of a sweep's table.
func rowsOf(s sweep.Sweep) []results.Row {
	var rows []results.Row
	for _, r := range s.Rows {
		rows = append(rows, results.Row{Network: r.Network, Paper: r.Paper, Plain: r.Plain})
	}
	return rows
}

// measure measures the runs that are finished and not in the file yet, and
// writes each there when it is done.
func (f resultsFlags) measure(ctx context.Context, s sweep.Sweep, file string, all []results.Result) ([]results.Result, error) {
	if f.data == "" {
		return nil, fmt.Errorf("--data is missing: the pictures to measure on")
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return nil, err
	}
	for _, j := range s.Jobs() {
		if !sweep.Done(f.dir, j) || has(all, j) {
			continue
		}
		say("%s: measuring", j.Folder())
		r, err := f.measureRun(ctx, s, j)
		if err != nil {
			return nil, err
		}
		all = append(all, *r)
		if err := results.Write(file, all); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func has(all []results.Result, j sweep.Job) bool {
	for _, r := range all {
		if r.Network == j.Network && r.Seed == j.Seed {
			return true
		}
	}
	return false
}

func (f resultsFlags) measureRun(ctx context.Context, s sweep.Sweep, j sweep.Job) (*results.Result, error) {
	dir := filepath.Join(f.dir, j.Folder())
	epochs, err := run.ReadLog(dir)
	if err != nil {
		return nil, err
	}
	w, err := weights.Open(filepath.Join(dir, run.ModelFile))
	if err != nil {
		return nil, err
	}
	d, err := dataset.Open(f.data, dataset.Options{Split: "test", Size: w.Input})
	if err != nil {
		return nil, err
	}
	r, err := results.Measure(ctx, w, d, s.Data+", test", func(int) {})
	if err != nil {
		return nil, err
	}
	r.Network, r.Seed, r.Epochs = j.Network, j.Seed, epochs
	if best := run.Best(epochs); best >= 0 {
		r.HeldOut = epochs[best].HeldOut
	}
	return r, nil
}
