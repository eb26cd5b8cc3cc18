package main

import (
	"testing"

	"regnetlens/ui/results"
	"regnetlens/ui/session"
)

// The commands that the page shows are commands of this program: what they name
// is there, and so is every flag.
func TestPageCommands(t *testing.T) {
	var shown []session.Command
	for _, step := range session.TeachCommands {
		for _, c := range step {
			if c[0] == "regnet" {
				shown = append(shown, c)
			}
		}
	}
	for data := range results.Data {
		shown = append(shown, session.Commands(results.Network{ID: "regnet-20-gru", Sweep: [2]string{"table3-cifar10", "table3-cifar100"}}, data)...)
	}
	for _, line := range shown {
		cmd, args, err := newRootCommand().Find(line[1:])
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if err := cmd.ParseFlags(args); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if err := cmd.ValidateArgs(cmd.Flags().Args()); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if err := cmd.ValidateRequiredFlags(); err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
