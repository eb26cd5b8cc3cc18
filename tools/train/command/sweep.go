package command

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/sweep"
)

// sweepFlags are those of "regnet sweep".
type sweepFlags struct {
	deviceFlags
	cluster  sweep.Cluster
	test     string
	only     int
	parallel int
	emit     string
	table    bool
	same     bool
}

func (p Program) newSweepCommand() *cobra.Command {
	var f sweepFlags
	cmd := &cobra.Command{
		Use:   "sweep FILE",
		Short: "Train the networks of a table and set them beside the paper's",
		Long: fmt.Sprintf(`Train the networks of a table, each with several seeds, and print the test errors
as Markdown beside the paper's.

FILE is one of %q or a .toml file. Runs that are done
are not run again; stopped ones go on.`, sweep.Names()),
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(p, cmd, args) },
	}
	f.register(cmd)
	flags := cmd.Flags()
	flags.StringVar(&f.cluster.Pictures, "data", "", "folder or archive with the pictures, split \"train\"")
	flags.StringVar(&f.test, "test", "", "data to measure on, split \"test\" (default: --data)")
	flags.StringVar(&f.cluster.Dir, "dir", "", "folder for the runs' folders")
	flags.IntVar(&f.parallel, "parallel", 0, "runs at once (default: as many as there are cores on simd, where each has its share of them; 1 on another device; all on a cluster)")
	flags.BoolVar(&f.same, "same-data", false, "allow pictures that are in both the training and the test data")
	flags.IntVar(&f.only, "only", -1, "run this one of the runs, counted from 0")
	flags.BoolVar(&f.table, "table", false, "run nothing, print the table")
	flags.StringVar(&f.emit, "emit", "", "print a script for slurm or kubernetes instead")
	flags.StringVar(&f.cluster.Image, "image", "", "for kubernetes: image with regnet and a plugin")
	flags.StringVar(&f.cluster.Claim, "claim", "", "for kubernetes: volume claim mounted at --dir")
	for _, name := range []string{"data", "dir"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag of that name is registered above
		}
	}
	return cmd
}

func (f *sweepFlags) run(p Program, cmd *cobra.Command, args []string) error {
	s, err := sweep.Load(args[0])
	if err != nil {
		return err
	}
	f.cluster.File, f.cluster.Device, f.cluster.Parallel = args[0], f.kind, f.parallel
	if f.emit != "" {
		return s.Emit(os.Stdout, f.emit, f.cluster)
	}
	if err := checkSweep(s); err != nil {
		return err
	}
	jobs, err := f.jobs(p, cmd, args, s)
	if err != nil {
		return err
	}
	failed := f.train(cmd.Context(), s, jobs)
	text, err := s.Markdown(f.cluster.Dir)
	if err != nil {
		return err
	}
	fmt.Print(text)
	if err := cmd.Context().Err(); err != nil {
		say("stopped: the same command goes on")
		return err
	}
	for _, x := range failed {
		say("failed: %s: %v (see %s)", x.Folder(), x.Err, filepath.Join(f.cluster.Dir, x.Folder()+".log"))
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d of %d runs failed", len(failed), len(jobs))
	}
	return nil
}

// jobs are the runs that are asked for, once all that they need is there; none
// where only the table is.
func (f *sweepFlags) jobs(p Program, cmd *cobra.Command, args []string, s sweep.Sweep) ([]sweep.Job, error) {
	jobs := s.Jobs()
	if f.only >= len(jobs) {
		return nil, fmt.Errorf("--only %d: the sweep has the runs 0 to %d", f.only, len(jobs)-1)
	}
	if f.table {
		return nil, nil
	}
	f.test = cmp.Or(f.test, f.cluster.Pictures)
	if err := (&dataFlags{train: f.cluster.Pictures, tests: []string{f.test}}).exist(); err != nil {
		return nil, err
	}
	if err := f.here(p, cmd, args); err != nil {
		return nil, err
	}
	if f.only >= 0 {
		jobs = jobs[f.only : f.only+1]
	}
	return jobs, nil
}

// train runs the jobs, each as a process of its own.
func (f *sweepFlags) train(ctx context.Context, s sweep.Sweep, jobs []sweep.Job) []sweep.Failure {
	cores := sweep.Cores{Count: runtime.GOMAXPROCS(0), Parallel: f.parallel}
	if f.parallel == 0 && device.Kind(f.kind) == device.SIMD {
		cores.Parallel = cores.Count
	}
	return sweep.Run(ctx, f.cluster.Dir, jobs, cores, func(ctx context.Context, j sweep.Job, threads int) error {
		if f.threads > 0 {
			threads = f.threads
		}
		return trainJob(ctx, s, j, f.cluster, trainArgs(f.deviceFlags, threads, f.test, f.same))
	})
}

// checkSweep looks at every network and at the recipe before anything runs.
func checkSweep(s sweep.Sweep) error {
	if _, err := recipe.Load(s.Recipe, s.Set); err != nil {
		return err
	}
	for _, row := range s.Rows {
		if _, err := parseNetwork(row.Network, 10); err != nil {
			return err
		}
	}
	return nil
}

// trainArgs are what all runs of a sweep are told.
func trainArgs(f deviceFlags, threads int, test string, same bool) []string {
	args := []string{"--test", test, "--device", f.kind, "--plugin", f.plugin}
	if device.Kind(f.kind) == device.SIMD {
		args = append(args, "--threads", strconv.Itoa(threads))
	}
	if same {
		args = append(args, "--same-data")
	}
	return args
}

// trainJob runs "regnet train" for a job, in a process of its own, with its
// output in a file beside the run's folder.
func trainJob(ctx context.Context, s sweep.Sweep, j sweep.Job, c sweep.Cluster, more []string) error {
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
	args := append([]string{
		"train", j.Network, "--recipe", s.Recipe, "--seed", strconv.FormatUint(j.Seed, 10), "--data", c.Pictures,
		"--dataset", s.Data, "--dir", filepath.Join(c.Dir, j.Folder()), "--resume",
	}, more...)
	for _, set := range s.Set {
		args = append(args, "--set", set)
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Stdout, cmd.Stderr = log, log
	ownGroup(cmd)
	// It saves before it leaves, where it can be told to.
	cmd.Cancel = func() error {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			return cmd.Process.Kill()
		}
		return nil
	}
	cmd.WaitDelay = 2 * time.Minute
	say("%s begins", j.Folder())
	if err := cmd.Run(); err != nil {
		return err
	}
	say("%s is done", j.Folder())
	return nil
}
