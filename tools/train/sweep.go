package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/sweep"
)

func newSweepCommand() *cobra.Command {
	var (
		f        deviceFlags
		cluster  sweep.Cluster
		test     string
		only     int
		parallel int
		emit     string
		table    bool
	)
	cmd := &cobra.Command{
		Use:   "sweep FILE",
		Short: "Train the networks of a table and set them beside the paper's",
		Long: fmt.Sprintf(`Train the networks of a table, each with several seeds, and print the test errors
as Markdown beside the paper's.

FILE is one of %q or a .toml file. Runs that are done
are not run again; stopped ones go on.`, sweep.Names()),
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := sweep.Load(args[0])
			if err != nil {
				return err
			}
			cluster.File, cluster.Device, cluster.Parallel = args[0], f.kind, parallel
			if emit != "" {
				return s.Emit(os.Stdout, emit, cluster)
			}
			jobs := s.Jobs()
			if only >= len(jobs) {
				return fmt.Errorf("--only %d: the sweep has the runs 0 to %d", only, len(jobs)-1)
			}
			if only >= 0 {
				jobs = jobs[only : only+1]
			}
			if table {
				jobs = nil
			}
			if test == "" {
				test = cluster.Pictures
			}
			failed := sweep.Run(cmd.Context(), cluster.Dir, jobs, max(1, parallel), func(ctx context.Context, j sweep.Job) error {
				return trainJob(ctx, s, j, cluster, test, f)
			})
			text, err := s.Markdown(cluster.Dir)
			if err != nil {
				return err
			}
			fmt.Print(text)
			for _, x := range failed {
				say("failed: %s: %v (see %s)", x.Folder(), x.Err, filepath.Join(cluster.Dir, x.Folder()+".log"))
			}
			if len(failed) > 0 {
				return fmt.Errorf("%d of %d runs failed", len(failed), len(jobs))
			}
			return cmd.Context().Err()
		},
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&cluster.Pictures, "data", "", "folder or archive with the pictures, split \"train\"")
	flags.StringVar(&test, "test", "", "data to measure on, split \"test\" (default: --data)")
	flags.StringVar(&cluster.Dir, "dir", "", "folder for the runs' folders")
	flags.IntVar(&parallel, "parallel", 0, "runs at once (default: 1 here, all on a cluster)")
	flags.IntVar(&only, "only", -1, "run this one of the runs, counted from 0")
	flags.BoolVar(&table, "table", false, "run nothing, print the table")
	flags.StringVar(&emit, "emit", "", "print a script for slurm or kubernetes instead")
	flags.StringVar(&cluster.Image, "image", "", "for kubernetes: image with regnet and a plugin")
	flags.StringVar(&cluster.Claim, "claim", "", "for kubernetes: volume claim mounted at --dir")
	for _, name := range []string{"data", "dir"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag of that name is registered above
		}
	}
	return cmd
}

// trainJob runs "regnet train" for a job, in a process of its own, with its
// output in a file beside the run's folder.
func trainJob(ctx context.Context, s sweep.Sweep, j sweep.Job, c sweep.Cluster, test string, f deviceFlags) error {
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(c.Dir, j.Folder()+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{
		"train", j.Network, "--recipe", s.Recipe, "--seed", strconv.FormatUint(j.Seed, 10), "--data", c.Pictures, "--test", test,
		"--dataset", s.Data, "--dir", filepath.Join(c.Dir, j.Folder()), "--resume", "--device", f.kind, "--plugin", f.plugin,
	}
	for _, set := range s.Set {
		args = append(args, "--set", set)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Stdout, cmd.Stderr = log, log
	// It saves before it leaves.
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 2 * time.Minute
	say("%s begins", j.Folder())
	if err := cmd.Run(); err != nil {
		return errors.Join(err, ctx.Err())
	}
	say("%s is done", j.Folder())
	return nil
}
