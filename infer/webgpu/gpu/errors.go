//go:build js

package gpu

import (
	"errors"
	"fmt"
	"syscall/js"
)

// ErrMemory says that the device has not enough memory for what was asked of
// it.
var ErrMemory = errors.New("out of memory")

// ShaderError is a shader that the device's driver does not compile.
type ShaderError struct {
	Shader string // its label
	Err    error
}

// Error implements error.
func (e *ShaderError) Error() string { return fmt.Sprintf("gpu: %s: %v", e.Shader, e.Err) }

// Unwrap gives the cause.
func (e *ShaderError) Unwrap() error { return e.Err }

// OpenError is an adapter that gives no device with what is required.
type OpenError struct {
	Adapter Info
	Err     error
}

// Error implements error.
func (e *OpenError) Error() string { return fmt.Sprintf("gpu: opening %s: %v", e.Adapter, e.Err) }

// Unwrap gives the cause.
func (e *OpenError) Unwrap() error { return e.Err }

// scoped is a GPUError: one of memory is ErrMemory.
func scoped(v js.Value) error {
	text := "gpu: " + message(v)
	if constructor := v.Get("constructor"); constructor.Truthy() && constructor.Get("name").String() == "GPUOutOfMemoryError" {
		return fmt.Errorf("%s: %w", text, ErrMemory)
	}
	return errors.New(text)
}
