// Command regnet works with the networks of RegNet Lens natively: it converts
// and describes weight files, classifies pictures, measures accuracy, and
// writes every activation of a network to a file. "regnet help" lists its
// commands; there is a file for each in this folder.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"

	training "regnetlens/tools/train/run"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		first := <-signals
		cancel(signalled{first})
		signal.Stop(signals) // a second one ends the program at once
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run executes one command line and returns the exit status: 0, or another
// after a sentence on stderr about what went wrong (see failure.go).
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	root := newRootCommand()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	code := status(ctx, err)
	switch {
	case err == nil, errors.As(err, new(saidError)):
	case ctx.Err() != nil && !errors.Is(err, training.ErrStopped): // which says how it goes on
		report(stderr, cmd, args, "interrupted", code)
	default:
		report(stderr, cmd, args, err.Error(), code)
	}
	return code
}
