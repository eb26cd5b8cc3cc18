package picture

import (
	"errors"
	"fmt"
)

// Kind is what is wrong with a picture file.
type Kind string

// The kinds.
const (
	Unknown Kind = "unknown" // it is no picture of a format that is read
	Broken  Kind = "broken"  // it is damaged or cut short
	Empty   Kind = "empty"   // it has no pixels
	Large   Kind = "large"   // it has more than MaxPixels
	Barred  Kind = "barred"  // the browser keeps its pixels from pages
	Long    Kind = "long"    // the file is longer than the page takes
	Gone    Kind = "gone"    // the file cannot be read from where it is
)

// Fault is why a picture file is not read. Error gives an English sentence;
// other languages make one of the fields.
type Fault struct {
	Kind   Kind   `json:"kind"`
	Format string `json:"format,omitempty"` // as people call it, where it is known
	Width  int    `json:"width,omitempty"`  // in pixels, of Large and Empty
	Height int    `json:"height,omitempty"`
	Err    error  `json:"-"` // what a decoder said; may be nil
}

// FaultOf is the fault in an error of [Decode] or [Probe].
func FaultOf(err error) *Fault {
	var f *Fault
	switch {
	case errors.As(err, &f):
		return f
	case errors.Is(err, ErrFormat):
		return &Fault{Kind: Unknown, Err: err}
	}
	return &Fault{Kind: Broken, Err: err}
}

// Megapixels is how many millions of pixels the picture has, rounded up.
func (f *Fault) Megapixels() int64 {
	return int64((float64(f.Width)*float64(f.Height) + 999_999) / 1e6)
}

func (f *Fault) Error() string {
	switch f.Kind {
	case Empty:
		return fmt.Sprintf("this %s picture has no pixels (%d × %d)", f.Format, f.Width, f.Height)
	case Large:
		return fmt.Sprintf("this %s picture of %d × %d pixels (%d Mpx) is over the limit of %d Mpx", f.Format, f.Width, f.Height, f.Megapixels(), MaxPixels/1_000_000)
	case Unknown:
		return ErrFormat.Error()
	case Barred:
		return "this browser keeps the pixels of pictures from pages, so only JPEG and PNG can be read"
	case Long:
		return "this file has more than 256 MB"
	case Gone:
		return "this file cannot be read from where it is"
	}
	if f.Err == nil {
		return fmt.Sprintf("this %s picture cannot be read, it is broken or cut short", f.Format)
	}
	return f.Err.Error()
}

// Unwrap gives what a decoder said.
func (f *Fault) Unwrap() error { return f.Err }
