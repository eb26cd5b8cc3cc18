package main

import (
	"slices"

	"github.com/spf13/cobra"

	"regnetlens/infer/backends"
	"regnetlens/tools/convert"
	"regnetlens/tools/dataset"
	"regnetlens/weights"
)

// completeModels completes a command's arguments: the models' ids where it
// takes WEIGHTS, and files everywhere. first says that only the first argument
// is WEIGHTS.
func completeModels(first bool) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		models, err := weights.Catalogue()
		if err != nil || first && len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var ids []cobra.Completion
		for _, m := range models {
			ids = append(ids, cobra.CompletionWithDesc(m.ID, m.Title))
		}
		return ids, cobra.ShellCompDirectiveDefault
	}
}

// flagValues are the values of the flags that have a fixed choice, by the
// flag's name.
func flagValues() map[string][]string {
	return map[string][]string{
		"backend": backends.Names(), "dtype": {"f32", "f16", "i8"}, "format": {string(formatONNX), string(formatSafetensors)},
		"mapping": append([]string{convert.Auto}, convert.Mappings()...), "bottleneck-stride": {"conv1", "conv2"},
		"split": {"test", "train", "val", dataset.AllSplits},
	}
}

// addCompletions completes the values of flags and the arguments of every
// command.
func addCompletions(root *cobra.Command) {
	values := flagValues()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "classify", "export", "info", "trace":
			cmd.ValidArgsFunction = completeModels(true)
		case "eval":
			cmd.ValidArgsFunction = completeModels(false)
		}
		for name, list := range values {
			if cmd.Flags().Lookup(name) == nil {
				continue
			}
			// The one error is a flag that is not there, and it is.
			_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(slices.Clone(list), cobra.ShellCompDirectiveNoFileComp))
		}
	}
}
