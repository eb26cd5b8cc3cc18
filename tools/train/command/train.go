package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/network"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
)

// trainFlags are the arguments of "regnet train".
type trainFlags struct {
	device   deviceFlags
	recipe   recipeFlags
	data     dataFlags
	start    string
	named    string
	licence  string
	seed     uint64
	dir      string
	resume   bool
	validate bool
	keep     int
	every    time.Duration
	devices  int
	stop     int
	float32s bool
}

func (p Program) newTrainCommand() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train NETWORK",
		Short: "Train a network and write its weight file",
		Long: `Train a network and write its weight file.

NETWORK is ` + network.Help + `.

The run's folder gets checkpoints, a log of the epochs (JSON lines and CSV) and
at the end model.safetensors. Ctrl-C saves and leaves; --resume goes on and
ends in the same bits.`,
		Example: `  regnet train resnet-20 --data cifar10-jpeg.tar.xz --recipe fast-cifar --dir runs/resnet-20
  regnet train regnet-20-lstm --data cifar-10-batches-bin --recipe paper-cifar --batch 64 --seed 2 --dir runs/2
  regnet train resnet-20 --init runs/resnet-20/model.safetensors --data my-pictures --epochs 5 --lr 0.02 --dir runs/mine`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.device.here(p, cmd, args); err != nil {
				return err
			}
			return f.run(cmd.Context(), p, args[0])
		},
	}
	flags := cmd.Flags()
	f.device.register(cmd)
	f.recipe.register(cmd)
	f.data.register(cmd)
	flags.StringVar(&f.start, "init", "", "begin with the weights of this file, or of a model that comes with the program; for other classes the classifier is new")
	flags.StringVar(&f.named, "dataset", "", "what the weight file calls the data (default: the name of the file)")
	flags.StringVar(&f.licence, "licence", "Apache-2.0", "licence of the weights, for the weight file")
	flags.Uint64Var(&f.seed, "seed", 1, "of the start, the order and the changes of the pictures")
	flags.StringVar(&f.dir, "dir", "", "the run's folder")
	flags.BoolVar(&f.resume, "resume", false, "go on with the run in the folder")
	flags.BoolVar(&f.validate, "validate", true, "measure after every epoch: on the pictures held out, or else on the first --test, for the log alone")
	flags.IntVar(&f.keep, "keep", 2, "checkpoints to keep")
	flags.DurationVar(&f.every, "every", 5*time.Minute, "longest time between checkpoints")
	flags.IntVar(&f.devices, "devices", 1, "train on so many devices at once (cuda, cpu)")
	flags.IntVar(&f.stop, "stop", 0, "stop after so many steps, to be resumed")
	flags.BoolVar(&f.float32s, "f32", false, "write the weights as F32 instead of F16")
	for _, name := range []string{"data", "dir"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag of that name is registered above
		}
	}
	return cmd
}

// run checks everything that can be checked before anything slow begins, and
// trains.
func (f *trainFlags) run(ctx context.Context, p Program, network string) error {
	r, sets, err := f.recipe.load()
	if err != nil {
		return err
	}
	if err := f.data.exist(); err != nil {
		return err
	}
	if err := run.Ready(f.dir, f.resume); err != nil {
		return err
	}
	start, err := loadStart(f.start, network)
	if err != nil {
		return err
	}
	dev, err := f.device.open(p)
	if err != nil {
		return err
	}
	defer dev.Close()
	if _, err := f.fits(dev, r, network, 10); err != nil { // as a rule there are more classes, or hardly fewer
		return err
	}
	data, err := f.data.list(r.Size)
	if err != nil {
		return err
	}
	a, err := f.fits(dev, r, network, len(data.about.Classes))
	if err != nil {
		return err
	}
	if err := run.Check(r, a.record, data.about); err != nil {
		return err
	}
	if err := f.data.open(ctx, data, r); err != nil {
		return err
	}
	defer data.Close()
	about := data.about
	options := run.Options{
		Recipe: r, Arch: a.record, Seed: f.seed, Train: data.train, Device: dev, Devices: f.devices,
		Dir: f.dir, Resume: f.resume, Keep: f.keep, Every: f.every, Stop: f.stop, Report: newReporter(os.Stderr),
	}
	if start != nil {
		if options.Start, err = start.parameters(a.record, about.Classes); err != nil {
			return err
		}
		options.StartSum = start.weights.SHA256
	}
	if f.validate && len(data.tests) > 0 {
		options.Test, options.Classes = data.tests[0].set, data.tests[0].classes
	}
	say("device: %s", dev)
	say("%s, %d pictures, recipe %s, seed %d", a.title, about.Images, r.Name, f.seed)
	if bytes := dev.Memory(a.config); bytes > 0 {
		say("memory: %.0f MB at batch %d", float64(bytes)/1e6, r.Batch)
	}
	result, err := run.Run(ctx, options)
	if errors.Is(err, run.ErrStopped) {
		return fmt.Errorf("%s: %w", f.dir, err)
	}
	if err != nil {
		return err
	}
	return f.finish(ctx, data, run.About{
		ID: a.id, Title: a.title, Dataset: f.dataset(), Licence: f.licence, Classes: about.Classes,
		Arch: a.record, Recipe: r, Seed: f.seed, Data: about, Device: dev, Command: sets, Start: start.String(),
	}, result)
}

// fits parses the network and asks the device whether it can train it.
func (f *trainFlags) fits(dev device.Device, r recipe.Recipe, network string, classes int) (a architecture, err error) {
	if a, err = parseNetwork(network, classes); err != nil {
		return a, err
	}
	if a.config, err = run.StepConfig(r, a.record, f.devices); err != nil {
		return a, err
	}
	return a, dev.Check(a.config)
}

func (f *trainFlags) dataset() string {
	if f.named != "" {
		return f.named
	}
	return filepath.Base(f.data.train)
}

// finish measures what was trained and writes the weight file.
func (f *trainFlags) finish(ctx context.Context, data *pictures, about run.About, result *run.Result) error {
	params, err := run.Rounded(about, result.State, f.float32s)
	if err != nil {
		return err
	}
	for _, t := range data.tests {
		acc, err := run.Measure(ctx, about.Device, about, params, t.name, t.set)
		if err != nil {
			return err
		}
		say("%s: %d of %d right, %.2f %%", acc.Data, acc.Right, acc.Images, 100*acc.Top1)
		about.Accuracy = append(about.Accuracy, acc.Accuracy)
	}
	file := filepath.Join(f.dir, run.ModelFile)
	if err := run.Export(file, about, result, params, f.float32s); err != nil {
		return err
	}
	say("weights: %s", file)
	return nil
}
