package protocol

// Method is how a network is asked for its reasons.
type Method string

// The methods.
const (
	ByClassMap  Method = "map"       // class activation map: logits
	ByOcclusion Method = "occlusion" // grey patch: loss of probability
)

// SubjectWhy is the canvas of the places that speak for a class.
const SubjectWhy = "why"

// Why asks which places of the last picture speak for a class. A later Why or
// picture ends it. Answered by Reason, several times where it takes long, or
// Failed.
type Why struct {
	Method Method `json:"method"`
	Class  int    `json:"class"` // from 0, in the model's order
}

// Reason says how much each place of a picture speaks for a class. When it is
// whole, Done = Total, it has been painted over the picture on SubjectWhy.
type Reason struct {
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
	Values  []byte  `json:"-"`      // Rows × Columns float32, when whole
}

func (*Why) kind() string    { return "why" }
func (*Reason) kind() string { return "reason" }

func (*Why) payload() *[]byte      { return nil }
func (m *Reason) payload() *[]byte { return &m.Values }
