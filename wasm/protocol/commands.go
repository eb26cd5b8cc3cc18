package protocol

import (
	"strings"

	"regnetlens/infer"
)

// Load asks a worker to fetch a model of the catalogue, or to take the file that
// comes with it, and make its network.
// Answered by Progress, then Loaded or Failed.
type Load struct {
	Model string `json:"model"` // id in the catalogue
	URL   string `json:"url"`   // where the weight file is, absolute
	// Backend is what shall compute: Automatic, WebGPU, SIMD or Reference; ""
	// means SIMD.
	Backend string `json:"backend"`
	// Bytes are the weight file itself where it is not of the catalogue: then
	// nothing is fetched.
	Bytes []byte `json:"-"`
	// Opened says that the file is the one that the worker was sent with Open.
	Opened bool `json:"opened,omitempty"`
}

// Canvases asks for paintings: of every later picture, and of the present one
// at once. They come beside whichever report is the next, as ImageBitmaps, so
// that the page can show all that is of one picture in one frame.
type Canvases struct {
	Canvases []Canvas `json:"canvases"`
}

// Canvas is something to paint. A later one of the same subject takes its
// place.
type Canvas struct {
	Subject string `json:"subject"` // a tap's name for the atlas of its channels, One of it for one channel, Less of it for its differences, or SubjectLens
	Width   int    `json:"width"`   // pixels at first; what is painted may be of another size
	Height  int    `json:"height"`
}

// SubjectLens is the canvas of the channel last looked at.
const SubjectLens = "lens"

// One is the canvas of one channel of a tap, by itself or over the picture, as
// the last Paint said.
func One(tap string) (subject string) { return one + tap }

// TapOf is the tap that a canvas shows, and whether it shows one channel.
func TapOf(subject string) (tap string, single bool) { return strings.CutPrefix(subject, one) }

// Less is the canvas of the differences of a tap of both networks, all
// channels. B's worker paints it, with what A's handed over for Compare.
func Less(tap string) (subject string) { return less + tap }

// LessOf is the tap whose differences a canvas shows; false for another canvas.
func LessOf(subject string) (tap string, ok bool) { return strings.CutPrefix(subject, less) }

const one, less = "one/", "less/"

// Run takes a picture through the network: a file, or the pixels of a frame of
// the camera or of a drawing. Answered by Result or Failed. What was last looked at,
// and asked for by class map, comes before the Result, of the new picture.
type Run struct {
	Run    int          `json:"run"`              // number of this picture; answers carry it
	Taps   []string     `json:"taps"`             // what to paint as atlases
	Width  int          `json:"width,omitempty"`  // of pixels; 0 for a file
	Height int          `json:"height,omitempty"` // of pixels; 0 for a file
	Aside  bool         `json:"aside,omitempty"`  // one of many: the picture on the page stays the one that is looked into
	Alike  bool         `json:"alike,omitempty"`  // how alike the blocks are comes with the answer (for the page's picture: Compare)
	Hand   bool         `json:"hand,omitempty"`   // aside: the blocks' outputs go to the other network's worker, see Half
	Take   bool         `json:"take,omitempty"`   // with Alike: so does how alike they are to those that the other network's worker handed over
	Edits  []infer.Edit `json:"edits,omitempty"`  // what if: done on the way; not to pictures aside
	Bytes  []byte       `json:"-"`                // the file as it is on disk, or Height × Width pixels, RGBA

	PreparedMS float64 `json:"prepared_ms,omitempty"` // that was spent on these pixels before; see Prepare
}

// Look asks for one channel of a tap of the picture last run, to be painted on
// the lens and sent as numbers. Answered by Channel or Failed.
type Look struct {
	Tap     string `json:"tap"`
	Channel int    `json:"channel"` // from 0
}

// Give asks for all values of a tap of the picture last run. Answered by
// Values or Failed.
type Give struct {
	Tap string `json:"tap"`
}

// Compare asks how alike the outputs of the network's blocks are, for the
// picture last run; and how alike they are to those of the other network, if
// these travel along. Answered by Likeness or Failed.
type Compare struct {
	Run    int     `json:"run"`  // picture that the other network's outputs are of; with another one here there is no answer to give
	Hand   bool    `json:"hand"` // the outputs come with the answer
	Others []Block `json:"others"`
	Values []byte  `json:"-"` // the others' outputs, one after the other, float32
}

// Paint says how maps are painted from now on; all are painted anew at once. It
// is answered by Picked where the worker picks channels.
type Paint struct {
	Colours string `json:"colours"` // an atlas.Colours
	Channel int    `json:"channel"` // 0: atlases of all channels; from 1: this one alone; or MostVaried
	Cover   int    `json:"cover"`   // above 0: over the picture, covering it by so many per cent
}

// MostVaried stands for the channel that varies most over the picture: in each
// stage the one whose block outputs have the greatest variance, summed over the
// stage's blocks. All maps of a stage show the same.
const MostVaried = -1

func (*Load) kind() string     { return "load" }
func (*Canvases) kind() string { return "canvases" }
func (*Run) kind() string      { return "run" }
func (*Look) kind() string     { return "look" }
func (*Give) kind() string     { return "give" }
func (*Compare) kind() string  { return "compare" }
func (*Paint) kind() string    { return "paint" }

func (m *Load) payload() *[]byte    { return &m.Bytes }
func (*Canvases) payload() *[]byte  { return nil }
func (m *Run) payload() *[]byte     { return &m.Bytes }
func (*Look) payload() *[]byte      { return nil }
func (*Give) payload() *[]byte      { return nil }
func (m *Compare) payload() *[]byte { return &m.Values }
func (*Paint) payload() *[]byte     { return nil }
