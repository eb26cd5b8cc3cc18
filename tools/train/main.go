// Regnet-train trains the networks of RegNet Lens. It is a program of its own,
// because XLA needs cgo and the rest of the project does without both; "regnet
// train", "regnet runtime" and their like start it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
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
	root.AddCommand(newBenchCommand(), newTrainCommand(), newSweepCommand(), newPlotCommand(), newRuntimeCommand())
	if err := root.ExecuteContext(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "regnet:", err)
		os.Exit(1)
	}
}
