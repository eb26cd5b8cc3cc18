package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/tools/train/bench"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/peer"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
)

func (p Program) newBenchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "bench", Short: "Measure the speed of training", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.newBenchTrainCommand())
	return cmd
}

// benchFlags are the arguments of "regnet bench train".
type benchFlags struct {
	device  deviceFlags
	sets    []string
	batch   int
	threads []int
	plan    bench.Plan
	python  string
	eager   bool
	out     string
}

// report is what --out is written.
type report struct {
	Date    string        `json:"date"`
	Machine bench.Machine `json:"machine"`
	Commit  string        `json:"commit"`
	Device  string        `json:"device"`
	Peaks   []threadsPeak `json:"peaks"`
	Rows    []bench.Row   `json:"rows"`
	Shares  []bench.Share `json:"shares"`
}

// threadsPeak is the machine's with so many threads.
type threadsPeak struct {
	Threads int `json:"threads"`
	bench.Peak
}

func (p Program) newBenchTrainCommand() *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "train NETWORK…",
		Short: "Time training steps beside PyTorch, and each part of a step beside the machine's peak",
		Long: `Time whole training steps on random pictures: ours, with drawing and augmentation,
beside PyTorch's, without, eager and compiled. All take turns in this one run;
each one's best round counts. NETWORK is as "regnet train" reads it; those of
ImageNet are timed with pictures of 224 × 224. The tables are Markdown.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.device.here(p, cmd, args); err != nil {
				return err
			}
			return f.run(cmd.Context(), p, args)
		},
	}
	flags := cmd.Flags()
	f.device.registerKind(cmd)
	flags.StringArrayVar(&f.sets, "set", nil, "set a field of the recipe fast-cifar, such as precision=bfloat16")
	flags.IntVar(&f.batch, "batch", 128, "pictures of a step")
	flags.IntSliceVar(&f.threads, "threads", []int{1, 2}, "numbers of threads to time, of simd and of PyTorch")
	flags.IntVar(&f.plan.Steps, "steps", 10, "steps of a round")
	flags.IntVar(&f.plan.Rounds, "rounds", 5, "rounds")
	flags.DurationVar(&f.plan.Pause, "pause", 300*time.Millisecond, "rest between two turns")
	flags.StringVar(&f.python, "python", "python3", "Python with PyTorch; empty: none")
	flags.BoolVar(&f.eager, "eager", false, "without torch.compile")
	flags.StringVarP(&f.out, "out", "o", "", "file for the numbers, JSON")
	return cmd
}

func (f *benchFlags) run(ctx context.Context, p Program, networks []string) error {
	if f.plan.Steps < 1 || f.plan.Rounds < 1 {
		return errors.New("--steps and --rounds: at least 1")
	}
	threads := f.threads
	if device.Kind(f.device.kind) != device.SIMD {
		threads = []int{0}
	}
	var jobs []benchJob
	for _, name := range networks {
		j, err := f.job(name)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		jobs = append(jobs, j)
	}
	r := report{Date: time.Now().UTC().Format(time.RFC3339), Machine: bench.ThisMachine(), Commit: run.Commit}
	peaks := map[int]bench.Peak{}
	for _, n := range threads {
		if p.Peak != nil && n > 0 {
			peaks[n] = p.Peak(n)
			r.Peaks = append(r.Peaks, threadsPeak{n, peaks[n]})
		}
	}
	for _, j := range jobs {
		var one *bench.Row
		for i, n := range threads {
			if n < 0 {
				return fmt.Errorf("--threads %d: the number cannot be negative", n)
			}
			dev, err := p.Open(device.Kind(f.device.kind), f.device.plugin, n)
			if err != nil {
				return err
			}
			r.Device = dev.Short()
			row, passes, err := f.time(ctx, dev, j, n)
			if err := errors.Join(err, dev.Close()); err != nil {
				return fmt.Errorf("%s: %w", j.title, err)
			}
			row.Finish(one)
			if n == 1 {
				one = &row
			}
			r.Rows = append(r.Rows, row)
			if i == len(threads)-1 {
				r.Shares = append(r.Shares, passes.Shares(j.title, n, peaks[n])...)
			}
			// What was measured is kept, whatever becomes of the rest.
			if err := f.write(r); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%s, %s; %s. PyTorch %s. Best of %d rounds of %d steps, in turns.\n\n", r.Date[:10], r.Machine, r.Device, version(r.Rows), f.plan.Rounds, f.plan.Steps)
	for _, p := range r.Peaks {
		fmt.Printf("Peak with %d threads: %.0f GFLOP/s, %.1f GB/s.\n\n", p.Threads, p.Flops/1e9, p.Peak.Bytes/1e9)
	}
	bench.WriteRows(os.Stdout, r.Rows)
	if len(r.Shares) > 0 {
		fmt.Println()
		bench.WriteShares(os.Stdout, r.Shares)
	}
	return nil
}

// benchJob is a network to be timed.
type benchJob struct {
	architecture
	recipe recipe.Recipe
}

func (f *benchFlags) job(name string) (j benchJob, err error) {
	if j.architecture, err = parseNetwork(name, 10); err != nil {
		return j, err
	}
	sets := []string{fmt.Sprintf("batch=%d", f.batch)}
	if j.record.Stem == arch.StemImageNet {
		sets = append(sets, "size=224")
	}
	if j.recipe, err = recipe.Load("fast-cifar", append(sets, f.sets...)); err != nil {
		return j, err
	}
	j.config, err = run.StepConfig(j.recipe, j.record, 1)
	return j, err
}

// time measures a network on a device beside PyTorch.
func (f *benchFlags) time(ctx context.Context, dev device.Device, j benchJob, threads int) (row bench.Row, passes bench.Passes, err error) {
	row = bench.Row{
		Network: j.title, Batch: j.recipe.Batch, Size: j.recipe.Size, Precision: j.recipe.Precision,
		Threads: threads, Memory: dev.Memory(j.config),
	}
	ours, err := bench.NewOurs(ctx, dev, j.config)
	if err != nil {
		return row, nil, err
	}
	subjects := []bench.Subject{ours}
	rates := []*float64{&row.Ours}
	defer func() {
		for _, s := range subjects {
			err = errors.Join(err, s.Close())
		}
	}()
	for _, compile := range []bool{false, true} {
		if f.python == "" || compile && f.eager {
			continue
		}
		process, err := peer.Start(ctx, f.python, peer.Job{
			Record: j.record, Batch: j.config.Pictures(), Size: j.recipe.Size, Threads: threads,
			Device: torchDevice(dev), BFloat16: j.config.BFloat16, Compile: compile,
		})
		if err != nil && ctx.Err() == nil {
			say("%s, torch.compile %v: not timed: %v", j.title, compile, err)
			continue
		}
		if err != nil {
			return row, nil, err
		}
		row.Version = process.Version
		subjects = append(subjects, bench.Torch{Process: process})
		if compile {
			rates = append(rates, &row.Compiled)
		} else {
			rates = append(rates, &row.Eager)
		}
	}
	seconds, err := f.plan.Turns(ctx, subjects)
	if err != nil {
		return row, nil, err
	}
	for i, s := range seconds {
		*rates[i] = float64(j.config.Pictures()) / s
	}
	say("%s, threads %d: timed", row.Network, threads)
	return row, ours.Passes(), nil
}

// torchDevice is PyTorch's name for the same kind of device.
func torchDevice(dev device.Device) string {
	if dev.Kind() == device.CUDA {
		return "cuda"
	}
	return "cpu"
}

// version is PyTorch's in the rows.
func version(rows []bench.Row) string {
	for _, r := range rows {
		if r.Version != "" {
			return r.Version
		}
	}
	return "was not timed"
}

// write leaves the numbers in the file.
func (f *benchFlags) write(r report) error {
	if f.out == "" {
		return nil
	}
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.out), 0o755); err != nil {
		return err
	}
	return os.WriteFile(f.out, append(text, '\n'), 0o644)
}
