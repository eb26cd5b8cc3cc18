package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"

	"github.com/spf13/cobra"

	training "regnetlens/tools/train/run"
)

// The exit statuses of the program, those of a shell's own commands.
const (
	statusDone       = 0
	statusFailed     = 1
	statusUsage      = 2   // the command line is wrong
	statusInterrupt  = 130 // 128 and the signal's number
	statusTerminated = 143
)

// usageError is a mistake in the command line, as against one that comes up
// while it is carried out.
type usageError struct{ error }

// Unwrap returns the mistake.
func (e usageError) Unwrap() error { return e.error }

// usage is a usageError of formatted text.
func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// saidError is an error that has been printed already.
type saidError struct{ error }

// Unwrap returns the error.
func (e saidError) Unwrap() error { return e.error }

// signalled is the cause of a context that a signal ended.
type signalled struct{ os.Signal }

// Error implements error.
func (s signalled) Error() string { return "stopped by the signal " + s.String() }

// status is the exit status for a command's error.
func status(ctx context.Context, err error) int {
	var mistake usageError
	var signal signalled
	switch {
	case err == nil, ctx.Err() == nil && errors.Is(err, training.ErrStopped): // as --stop asked
		return statusDone
	case errors.As(context.Cause(ctx), &signal) && signal.Signal == syscall.SIGTERM:
		return statusTerminated
	case ctx.Err() != nil:
		return statusInterrupt
	case errors.As(err, &mistake):
		return statusUsage
	}
	return statusFailed
}

// failure is an error as --json prints it, on standard error.
type failure struct {
	Error  string `json:"error"`
	Status int    `json:"status"`
}

// report says on stderr what went wrong, as the command line asks for it.
func report(stderr io.Writer, cmd *cobra.Command, args []string, message string, status int) {
	asJSON, _ := cmd.Flags().GetBool("json") // an error means that there is no such flag
	// Where the flags could not be read, the words tell.
	if asJSON || status == statusUsage && slices.Contains(args, "--json") {
		_ = writeJSONLine(stderr, failure{message, status}) // there is nowhere left to say it
		return
	}
	_ = say(stderr, "regnet: %s\n", message)
}
