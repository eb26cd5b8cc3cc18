package main

import (
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/device"
)

func newRuntimeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "runtime", Short: "Install and check what training runs on", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newInstallCommand(), newDoctorCommand())
	return cmd
}

func newInstallCommand() *cobra.Command {
	var cache string
	cmd := &cobra.Command{
		Use: "install cpu|cuda", Short: "Download an XLA plugin, by pip, into the user's cache",
		Args: cobra.ExactArgs(1), ValidArgs: []string{"cpu", "cuda"},
		RunE: func(cmd *cobra.Command, args []string) error {
			kind, err := device.ParseKind(args[0])
			if err != nil {
				return err
			}
			return device.Install(cmd.Context(), kind, cache, os.Stderr)
		},
	}
	cmd.Flags().StringVar(&cache, "cache", "", "another folder than the user's cache (its plugins are found with --plugin)")
	return cmd
}

func newDoctorCommand() *cobra.Command {
	var f deviceFlags
	cmd := &cobra.Command{
		Use: "doctor", Short: "Say what would be trained on, and try it", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dev, err := f.open()
			if err != nil {
				return err
			}
			defer dev.Finalize()
			return dev.Doctor(os.Stdout)
		},
	}
	f.register(cmd)
	return cmd
}

// withLibraries starts the program anew where the CUDA plugin's libraries
// would not be found: the loader reads LD_LIBRARY_PATH only at the start.
func withLibraries(kind device.Kind, plugin string) error {
	p, err := device.Chosen(kind, plugin)
	if err != nil {
		return err
	}
	path, changed := device.Environ(p)
	if !changed {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if err := os.Setenv("LD_LIBRARY_PATH", path); err != nil {
		return err
	}
	return syscall.Exec(self, os.Args, os.Environ())
}
