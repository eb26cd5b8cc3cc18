package protocol

import "regnetlens/weights"

// Open asks a worker to parse a weight file and to keep it for Load. Answered by
// Opened or Failed.
type Open struct {
	File  any    `json:"-"` // the file; see File
	Bytes []byte `json:"-"` // what is in it, once it was read
}

func (m *Open) payload() *[]byte { return &m.Bytes }
func (m *Open) file() *any       { return &m.File }

// Opened is what a weight file says of its network.
type Opened struct {
	Model weights.Model `json:"model"`
}
