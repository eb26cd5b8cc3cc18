package protocol

import "regnetlens/infer/explain"

// GetActivation asks how one unit's value came about. Answered by Activation or
// Failed.
type GetActivation struct {
	Tap     string `json:"tap"`
	Channel int    `json:"channel"` // from 0, as the others
	Y       int    `json:"y"`
	X       int    `json:"x"`
}

// Activation says how one unit's value came about. The map its window lies in
// is painted on SubjectSource.
type Activation struct {
	Run int `json:"run"`
	GetActivation
	Shown float32       `json:"shown"` // the value in the map: after edits, where the tap has any
	Pixel explain.Pixel `json:"pixel"`
}

// Method is how a network's answer is attributed to places of the picture.
type Method string

// The methods.
const (
	ByClassMap  Method = "map"       // class activation map: logits
	ByOcclusion Method = "occlusion" // grey patch: loss of probability
)

// Attribute asks which places of the picture speak for a class. A later
// Attribute or Show ends it, unanswered. Answered by Attribution, several times
// where it takes long, or Failed.
type Attribute struct {
	Method Method `json:"method"`
	Class  int    `json:"class"` // from 0, in the model's order
}

// Attribution says how much each place of a picture speaks for a class. When it
// is complete, it has been painted over the picture on SubjectAttribution.
type Attribution struct {
	Run     int     `json:"run"`
	Method  Method  `json:"method"`
	Class   int     `json:"class"`
	Done    int     `json:"done"` // runs of the network that it took so far
	Total   int     `json:"total"`
	Rows    int     `json:"rows"`
	Columns int     `json:"columns"`
	Patch   int     `json:"patch"`  // of an occlusion: rows and columns of the grey patch, pixels
	Stride  int     `json:"stride"` // and its steps, pixels
	Most    float32 `json:"most"`   // the colours run from −Most to Most
	Values  []byte  `json:"-"`      // Rows × Columns float32, when complete
}

func (m *Attribution) payload() *[]byte { return &m.Values }

// Complete reports whether the attribution has its values.
func (m *Attribution) Complete() bool { return m.Done == m.Total }
