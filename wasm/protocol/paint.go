package protocol

import "strings"

// Canvases asks for paintings: of every later picture, and of the present one
// at once. They come beside whichever report is the next, as ImageBitmaps, so
// that the page can show all that is of one picture in one frame.
type Canvases struct {
	Canvases []Canvas `json:"canvases"`
}

// Canvas is something to paint. A later one of the same subject takes its
// place.
type Canvas struct {
	Subject string `json:"subject"` // a tap's name for the atlas of its channels, One of it for one channel, Difference of it for A − B, or one of the Subjects
	Width   int    `json:"width"`   // pixels at first; what is painted may be of another size
	Height  int    `json:"height"`
}

// The subjects that are of no one tap.
const (
	SubjectLens        = "lens"        // the channel last asked for
	SubjectSource      = "source"      // the map that an activation was read from
	SubjectAttribution = "attribution" // the places that speak for a class
	SubjectSheet       = "sheet"       // all maps of a tap; see GetSheet
)

const one, difference = "one/", "difference/"

// One is the canvas of one channel of a tap, or of a few side by side, by itself
// or over the picture, as the last Paint said.
func One(tap string) (subject string) { return one + tap }

// TapOf is the tap that a canvas shows, and whether it shows single channels.
func TapOf(subject string) (tap string, single bool) { return strings.CutPrefix(subject, one) }

// Difference is the canvas of A − B at a tap of both networks, all channels.
// B's worker paints it, with what A's sent it for Compare.
func Difference(tap string) (subject string) { return difference + tap }

// DifferenceOf is the tap whose difference a canvas shows; false for another
// canvas.
func DifferenceOf(subject string) (tap string, ok bool) {
	return strings.CutPrefix(subject, difference)
}

// Paint says how maps are painted from now on; all are painted anew at once. It
// is followed by Tiles where tiles show single maps.
type Paint struct {
	Colormap string `json:"colormap"`       // an atlas.Colormap
	Channel  int    `json:"channel"`        // 0: atlases of all channels; from 1: this one alone; or PickTelling
	Maps     int    `json:"maps,omitempty"` // of PickTelling: how many a tile shows; 0 means 1
	Opacity  int    `json:"opacity"`        // above 0: over the picture, covering it by so many per cent
}

// FirstPaint is how a worker paints that was not told otherwise.
var FirstPaint = Paint{Colormap: "viridis", Channel: PickTelling}

// Painted brings paintings that come with no other report.
type Painted struct {
	Run int `json:"run"`
}
