package protocol

import (
	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Picture is what a network is to read: a file, or the pixels of a frame of the
// camera or of a drawing.
type Picture struct {
	Width      int     `json:"width,omitempty"`       // of pixels; 0 for a file
	Height     int     `json:"height,omitempty"`      // of pixels; 0 for a file
	PreparedMS float64 `json:"prepared_ms,omitempty"` // that was spent on these pixels before, in milliseconds; see Prepare
	Bytes      []byte  `json:"-"`                     // Height × Width pixels, RGBA; or, natively, the file as it is on disk
	File       any     `json:"-"`                     // the file; see File
}

func (p *Picture) file() *any { return &p.File }

func (p *Picture) payload() *[]byte { return &p.Bytes }

// Show takes a picture through the network and keeps it: every later command is
// about it. Answered by Result or Failed. The channel and the class map that
// were last asked for come before the Result, of the new picture.
type Show struct {
	Picture
	Run   int          `json:"run"`             // number of this picture, from 1; whatever is said of it carries it
	Taps  []string     `json:"taps"`            // what to paint as atlases
	Edits []infer.Edit `json:"edits,omitempty"` // what if: done on the way
}

// Evaluate takes a picture of a batch through the network, beside the one that
// is shown. Answered by Result or Failed.
type Evaluate struct {
	Picture
	Run     int      `json:"run"`               // number of this picture, below 0
	Taps    []string `json:"taps,omitempty"`    // whose values are kept
	Send    bool     `json:"send,omitempty"`    // the blocks' outputs go to the other network's worker
	Receive bool     `json:"receive,omitempty"` // those of the other network's worker are compared with
}

// Result is a network's answer to a picture. The paintings of it have come by
// then, but for a worker's first: that one is waited for, and Painted follows.
type Result struct {
	Run           int       `json:"run"`
	Probabilities []float32 `json:"probabilities"`   // of the model's classes, in their order
	Readout       []Reading `json:"readout"`         // the answer read off the blocks where it can be, in the order of depth
	Own           []byte    `json:"own,omitempty"`   // of an Evaluate: the blocks' similarity, as Similarity.Own
	Cross         []byte    `json:"cross,omitempty"` // and that to the other network's, if its outputs came
	// Unedited are the probabilities without the edits of the Show; nil where
	// it had none.
	Unedited  []float32 `json:"unedited,omitempty"`
	Overflow  *Overflow `json:"overflow,omitempty"` // where the answer stopped being numbers; nil if it is
	PrepareMS float64   `json:"prepare_ms"`         // from the file's bytes to the network's input
	RunMS     float64   `json:"run_ms"`             // from the input to the logits, with the taps of the page
	Size      int       `json:"size"`               // rows and columns of View
	View      []byte    `json:"-"`                  // the picture as the network read it, RGBA; of an Evaluate, a thumbnail of it
}

func (m *Result) payload() *[]byte { return &m.View }

// Overflow is where a network's values are first NaN or infinite.
type Overflow struct {
	Stage int       `json:"stage"` // from 1; 0 before the first, -1 behind the last
	Block int       `json:"block"` // from 1
	Kind  arch.Kind `json:"kind"`  // of map
}

// Reading is the answer as it stands at the output of a block.
type Reading struct {
	Stage         int       `json:"stage"` // from 1
	Block         int       `json:"block"` // from 1
	Probabilities []float32 `json:"probabilities"`
}

// WarmRun is Result.RunMS of a worker's first picture once the browser has
// compiled what the run had to begin without.
type WarmRun struct {
	Run   int     `json:"run"`
	RunMS float64 `json:"run_ms"`
}
