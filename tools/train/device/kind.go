// Package device finds and opens what training runs on: an XLA plugin for
// NVIDIA GPUs or for the CPU, which Python wheels ship and any program can
// load through PJRT, or GoMLX's pure-Go backend.
//
// It never takes something slower than what was asked for in silence: where
// the wanted plugin is missing, the error says what to run.
package device

import "fmt"

// Kind is what a user can ask for.
type Kind string

// The kinds. Auto is CUDA on a machine with an NVIDIA GPU and CPU on any
// other; it is never Go, which is some ten times slower.
const (
	Auto Kind = "auto"
	CUDA Kind = "cuda"
	CPU  Kind = "cpu"
	Go   Kind = "go"
)

// Kinds lists them for help texts.
var Kinds = []Kind{CUDA, CPU, Go, Auto}

// ParseKind reads the value of --device.
func ParseKind(s string) (Kind, error) {
	for _, k := range Kinds {
		if s == string(k) {
			return k, nil
		}
	}
	return "", fmt.Errorf("device: %q is none of %q", s, Kinds)
}

// MissingError says that no plugin of a kind was found, and what to run.
type MissingError struct {
	Kind Kind
	// GPU is set where "auto" met an NVIDIA GPU without a plugin for it.
	GPU bool
}

func (e *MissingError) Error() string {
	if e.GPU {
		return "device: this machine has an NVIDIA GPU but no XLA plugin for it was found: run \"regnet runtime install cuda\", or pass --device cpu to do without the GPU"
	}
	return fmt.Sprintf("device: no XLA plugin for %s was found: run \"regnet runtime install %s\", or pass --device go to train in pure Go, some ten times slower", e.Kind, e.Kind)
}
