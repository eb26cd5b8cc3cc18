//go:build js

package webgpu

import (
	"context"
	"errors"

	"regnetlens/infer/fallback"
	"regnetlens/infer/webgpu/gpu"
)

// Fault is a failure of WebGPU that is neither the caller's mistake nor
// mended by trying again: go on with a CPU backend and tell the user the reason.
type Fault struct {
	Reason fallback.Reason
	Err    error // for the log
}

// Error implements error.
func (f *Fault) Error() string { return "webgpu: " + f.Err.Error() }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// fault finds the reason of an error of the device. A cancelled context is
// no fault.
func fault(err error) error {
	var known *Fault
	if err == nil || errors.As(err, &known) || errors.Is(err, ErrNoTimestamps) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	reason := fallback.OtherError
	var lost *gpu.LostError
	var shader *gpu.ShaderError
	var opening *gpu.OpenError
	switch {
	case errors.Is(err, gpu.ErrNoWebGPU):
		reason = fallback.NoWebGPU
	case errors.Is(err, gpu.ErrNoAdapter):
		reason = fallback.NoAdapter
	case errors.As(err, &lost):
		reason = fallback.Lost
	case errors.Is(err, errDeadline):
		reason = fallback.Late
	case errors.Is(err, errWrong):
		reason = fallback.WrongNumbers
	case errors.Is(err, errTooLarge):
		reason = fallback.TooLarge
	case errors.Is(err, gpu.ErrMemory):
		reason = fallback.NoMemory
	case errors.As(err, &shader):
		reason = fallback.BadShader
	case errors.As(err, &opening):
		reason = fallback.Lacking
	}
	return &Fault{Reason: reason, Err: err}
}

// errTooLarge marks networks over the device's limits, errWrong numbers that
// differ from the reference's.
var (
	errTooLarge = errors.New("over the limits of the device")
	errWrong    = errors.New("the device's numbers differ from the processor's")
)
