package protocol

// The backends by the words for them, and the choice between them that is left
// to the worker: WebGPU on a graphics processor, else SIMD.
const (
	Automatic = "auto"
	WebGPU    = "webgpu"
	SIMD      = "simd"
	Reference = "gonum"
)

// Verify asks how far another backend is from the present one on the picture
// last run. Answered by Verified, or Failed.
type Verify struct {
	With string   `json:"with"` // WebGPU, SIMD or Reference
	Taps []string `json:"taps"` // to compare besides the logits
}

// Verified is the largest difference between two backends on a picture. A
// tap's difference is that of its values, divided by 1 + the largest of them;
// NaN where the one has a number and the other none.
type Verified struct {
	Run       int     `json:"run"`
	Backend   string  `json:"backend"`
	With      string  `json:"with"`
	Logits    float64 `json:"logits"`
	Taps      float64 `json:"taps"`
	Worst     string  `json:"worst"`     // the tap that differs most
	Tolerance float64 `json:"tolerance"` // what the backends' tests allow
}

// Recovered says that the graphics device was lost, and that another has taken
// over with everything that was on it.
type Recovered struct {
	Reason string `json:"reason"` // the browser's words
}

// Time asks how long each operation takes. Answered by Timed or Failed.
type Time struct{}

// Timed is the time of each operation of the network for one picture.
type Timed struct {
	Backend    string             `json:"backend"`
	Operations map[string]float64 `json:"operations"` // by arch.Op.Name, in milliseconds
}
