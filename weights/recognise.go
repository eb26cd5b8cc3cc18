package weights

import (
	"fmt"

	"regnetlens/weights/filekind"
	"regnetlens/weights/safetensors"
)

// ForeignError says that a file is no weight file, and what it is.
type ForeignError struct {
	Kind filekind.Kind
	Err  error // what the reader of safetensors said; nil where it was not asked
}

// Error implements error.
func (e *ForeignError) Error() string {
	switch e.Kind {
	case filekind.TorchZip, filekind.TorchStream:
		return "this is no weight file of RegNet Lens, it is " + string(e.Kind) + " (\"regnet import\" makes a weight file of it)"
	case filekind.Tar, filekind.Zip, filekind.Gzip, filekind.XZ, filekind.Bzip2, filekind.Zstd, filekind.SevenZip, filekind.RAR:
		return "this is no weight file of RegNet Lens, it is " + string(e.Kind) + ": unpack it first"
	}
	return "this is no weight file of RegNet Lens, it is " + string(e.Kind)
}

// Unwrap returns what the reader said.
func (e *ForeignError) Unwrap() error { return e.Err }

// BrokenError says that a file is a safetensors file, as weight files are, but
// a damaged one: Err is what is wrong with it.
type BrokenError struct{ Err error }

// Error implements error.
func (e *BrokenError) Error() string {
	return fmt.Sprintf("this weight file is damaged or cut short: %v", e.Err)
}

// Unwrap returns what is wrong with the file.
func (e *BrokenError) Unwrap() error { return e.Err }

// parseTensors parses a file; one that cannot be parsed is looked at again, to
// say what it is.
func parseTensors(b []byte) (*safetensors.File, error) {
	f, err := safetensors.Parse(b)
	if err == nil {
		return f, nil
	}
	if kind := filekind.Of(b); kind != filekind.Safetensors {
		return nil, &ForeignError{kind, err}
	}
	return nil, &BrokenError{err}
}
