// Package command holds the commands that train: train, sweep, results, bench
// and plot.
// Two programs have them: regnet, which trains on this project's own engine,
// and regnet-xla, which trains on XLA's devices and is a module of its own. What
// differs between the two is a [Program].
package command

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"regnetlens/tools/train/bench"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// Program is what a program can train on.
type Program struct {
	// Kinds are those of its own devices, which Open opens. plugin is the path
	// of an XLA plugin, mostly empty; threads is 0 for all cores.
	Kinds []device.Kind
	Open  func(kind device.Kind, plugin string, threads int) (device.Device, error)
	// Peak measures what the machine does at most with so many threads; nil:
	// nothing is measured.
	Peak func(threads int) bench.Peak
	// Auto chooses the kind where none was asked for; why is a sentence where
	// the choice needs one.
	Auto func(plugin string) (kind device.Kind, why string)
	// HandOver replaces this process by the program that has the other kinds,
	// with this command line.
	HandOver func(args []string) error
}

// Commands are the commands.
func (p Program) Commands() []*cobra.Command {
	return []*cobra.Command{p.newBenchCommand(), newPlotCommand(), newResultsCommand(), p.newSweepCommand(), p.newTrainCommand()}
}

// deviceFlags are those of every command that computes.
type deviceFlags struct {
	kind, plugin string
	threads      int
}

func (f *deviceFlags) register(cmd *cobra.Command) {
	f.registerKind(cmd)
	cmd.Flags().IntVar(&f.threads, "threads", 0, "threads of --device simd (default: all cores)")
}

// registerKind leaves the threads to the command.
func (f *deviceFlags) registerKind(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.kind, "device", string(device.Auto), "simd (this program's own engine), cuda or cpu (XLA plugins), go (slow, for tests) or auto: cuda where there is one, else simd")
	flags.StringVar(&f.plugin, "plugin", "", "path of the XLA plugin (default: "+plugin.Env+", Python's site-packages, the cache)")
}

// here settles which device is meant. Where it is the other program's, that
// takes over, and here does not return but for an error.
func (f *deviceFlags) here(p Program, cmd *cobra.Command, args []string) error {
	kind, err := device.ParseKind(f.kind)
	if err != nil {
		return err
	}
	if f.threads < 0 {
		return fmt.Errorf("--threads %d: the number cannot be negative", f.threads)
	}
	if kind == device.Auto {
		var why string
		if kind, why = p.Auto(f.plugin); why != "" {
			say("%s", why)
		}
		if err := cmd.Flags().Set("device", string(kind)); err != nil {
			return err
		}
	}
	if slices.Contains(p.Kinds, kind) {
		return nil
	}
	return p.HandOver(commandLine(cmd, args))
}

func (f *deviceFlags) open(p Program) (device.Device, error) {
	return p.Open(device.Kind(f.kind), f.plugin, f.threads)
}

// commandLine writes a parsed command line anew, without the program's name.
func commandLine(cmd *cobra.Command, args []string) []string {
	line := strings.Fields(cmd.CommandPath())[1:]
	cmd.Flags().Visit(func(f *pflag.Flag) {
		values := []string{f.Value.String()}
		if list, ok := f.Value.(pflag.SliceValue); ok {
			values = list.GetSlice()
		}
		for _, v := range values {
			line = append(line, "--"+f.Name+"="+v)
		}
	})
	return append(append(line, "--"), args...)
}

func say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
