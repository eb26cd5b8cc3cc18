package command

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/infer/arch"
	"regnetlens/infer/learn"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
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

func (p Program) newBenchTrainCommand() *cobra.Command {
	var f deviceFlags
	var sets []string
	var steps int
	var python string
	var compile bool
	cmd := &cobra.Command{
		Use:   "train NETWORK…",
		Short: "Time training steps, with and without augmentation, beside PyTorch",
		Long: `Time training steps on random pictures, with and without augmentation, and the
same network, batch and precision in PyTorch, in the same run. Of five rounds,
taken in turns, the best counts. The table is Markdown.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := recipe.Load("fast-cifar", sets)
			if err != nil {
				return err
			}
			if err := f.here(p, cmd, args); err != nil {
				return err
			}
			dev, err := f.open(p)
			if err != nil {
				return err
			}
			defer dev.Close()
			say("device: %s", dev)
			fmt.Println("| Network | Batch | Precision | images/s | without augmentation | PyTorch | ratio |\n|---|---|---|---|---|---|---|")
			for _, name := range args {
				if err := benchTrain(cmd.Context(), dev, name, r, steps, python, compile); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
			return nil
		},
	}
	f.register(cmd)
	cmd.Flags().StringArrayVar(&sets, "set", nil, "set a field of the recipe fast-cifar, such as batch=64 or precision=bfloat16")
	cmd.Flags().IntVar(&steps, "steps", 10, "steps of a round")
	cmd.Flags().StringVar(&python, "python", "python3", "Python with PyTorch; empty: none")
	cmd.Flags().BoolVar(&compile, "compile", false, "with torch.compile")
	return cmd
}

func benchTrain(ctx context.Context, dev device.Device, name string, r recipe.Recipe, steps int, python string, compile bool) error {
	a, err := parseNetwork(name, 10)
	if err != nil {
		return err
	}
	changed, err := newTimed(dev, a.record, r)
	if err != nil {
		return err
	}
	defer changed.Close()
	plain := r
	plain.Augment = input.Augmentation{Padding: input.PadZero}
	unchanged, err := newTimed(dev, a.record, plain)
	if err != nil {
		return err
	}
	defer unchanged.Close()
	// In turns, since what else the machine does changes from second to second.
	const rounds = 5
	for range rounds {
		for _, t := range []*timed{changed, unchanged} {
			if err := t.round(ctx, steps); err != nil {
				return err
			}
		}
	}
	torch, ratio := "not run", ""
	if python != "" {
		job := peer.Job{Record: a.record, Batch: r.Batch, Size: r.Size, Steps: steps, Device: "cpu", BFloat16: r.Precision == "bfloat16", Compile: compile}
		if dev.Kind() == device.CUDA {
			job.Device = "cuda"
		}
		result, err := peer.Time(ctx, python, job)
		if err != nil {
			return err
		}
		torch = fmt.Sprintf("%.0f (%s)", result.ImagesPerSecond, result.Version)
		ratio = fmt.Sprintf("%.2f", changed.best/result.ImagesPerSecond)
	}
	fmt.Printf("| %s | %d | %s | %.0f | %.0f | %s | %s |\n", a.title, r.Batch, r.Precision, changed.best, unchanged.best, torch, ratio)
	return nil
}

// timed is a training on random pictures.
type timed struct {
	device.Trainer
	drawer input.Drawer
	draws  []int32
	number int     // steps taken
	best   float64 // of the rounds so far, pictures a second
}

func newTimed(dev device.Device, record arch.Record, r recipe.Recipe) (*timed, error) {
	const images = 1024
	rng := rand.New(rand.NewPCG(1, 1))
	n := max(images, r.Batch*r.Passes)
	set := &input.Set{Header: input.Header{Size: r.Size, Images: n}, Labels: make([]int32, n), Pixels: make([]byte, n*r.Size*r.Size*3)}
	for i := range set.Pixels {
		set.Pixels[i] = byte(rng.IntN(256))
	}
	for i := range set.Labels {
		set.Labels[i] = int32(rng.IntN(record.Classes))
	}
	c, err := run.StepConfig(r, record, 1)
	if err != nil {
		return nil, err
	}
	t := &timed{drawer: input.Drawer{Seed: 1, Images: n, Batch: r.Batch * r.Passes, Size: r.Size, Augmentation: r.Augment}}
	t.draws = make([]int32, t.drawer.Batch*input.DrawWidth)
	if t.Trainer, err = dev.NewTrainer(c, set, learn.Init(c.Graph, 1), device.Meters{}); err != nil {
		return nil, err
	}
	return t, nil
}

// round takes two steps to warm up, and then those that are timed.
func (t *timed) round(ctx context.Context, steps int) error {
	if err := t.take(ctx, 2); err != nil {
		return err
	}
	begin := time.Now()
	if err := t.take(ctx, steps); err != nil {
		return err
	}
	t.best = max(t.best, float64(steps*t.drawer.Batch)/time.Since(begin).Seconds())
	return nil
}

func (t *timed) take(ctx context.Context, n int) error {
	for range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		t.drawer.Draw(t.draws, t.number)
		t.number++
		if err := t.Step(ctx, t.number, 0.01, t.draws); err != nil {
			return err
		}
	}
	_, _, err := t.Read() // waits for the device
	return err
}
