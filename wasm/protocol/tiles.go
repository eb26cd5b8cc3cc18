package protocol

import (
	"slices"

	"strconv"

	"regnetlens/infer/arch"
)

// PickTelling as the channel of a Paint stands for the map that tells most of
// the answer, in each stage and kind of map for itself: the one with the largest
// effect (see [Effects]), or, before those are known, the one that varies most
// over the picture, summed over the stage's blocks; where frame follows frame, as
// from a camera, that of the frame before. All blocks of a stage show the same.
const PickTelling = -1

// TellingKind is the kind of map whose effects say which channel of a kind tells
// most: a kind that is one of another's channel by channel goes with that.
func TellingKind(kind arch.Kind) arch.Kind {
	switch {
	case kind == arch.KindC || kind.Gate():
		return arch.KindH
	case kind == arch.KindResidual:
		return arch.KindO
	}
	return kind
}

// Tiles says what the tiles of a picture show, whenever they are painted anew
// with single maps.
type Tiles struct {
	Run  int       `json:"run"`
	Rows []TileRow `json:"rows"`
}

// Same reports whether tiles show and say the same as others, of the same
// picture.
func (t *Tiles) Same(other *Tiles) bool {
	return other != nil && t.Run == other.Run && slices.EqualFunc(t.Rows, other.Rows, func(a, b TileRow) bool {
		return a.Kind == b.Kind && a.Stage == b.Stage && a.Telling == b.Telling && a.Count == b.Count &&
			slices.Equal(a.Channels, b.Channels) && slices.Equal(a.Spread, b.Spread)
	})
}

// TileRow is what the tiles of a kind of map show in a stage.
type TileRow struct {
	Kind     arch.Kind `json:"kind"`
	Stage    int       `json:"stage"`    // from 1
	Channels []int     `json:"channels"` // from 0, as many as a tile shows
	Telling  bool      `json:"telling"`  // picked by their effect; otherwise by their variance, or told
	// Count and Spread say how the magnitudes of the values that are shown are
	// spread: how many there are, and an atlas.Spread of them. Both are nothing
	// for kinds with a scale of their own, such as gates.
	Count  int       `json:"count"`
	Spread []float32 `json:"spread"`
}

// Ends says where the colours of a picture end, so that both networks' maps are
// painted on one scale: the magnitude of the last colour, by EndOf and the
// Subjects; values beyond it take that colour. What is not named ends by what
// this network alone has. Until it is said for the next picture, ends keep the
// ratio that they have to the network's own. Followed by Painted.
type Ends struct {
	Run   int                `json:"run"` // picture that is meant; with another one here it is of no account
	Highs map[string]float32 `json:"highs"`
}

// EndOf names the end of the tiles of a kind of map in a stage.
func EndOf(kind arch.Kind, stage int) string { return kind.String() + "/" + strconv.Itoa(stage) }

// Order is how the maps of a Sheet follow each other.
type Order string

// The orders.
const (
	ByNumber   Order = "number"
	ByStrength Order = "strength" // the mean magnitude of a map's values, the strongest first
	ByEffect   Order = "effect"   // see Effects; the maps of which it is not known come after, by strength
)

// GetSheet asks for all maps of a tap, painted side by side on SubjectSheet,
// also of every later picture. Without a Tap there is none any more, and no
// answer. Answered by Sheet or Failed.
type GetSheet struct {
	Tap   string `json:"tap"`
	Order Order  `json:"order"`
}

// Sheet says what is painted on SubjectSheet: the maps in the layout
// atlas.SheetOf.
type Sheet struct {
	Run int `json:"run"`
	GetSheet
	Channels []int     `json:"channels"` // in the order of the sheet, from 0
	Signed   bool      `json:"signed"`   // the scale has zero in its middle
	High     float32   `json:"high"`     // where it ends by this network alone
	Count    int       `json:"count"`    // as those of a TileRow
	Spread   []float32 `json:"spread"`
}
