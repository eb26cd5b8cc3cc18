package main

import (
	"io"
	"maps"
	"net/http"
	"os"
	"slices"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"regnetlens/tools/download"
)

// newDataCommand makes "regnet data".
func newDataCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "data", Short: "Get data sets", Args: knownCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newDataGetCommand())
	return cmd
}

func newDataGetCommand() *cobra.Command {
	var dir, url string
	cmd := &cobra.Command{
		Use:   "get cifar10|cifar100",
		Short: "Download a data set from its publisher and check it",
		Long: `Download a data set from its publisher and check it.

A download that breaks off is taken up again by the same command. The archive
is used as it is: by "regnet eval" and "regnet train --data".`,
		Args:      arguments("cifar10|cifar100"),
		ValidArgs: slices.Sorted(maps.Keys(download.Sets)),
		RunE: func(cmd *cobra.Command, args []string) error {
			file, ok := download.Sets[args[0]]
			if !ok {
				return usage("there is no data set %q, only %q", args[0], slices.Sorted(maps.Keys(download.Sets)))
			}
			if url != "" {
				file.URL = url
			}
			progress, done := newByteProgress(cmd.ErrOrStderr(), file.Name)
			path, err := download.Get(cmd.Context(), http.DefaultClient, file, dir, progress)
			done()
			if err != nil {
				return err
			}
			return say(cmd.OutOrStdout(), "%s\n", path)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", ".", "folder for the archive")
	cmd.Flags().StringVar(&url, "url", "", "another address of the same file (its checksum stays)")
	return cmd
}

// newByteProgress is newProgress for bytes.
func newByteProgress(stderr io.Writer, what string) (show func(done, total int64), end func()) {
	f, ok := stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return func(int64, int64) {}, func() {}
	}
	var bar *progressbar.ProgressBar
	show = func(done, total int64) {
		if bar == nil {
			bar = progressbar.DefaultBytes(total, what)
		}
		_ = bar.Set64(done) // a bar that is not drawn is no reason to stop
	}
	return show, func() {
		if bar != nil {
			_ = bar.Exit()
		}
	}
}
