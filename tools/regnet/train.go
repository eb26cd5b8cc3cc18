package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"

	"github.com/spf13/cobra"

	"regnetlens/infer/cpu"
	"regnetlens/infer/learn/simd"
	"regnetlens/tools/train/bench"
	"regnetlens/tools/train/command"
	"regnetlens/tools/train/device"
	"regnetlens/tools/train/plugin"
)

// xlaName is the program that trains on XLA's devices. It is one of its own
// (tools/xla), because XLA needs cgo and this program does without.
const xlaName = "regnet-xla"

// newTrainerCommands makes the commands that train. Those on XLA's devices this
// program only hands on.
func newTrainerCommands() []*cobra.Command {
	program := command.Program{
		Kinds: []device.Kind{device.SIMD},
		Open: func(_ device.Kind, _ string, threads int) (device.Device, error) {
			if err := simd.Available(); err != nil {
				return nil, err
			}
			return &device.Engine{Learn: simd.Backend{}, Infer: cpu.Backend{}, Threads: threads, Order: simd.Order}, nil
		},
		Peak: func(threads int) (p bench.Peak) {
			p.Flops, p.Bytes = simd.Peak(threads)
			return p
		},
		Auto:     autoKind,
		HandOver: handOver,
	}
	commands := program.Commands()
	for _, cmd := range commands {
		checkUsage(cmd)
	}
	return append(commands, &cobra.Command{
		Use: "runtime …", Short: "Install and check what training on XLA's devices needs",
		// The other program reads its own flags, --help among them.
		DisableFlagParsing: true,
		RunE: func(_ *cobra.Command, args []string) error {
			return handOver(append([]string{"runtime"}, args...))
		},
	})
}

// checkUsage has a command, and those below it, tell mistakes in the command
// line as such.
func checkUsage(cmd *cobra.Command) {
	if args := cmd.Args; args != nil {
		cmd.Args = func(cmd *cobra.Command, given []string) error {
			err := args(cmd, given)
			if err == nil {
				err = cmd.ValidateRequiredFlags()
			}
			if err != nil {
				return usage("%w; see \"%s --help\"", err, cmd.CommandPath())
			}
			return nil
		}
	}
	for _, c := range cmd.Commands() {
		checkUsage(c)
	}
}

// hasGPU is a variable for tests.
var hasGPU = plugin.HasGPU

// autoKind is CUDA where there is a GPU and everything that it needs, and this
// program's own engine elsewhere. why says what kept a GPU from being used.
func autoKind(path string) (kind device.Kind, why string) {
	if !hasGPU() {
		return device.SIMD, ""
	}
	_, err := findXLA()
	if err == nil {
		_, err = plugin.Find(device.CUDA, path)
	}
	if err != nil {
		return device.SIMD, fmt.Sprintf("this machine has an NVIDIA GPU, which is not used: %v", err)
	}
	return device.CUDA, ""
}

// handOver replaces this process by the program for XLA's devices.
func handOver(args []string) error {
	program, err := findXLA()
	if err != nil {
		return err
	}
	return becomeXLA(program, append([]string{xlaName}, args...))
}

// findXLA looks beside this program, where "make build" puts both, and then in
// PATH.
func findXLA() (string, error) {
	if self, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(self), xlaName)
		if info, err := os.Stat(beside); err == nil && info.Mode().IsRegular() {
			return beside, nil
		}
	}
	program, err := exec.LookPath(xlaName)
	if errors.Is(err, exec.ErrNotFound) {
		return "", fmt.Errorf("the program %s, which trains on CUDA, is neither beside this one nor in PATH: \"make trainer\" builds it (it needs a C compiler); --device simd does without it", xlaName)
	}
	return program, err
}

// becomeXLA replaces this process, so that signals and the exit status are the
// other program's own.
var becomeXLA = func(program string, args []string) error {
	if err := syscall.Exec(program, args, os.Environ()); err != nil {
		return fmt.Errorf("%s does not start: %w", program, err)
	}
	return nil
}
