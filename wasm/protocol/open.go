package protocol

import "regnetlens/weights"

// Open asks a worker to parse a weight file and to keep it for Load. Answered by
// Opened or Failed.
type Open struct {
	Bytes []byte `json:"-"` // the file
}

func (m *Open) payload() *[]byte { return &m.Bytes }

// Opened is what a weight file says of its network.
type Opened struct {
	Model weights.Model `json:"model"`
}
