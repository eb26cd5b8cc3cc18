package protocol

import "regnetlens/infer/explain"

// SubjectRead is the canvas of the map that an explained value was read from.
const SubjectRead = "read"

// Explain asks how one value of the last picture came to be. Answered by
// Explanation or Failed.
type Explain struct {
	Tap     string `json:"tap"`
	Channel int    `json:"channel"` // from 0, as the others
	Y       int    `json:"y"`
	X       int    `json:"x"`
}

// Explanation says how one value came to be. The map its window lies in is
// painted on SubjectRead.
type Explanation struct {
	Run int `json:"run"`
	Explain
	Shown float32       `json:"shown"` // the value in the map: after edits, where the tap has any
	Pixel explain.Pixel `json:"pixel"`
}

func (*Explain) kind() string     { return "explain" }
func (*Explanation) kind() string { return "explanation" }

func (*Explain) payload() *[]byte     { return nil }
func (*Explanation) payload() *[]byte { return nil }
