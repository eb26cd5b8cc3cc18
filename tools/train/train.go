package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/input"
	"regnetlens/tools/train/recipe"
	"regnetlens/tools/train/run"
)

// deviceFlags are those of every command that computes.
type deviceFlags struct{ kind, plugin string }

func (f *deviceFlags) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.kind, "device", "auto", "cuda, cpu, go (slow, needs nothing) or auto")
	cmd.Flags().StringVar(&f.plugin, "plugin", "", "path of the XLA plugin (default: "+device.PluginEnv+", Python's site-packages, the cache)")
}

func (f *deviceFlags) open() (*device.Device, error) {
	kind, err := device.ParseKind(f.kind)
	if err != nil {
		return nil, err
	}
	if err := withLibraries(kind, f.plugin); err != nil {
		return nil, err
	}
	return device.Open(kind, f.plugin)
}

// trainFlags are the arguments of "regnet train".
type trainFlags struct {
	device   deviceFlags
	recipe   string
	sets     []string
	data     string
	named    string
	licence  string
	seed     uint64
	dir      string
	cache    string
	resume   bool
	keep     int
	every    time.Duration
	devices  int
	stop     int
	test     []string
	float32s bool
}

func newTrainCommand() *cobra.Command {
	var f trainFlags
	cmd := &cobra.Command{
		Use:   "train NETWORK",
		Short: "Train a network and write its weight file",
		Long: `Train a network and write its weight file.

NETWORK is ` + networkHelp + `.

The run's folder gets checkpoints, a log of the epochs (JSON lines and CSV) and
at the end model.safetensors. Ctrl-C saves and leaves; --resume goes on and
ends in the same bits.`,
		Example: `  regnet train resnet-20 --data cifar10-jpeg.tar.xz --recipe fast-cifar --dir runs/resnet-20
  regnet train regnet-20-lstm --data cifar-10-batches-bin --recipe paper-cifar --set batch=64 --seed 2 --dir runs/2`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd.Context(), args[0]) },
	}
	flags := cmd.Flags()
	f.device.register(cmd)
	flags.StringVar(&f.recipe, "recipe", "fast-cifar", fmt.Sprintf("one of %q, or a .toml file", recipe.Names()))
	flags.StringArrayVar(&f.sets, "set", nil, "set a field of the recipe, such as batch=64 (may be given again)")
	flags.StringVar(&f.data, "data", "", "folder or archive with the training pictures")
	flags.StringVar(&f.named, "dataset", "", "what the weight file calls the data (default: the name of the file)")
	flags.StringVar(&f.licence, "licence", "Apache-2.0", "licence of the weights, for the weight file")
	flags.Uint64Var(&f.seed, "seed", 1, "of the start, the order and the changes of the pictures")
	flags.StringVar(&f.dir, "dir", "", "the run's folder")
	flags.StringVar(&f.cache, "cache", "", "folder for decoded pictures (default: the user's cache)")
	flags.BoolVar(&f.resume, "resume", false, "go on with the run in the folder")
	flags.IntVar(&f.keep, "keep", 2, "checkpoints to keep")
	flags.DurationVar(&f.every, "every", 5*time.Minute, "longest time between checkpoints")
	flags.IntVar(&f.devices, "devices", 1, "train on so many devices at once")
	flags.IntVar(&f.stop, "stop", 0, "stop after so many steps, to be resumed")
	flags.StringArrayVar(&f.test, "test", nil, "data to measure the finished network on: its split \"test\", as \"name=path\" or a path (may be given again)")
	flags.BoolVar(&f.float32s, "f32", false, "write the weights as F32 instead of F16")
	for _, name := range []string{"data", "dir"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // a flag of that name is registered above
		}
	}
	return cmd
}

func (f *trainFlags) run(ctx context.Context, network string) error {
	r, err := recipe.Load(f.recipe, f.sets)
	if err != nil {
		return err
	}
	// Before anything slow: does what was asked for exist?
	if _, _, _, err := parseNetwork(network, 10); err != nil {
		return err
	}
	dev, err := f.device.open()
	if err != nil {
		return err
	}
	defer dev.Finalize()
	say("device: %s", dev)
	if f.cache == "" {
		if f.cache, err = input.CacheDir(); err != nil {
			return err
		}
	}
	train, err := f.open(ctx, r)
	if err != nil {
		return err
	}
	defer train.Close()
	data := train.About()
	record, id, title, err := parseNetwork(network, len(data.Classes))
	if err != nil {
		return err
	}
	say("%s, %d pictures, recipe %s, seed %d", title, data.Images, r.Name, f.seed)
	result, err := run.Run(ctx, run.Options{
		Recipe: r, Arch: record, Seed: f.seed, Train: train, Device: dev, Devices: f.devices,
		Dir: f.dir, Resume: f.resume, Keep: f.keep, Every: f.every, Stop: f.stop, Report: newReporter(os.Stderr),
	})
	if errors.Is(err, run.ErrStopped) {
		return fmt.Errorf("%s: %w", f.dir, err)
	}
	if err != nil {
		return err
	}
	if f.named == "" {
		f.named = filepath.Base(f.data)
	}
	about := run.About{
		ID: id, Title: title, Dataset: f.named, Licence: f.licence, Classes: data.Classes,
		Arch: record, Recipe: r, Seed: f.seed, Data: data, Device: dev, Command: f.sets,
	}
	file := filepath.Join(f.dir, "model.safetensors")
	return f.finish(ctx, dev, about, result, file)
}

// open is the training pictures: in their own sizes, as they are needed, for a
// random-resized crop, else decoded once.
func (f *trainFlags) open(ctx context.Context, r recipe.Recipe) (input.Source, error) {
	if r.Augment.Resized > 0 {
		return input.OpenStream(f.data, "train", r.Size)
	}
	return input.Open(ctx, f.data, "train", r.Size, f.cache, func(s string) { say("%s", s) })
}

// finish writes the weight file and measures it.
func (f *trainFlags) finish(ctx context.Context, dev *device.Device, about run.About, result *run.Result, file string) error {
	params, err := run.Rounded(about, result.State, f.float32s)
	if err != nil {
		return err
	}
	for _, arg := range f.test {
		name, path := testData(arg)
		acc, err := run.Measure(ctx, dev, about, params, name, path, f.cache, func(s string) { say("%s", s) })
		if err != nil {
			return err
		}
		say("%s: %d of %d right, %.2f %%", acc.Data, acc.Right, acc.Images, 100*acc.Top1)
		about.Accuracy = append(about.Accuracy, acc.Accuracy)
	}
	if err := run.Export(file, about, result, params, f.float32s); err != nil {
		return err
	}
	say("weights: %s", file)
	return nil
}

// testData is a --test flag's path and what its data is called: what stands
// before the last "=", or else the file's name.
func testData(arg string) (name, path string) {
	if i := strings.LastIndex(arg, "="); i > 0 {
		return arg[:i], arg[i+1:]
	}
	return filepath.Base(arg), arg
}

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
