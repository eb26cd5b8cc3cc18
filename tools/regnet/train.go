package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"
)

// trainerName is the program that trains. It is one of its own (tools/train),
// because XLA needs cgo and this program does without.
const trainerName = "regnet-train"

// newTrainerCommands makes the commands that the trainer has and this program
// only starts.
func newTrainerCommands() []*cobra.Command {
	var list []*cobra.Command
	for _, c := range []struct{ name, short string }{
		{"train", "Train a network and write its weight file"},
		{"sweep", "Train the networks of a table and set them beside the paper's"},
		{"bench", "Measure the speed of training"},
		{"plot", "Draw loss and accuracy of runs, or accuracy against parameters"},
		{"runtime", "Install and check what training runs on"},
	} {
		list = append(list, &cobra.Command{
			Use: c.name + " …", Short: c.short,
			// The trainer reads its own flags, --help among them.
			DisableFlagParsing: true,
			RunE: func(_ *cobra.Command, args []string) error {
				program, err := findTrainer()
				if err != nil {
					return err
				}
				return becomeTrainer(program, append([]string{trainerName, c.name}, args...))
			},
		})
	}
	return list
}

// findTrainer looks beside this program, where "make build" puts both, and
// then in PATH.
func findTrainer() (string, error) {
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), trainerName)
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	program, err := exec.LookPath(trainerName)
	if errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("the trainer %s is neither beside this program nor in PATH: \"make build\" makes it (it needs a C compiler)", trainerName)
	}
	return program, err
}

// becomeTrainer replaces this process, so that signals and the exit status are
// the trainer's own.
var becomeTrainer = func(program string, args []string) error {
	if err := syscall.Exec(program, args, os.Environ()); err != nil {
		return fmt.Errorf("%s does not start: %w", program, err)
	}
	return nil
}
