package device

import "fmt"

// Kind is what a user can ask to train on.
type Kind string

// The kinds. SIMD is this project's own engine, which needs nothing; CUDA and
// CPU are XLA plugins; Go is GoMLX's pure-Go backend, which is slow and of use
// for tests. Auto is CUDA where there is one, and SIMD elsewhere.
const (
	Auto Kind = "auto"
	SIMD Kind = "simd"
	CUDA Kind = "cuda"
	CPU  Kind = "cpu"
	Go   Kind = "go"
)

// Kinds lists them for help texts.
var Kinds = []Kind{SIMD, CUDA, CPU, Go, Auto}

// ParseKind reads the value of --device.
func ParseKind(s string) (Kind, error) {
	for _, k := range Kinds {
		if s == string(k) {
			return k, nil
		}
	}
	return "", fmt.Errorf("device: %q is none of %q", s, Kinds)
}
