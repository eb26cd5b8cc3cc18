//go:build js

package webgpu

import (
	"context"
	"errors"
	"strings"

	"regnetlens/infer/webgpu/gpu"
)

// Fault is a failure of WebGPU that is neither the caller's mistake nor
// mended by trying again: go on with a CPU backend and show the sentence.
type Fault struct {
	// Sentence is for the user.
	Sentence string
	// Err is for the log.
	Err error
}

// Error implements error.
func (f *Fault) Error() string { return "webgpu: " + f.Err.Error() }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// fault finds the sentence for an error of the device. A cancelled context is
// no fault.
func fault(err error) error {
	var known *Fault
	if err == nil || errors.As(err, &known) || errors.Is(err, ErrNoTimestamps) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	sentence := "The graphics device made an error, so the processor computes instead."
	var lost *gpu.LostError
	text := strings.ToLower(err.Error())
	switch {
	case errors.Is(err, gpu.ErrNoWebGPU):
		sentence = "This browser offers no WebGPU here, so the processor computes."
	case errors.Is(err, gpu.ErrNoAdapter):
		sentence = "The browser found no graphics device for WebGPU, so the processor computes."
	case errors.As(err, &lost):
		sentence = "The graphics device was lost and could not be replaced, so the processor computes instead."
	case errors.Is(err, errDeadline):
		sentence = "The graphics device did not answer in time, so the processor computes instead."
	case errors.Is(err, errWrong):
		sentence = "The graphics device computed wrong numbers, so the processor computes instead."
	case errors.Is(err, errTooLarge):
		sentence = "The network is too large for the graphics device, so the processor computes instead."
	case strings.Contains(text, "memory"):
		sentence = "The graphics device has not enough memory, so the processor computes instead."
	case strings.Contains(text, ".wgsl"):
		sentence = "The graphics device's driver could not compile a shader, so the processor computes instead."
	case strings.Contains(text, "opening "):
		sentence = "The graphics device lacks what the networks need, so the processor computes."
	}
	return &Fault{Sentence: sentence, Err: err}
}

// errTooLarge marks networks over the device's limits, errWrong numbers that
// differ from the reference's.
var (
	errTooLarge = errors.New("over the limits of the device")
	errWrong    = errors.New("the device's numbers differ from the processor's")
)

// Preferred tells whether the engine should be used unless the user chooses
// otherwise, and if not, why: a software adapter is slower than the CPU
// backends.
func (e *Engine) Preferred() (ok bool, sentence string) {
	if e.session.adapter.Software {
		return false, "WebGPU runs in software here (" + e.session.adapter.String() + "), so the processor computes unless you choose otherwise."
	}
	return true, ""
}
