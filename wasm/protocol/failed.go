package protocol

import (
	"regnetlens/infer/fallback"
	"regnetlens/infer/picture"
)

// Failed says that a command could not be carried out; the worker goes on. It
// is the error of the call.
type Failed struct {
	Message string          `json:"message"`           // one sentence, in English
	Picture *picture.Fault  `json:"picture,omitempty"` // the picture cannot be read; nil where it can
	Load    string          `json:"load,omitempty"`    // of a Load: one of fetch's reasons
	Device  fallback.Reason `json:"device,omitempty"`  // the worker is of no more use, another can use the processor; "" for other failures
}

// Error implements error.
func (f *Failed) Error() string { return f.Message }
