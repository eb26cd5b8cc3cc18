// Command regnet works with the networks of RegNet Lens natively: it converts
// and describes weight files, classifies pictures, measures accuracy, and
// writes every activation of a network to a file. "regnet help" lists its
// commands; there is a file for each in this folder.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	training "regnetlens/tools/train/run"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a training saves itself after the first Ctrl-C; a second one ends the program
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run executes one command line and returns the exit code: 0, or 1 after a
// sentence on stderr about what went wrong.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if ctx.Err() != nil && !errors.Is(err, training.ErrStopped) {
		fmt.Fprintln(stderr, "regnet: interrupted")
	} else {
		fmt.Fprintln(stderr, "regnet:", err)
	}
	return 1
}
