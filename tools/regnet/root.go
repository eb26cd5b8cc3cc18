package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newRootCommand builds the tree of commands.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "regnet",
		Short: "Work with the networks of RegNet Lens: ResNets with and without a regulator",
		Args:  cobra.NoArgs,
		// An error is one sentence; the usage is what --help is for.
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.AddCommand(
		newCardCommand(),
		newClassifyCommand(),
		newEvalCommand(),
		newExportCommand(),
		newImportCommand(),
		newInfoCommand(),
		newInspectCommand(),
		newModelsCommand(),
		newTraceCommand(),
	)
	root.AddCommand(append(newTrainerCommands(), newDataCommand())...)
	return root
}

// arguments wants as many arguments as are named; a last name ending in "…"
// stands for one or more.
func arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		more := len(names) > 0 && strings.HasSuffix(names[len(names)-1], "…")
		if len(args) == len(names) || more && len(args) > len(names) {
			return nil
		}
		return fmt.Errorf("%s needs %s (%d given); see \"%s --help\"",
			cmd.Name(), strings.Join(names, " "), len(args), cmd.CommandPath())
	}
}
