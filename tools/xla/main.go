// Regnet-xla trains the networks of RegNet Lens on XLA's devices. It is a program
// of its own, because XLA needs cgo and the rest of the project does without
// both; "regnet train --device cuda", "regnet runtime" and their like start it.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/command"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
	xladevice "regnetlens/tools/xla/device"
)

func main() {
	// The first Ctrl-C lets a training save itself; a second one ends the
	// program.
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, cancel)
	root := &cobra.Command{
		Use: "regnet", Short: "Train the networks of RegNet Lens", Args: cobra.NoArgs,
		SilenceUsage: true, SilenceErrors: true,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	program := command.Program{
		Kinds: []device.Kind{device.CUDA, device.CPU, device.Go},
		Open:  open,
		Auto:  func(string) (device.Kind, string) { return auto(), "" },
		HandOver: func([]string) error {
			return errors.New("this program trains on XLA's devices: simd is the program regnet's")
		},
	}
	root.AddCommand(append(program.Commands(), newRuntimeCommand())...)
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "regnet:", err)
		os.Exit(1)
	}
}

// auto is the kind where none is asked for: it is never Go, which is some ten
// times slower.
func auto() device.Kind {
	if plugin.HasGPU() {
		return device.CUDA
	}
	return device.CPU
}

// open opens a device, and starts this program anew before where the plugin's
// libraries would not be found otherwise.
func open(kind device.Kind, path string, _ int) (device.Device, error) {
	if err := withLibraries(kind, path); err != nil {
		return nil, err
	}
	return xladevice.Open(kind, path)
}
