package main

import (
	"os"
	"syscall"

	"github.com/spf13/cobra"

	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
	"regnetlens/tools/xla/backend"
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
			return backend.Install(cmd.Context(), kind, cache, os.Stderr)
		},
	}
	cmd.Flags().StringVar(&cache, "cache", "", "another folder than the user's cache (its plugins are found with --plugin)")
	return cmd
}

func newDoctorCommand() *cobra.Command {
	var kind, path string
	cmd := &cobra.Command{
		Use: "doctor", Short: "Say what would be trained on, and try it", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			k, err := device.ParseKind(kind)
			if err != nil {
				return err
			}
			if err := withLibraries(k, path); err != nil {
				return err
			}
			b, err := backend.Open(k, path)
			if err != nil {
				return err
			}
			defer b.Finalize()
			return b.Doctor(os.Stdout)
		},
	}
	cmd.Flags().StringVar(&kind, "device", string(device.Auto), "cuda, cpu, go or auto: cuda where there is a GPU, else cpu")
	cmd.Flags().StringVar(&path, "plugin", "", "path of the XLA plugin (default: "+plugin.Env+", Python's site-packages, the cache)")
	return cmd
}

// withLibraries starts the program anew where the CUDA plugin's libraries
// would not be found: the loader reads LD_LIBRARY_PATH only at the start.
func withLibraries(kind device.Kind, path string) error {
	p, err := backend.Chosen(kind, path)
	if err != nil {
		return err
	}
	libraries, changed := backend.Environ(p)
	if !changed {
		return nil
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	if err := os.Setenv("LD_LIBRARY_PATH", libraries); err != nil {
		return err
	}
	return syscall.Exec(self, os.Args, os.Environ())
}
