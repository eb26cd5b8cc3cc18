//go:build js

package webgpu

import (
	"context"
	"errors"

	"regnetlens/infer/webgpu/gpu"
)

// Fault is a failure of WebGPU that is neither the caller's mistake nor
// mended by trying again: go on with a CPU backend and show the sentence.
type Fault struct {
	Reason Reason
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
	reason := OtherError
	var lost *gpu.LostError
	var shader *gpu.ShaderError
	var opening *gpu.OpenError
	switch {
	case errors.Is(err, gpu.ErrNoWebGPU):
		reason = NoWebGPU
	case errors.Is(err, gpu.ErrNoAdapter):
		reason = NoAdapter
	case errors.As(err, &lost):
		reason = Lost
	case errors.Is(err, errDeadline):
		reason = Late
	case errors.Is(err, errWrong):
		reason = WrongNumbers
	case errors.Is(err, errTooLarge):
		reason = TooLarge
	case errors.Is(err, gpu.ErrMemory):
		reason = NoMemory
	case errors.As(err, &shader):
		reason = BadShader
	case errors.As(err, &opening):
		reason = Lacking
	}
	return &Fault{Reason: reason, Sentence: Sentences[reason], Err: err}
}

// errTooLarge marks networks over the device's limits, errWrong numbers that
// differ from the reference's.
var (
	errTooLarge = errors.New("over the limits of the device")
	errWrong    = errors.New("the device's numbers differ from the processor's")
)

// Preferred reports whether the engine should be used unless the user chooses
// otherwise, and if not, why: a software adapter is slower than the CPU
// backends.
func (e *Engine) Preferred() (ok bool, sentence string) {
	if e.session.adapter.Software {
		return false, "WebGPU runs in software here (" + e.session.adapter.String() + "), so the processor computes unless you choose otherwise."
	}
	return true, ""
}
