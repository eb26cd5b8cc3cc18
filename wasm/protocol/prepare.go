package protocol

// Prepare asks a worker for a picture as networks read it: its centre square,
// resampled. The picture is an ImageBitmap that travels beside the message, or a
// file. The worker goes on with other pictures meanwhile; one that is no batch item
// ends the one before, which is not answered then. Answered by Preparing, now
// and then, and by Prepared or Failed.
type Prepare struct {
	BatchItem bool   `json:"batch_item"` // goes on after those that are none
	Sizes     []int  `json:"sizes"`      // numbers of rows and columns that are wanted
	Width     int    `json:"width"`      // of the bitmap, in pixels; 0 for a file
	Height    int    `json:"height"`     // of the bitmap, in pixels; 0 for a file
	File      any    `json:"-"`          // the file; nil for a bitmap. See File
	Bytes     []byte `json:"-"`          // what is in the file, once it was read
}

func (m *Prepare) payload() *[]byte { return &m.Bytes }
func (m *Prepare) file() *any       { return &m.File }

// Preparing says how far a picture is.
type Preparing struct {
	Part float64 `json:"part"` // that is done, from 0 to 1
}

// Prepared is a picture as networks read it.
type Prepared struct {
	Sizes  []int   `json:"sizes"` // of the inputs
	MS     float64 `json:"ms"`    // that the worker was at it, in milliseconds
	Inputs []byte  `json:"-"`     // one after the other: Size × Size pixels, RGBA
}

func (m *Prepared) payload() *[]byte { return &m.Inputs }
