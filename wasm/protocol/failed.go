package protocol

import "regnetlens/infer/picture"

// Failed says that a command could not be carried out; the worker goes on. It
// is the error of the call.
type Failed struct {
	Message string         `json:"message"`           // one sentence, in English
	Picture *picture.Fault `json:"picture,omitempty"` // the picture cannot be read; nil where it can
	Load    string         `json:"load,omitempty"`    // of a Load: one of fetch's reasons
	Device  string         `json:"device,omitempty"`  // a webgpu.Reason: the worker is of no more use, another can use the processor
}

// Error implements error.
func (f *Failed) Error() string { return f.Message }
