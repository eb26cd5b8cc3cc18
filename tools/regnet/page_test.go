package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"regnetlens/ui/results"
	"regnetlens/ui/session"
)

// The commands that the page shows are commands of this program: what they name
// is there, and so is every flag.
func TestPageCommands(t *testing.T) {
	source, err := os.ReadFile("../../ui/teach.go")
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, m := range regexp.MustCompile(`"(regnet [^"]*)"`).FindAllStringSubmatch(string(source), -1) {
		shown = append(shown, m[1])
	}
	if len(shown) != 5 {
		t.Fatalf("the page shows %q", shown)
	}
	for data := range results.Data {
		shown = append(shown, session.Commands(results.Network{ID: "regnet-20-gru", Sweep: [2]string{"table3-cifar10", "table3-cifar100"}}, data)...)
	}
	for _, line := range shown {
		words := strings.Fields(line)
		cmd, args, err := newRootCommand().Find(words[1:])
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
