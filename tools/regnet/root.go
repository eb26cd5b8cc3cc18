package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// newRootCommand builds the tree of commands.
func newRootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:     "regnet",
		Short:   "Work with the networks of RegNet Lens: ResNets with and without a regulator",
		Args:    knownCommand,
		Version: version(),
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
	root.AddCommand(append(newTrainerCommands(), newDataCommand(), newCacheCommand())...)
	addCompletions(root)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("%w; see \"%s --help\"", err, cmd.CommandPath())
	})
	return root
}

// knownCommand is the check of a command's arguments that has commands only: a
// word there is one that does not exist.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2
	meant := ""
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		meant = fmt.Sprintf("; did you mean %q?", near[0])
	}
	return usage("unknown command %q for %q%s", args[0], cmd.CommandPath(), meant)
}

// noArguments wants none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("%s takes no arguments (%q given); see \"%s --help\"", cmd.Name(), args, cmd.CommandPath())
	}
	return nil
}

// arguments wants as many arguments as are named; a name ending in "…" stands
// for one or more.
func arguments(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		more := slices.ContainsFunc(names, func(n string) bool { return strings.HasSuffix(n, "…") })
		if len(args) == len(names) || more && len(args) > len(names) {
			return nil
		}
		return usage("%s needs %s (%d given); see \"%s --help\"",
			cmd.Name(), strings.Join(names, " "), len(args), cmd.CommandPath())
	}
}
