package main

import (
	"github.com/spf13/cobra"

	"regnetlens/weights"
)

func newModelsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "models",
		Short: "List the models that are built in",
		Args:  noArguments,
	}
	asJSON := jsonFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		models, err := weights.Catalogue()
		if err != nil {
			return err
		}
		if *asJSON {
			return writeJSON(cmd.OutOrStdout(), models)
		}
		return table(cmd.OutOrStdout(), func(row func(string, ...any)) {
			row("id\ttitle\tclasses\tinput\tbytes\tlicence\ttop-1")
			for _, m := range models {
				accuracy := "not measured"
				if len(m.Accuracy) > 0 {
					a := m.Accuracy[0]
					accuracy = percent(a.Top1) + " of " + thousands(int64(a.Images)) + " (" + a.Data + ")"
				}
				row("%s\t%s\t%d\t%d × %d\t%s\t%s\t%s", m.ID, m.Title, len(m.Classes), m.Input, m.Input, thousands(m.Bytes), m.Licence, accuracy)
			}
		})
	}
	return cmd
}
