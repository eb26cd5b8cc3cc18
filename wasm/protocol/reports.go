package protocol

import "regnetlens/infer/picture"

// Ready says that a worker's program runs and takes commands.
type Ready struct{}

// Progress says how much of a weight file has come.
type Progress struct {
	Model string `json:"model"`
	Bytes int64  `json:"bytes"`
	Total int64  `json:"total"`
}

// Loaded says that a network is ready for pictures.
type Loaded struct {
	Model   string `json:"model"`
	Backend string `json:"backend"`           // what computes: WebGPU, SIMD or Reference
	Adapter string `json:"adapter,omitempty"` // name of the graphics adapter there is, used or not
	Reason  string `json:"reason,omitempty"`  // why Automatic left WebGPU out: a fallback.Reason
}

// Result is a network's answer to a picture. The paintings of it have come by
// then, but for a worker's first: that one is waited for, and Painted follows.
type Result struct {
	Run           int       `json:"run"`
	Aside         bool      `json:"aside,omitempty"` // as the command said; nothing is painted then
	Probabilities []float32 `json:"probabilities"`   // of the model's classes, in their order
	Readout       []Reading `json:"readout"`         // the answer read off the blocks where it can be, in the order of depth
	Alike         []byte    `json:"alike,omitempty"` // as asked for: a table of the blocks, see Likeness
	Cross         []byte    `json:"cross,omitempty"` // as asked for, if the other network's half came: a table of its blocks against these
	// Unedited are the probabilities without the edits of the Run; nil where it
	// had none.
	Unedited  []float32 `json:"unedited,omitempty"`
	Overflow  *Overflow `json:"overflow,omitempty"` // where the answer stopped being numbers; nil if it is
	PrepareMS float64   `json:"prepare_ms"`         // from the file's bytes to the network's input
	RunMS     float64   `json:"run_ms"`             // from the input to the logits, with the taps of the page
	Size      int       `json:"size"`               // rows and columns of View
	View      []byte    `json:"-"`                  // the picture as the network read it, RGBA; aside, a thumbnail of it
}

// Overflow is where a network's values are first NaN or infinite.
type Overflow struct {
	Stage int    `json:"stage"` // from 1; 0 before the first, -1 behind the last
	Block int    `json:"block"` // from 1
	Kind  string `json:"kind"`  // of map
}

// Painted brings paintings that come with no other report.
type Painted struct {
	Run int `json:"run"`
}

func (*Painted) kind() string     { return "painted" }
func (*Painted) payload() *[]byte { return nil }

// Again is Result.RunMS of a worker's first picture once the browser has
// compiled what the run had to begin without.
type Again struct {
	Run   int     `json:"run"`
	RunMS float64 `json:"run_ms"`
}

func (*Again) kind() string     { return "again" }
func (*Again) payload() *[]byte { return nil }

// Reading is the answer as it stands at the output of a block.
type Reading struct {
	Stage         int       `json:"stage"` // from 1
	Block         int       `json:"block"` // from 1
	Probabilities []float32 `json:"probabilities"`
}

// Channel is one channel of a tap.
type Channel struct {
	Run     int     `json:"run"`
	Tap     string  `json:"tap"`
	Channel int     `json:"channel"` // from 0
	Of      int     `json:"of"`      // channels the tap has
	Height  int     `json:"height"`
	Width   int     `json:"width"`
	Low     float32 `json:"low"` // the values at both ends of the colour scale
	High    float32 `json:"high"`
	Signed  bool    `json:"signed"` // the scale has zero in its middle
	Bins    []int   `json:"bins"`   // histogram over Low … High
	Values  []byte  `json:"-"`      // Height × Width float32; read with At
}

// Values is everything at a tap.
type Values struct {
	Run      int    `json:"run"`
	Tap      string `json:"tap"`
	Channels int    `json:"channels"`
	Height   int    `json:"height"`
	Width    int    `json:"width"`
	Values   []byte `json:"-"` // Channels × Height × Width float32; read with Floats
}

// Block is a block of a network and the size of its output.
type Block struct {
	Stage    int `json:"stage"` // from 1
	Block    int `json:"block"` // from 1
	Channels int `json:"channels"`
	Height   int `json:"height"`
	Width    int `json:"width"`
}

// Likeness says how alike the outputs of blocks are. The tables are packed:
// package measure reads them.
type Likeness struct {
	Run    int     `json:"run"`
	Blocks []Block `json:"blocks"` // of this network
	Own    []byte  `json:"own"`    // table of Blocks against Blocks
	Others []Block `json:"others"` // of the other network; none if it was not asked for
	Cross  []byte  `json:"cross"`  // table of Others against Blocks
	Values []byte  `json:"-"`      // the outputs of Blocks one after the other, float32, if they were asked for
}

// Stage says what a worker was doing when it failed.
type Stage string

// What can fail.
const (
	FailedLoad    Stage = "load"    // fetching a weight file or making its network
	FailedPicture Stage = "picture" // reading a picture file
	FailedRun     Stage = "run"     // running the network
	FailedDevice  Stage = "device"  // WebGPU; the worker is of no more use, another can use the processor
	FailedGive    Stage = "give"    // giving the values of a tap
	FailedCompare Stage = "compare" // comparing blocks
)

// Failed says that a command could not be carried out; the worker goes on.
type Failed struct {
	Reason  string         `json:"reason,omitempty"`  // of FailedDevice: a fallback.Reason; of FailedLoad: one of fetch's
	Picture *picture.Fault `json:"picture,omitempty"` // of FailedPicture
	Stage   Stage          `json:"stage"`
	Run     int            `json:"run"`     // of the picture, where it is one
	Tap     string         `json:"tap"`     // whose values are not given, where it is that
	Message string         `json:"message"` // one sentence for the reader of the page
}

func (*Ready) kind() string    { return "ready" }
func (*Progress) kind() string { return "progress" }
func (*Loaded) kind() string   { return "loaded" }
func (*Result) kind() string   { return "result" }
func (*Channel) kind() string  { return "channel" }
func (*Values) kind() string   { return "values" }
func (*Likeness) kind() string { return "likeness" }
func (*Failed) kind() string   { return "failed" }

func (*Ready) payload() *[]byte      { return nil }
func (*Progress) payload() *[]byte   { return nil }
func (*Loaded) payload() *[]byte     { return nil }
func (m *Result) payload() *[]byte   { return &m.View }
func (m *Channel) payload() *[]byte  { return &m.Values }
func (m *Values) payload() *[]byte   { return &m.Values }
func (m *Likeness) payload() *[]byte { return &m.Values }
func (*Failed) payload() *[]byte     { return nil }

// Picked says which channels the maps of the picture last run show.
type Picked struct {
	Run      int   `json:"run"`
	Channels []int `json:"channels"` // of each stage, from 0
}

func (*Picked) kind() string     { return "picked" }
func (*Picked) payload() *[]byte { return nil }
