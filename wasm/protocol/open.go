package protocol

import "regnetlens/weights"

// Open asks a worker to parse a weight file and to keep it for Load. Answered by
// Opened or Failed.
type Open struct {
	Bytes []byte `json:"-"` // the file
}

// Opened is what a weight file says of its network.
type Opened struct {
	Model weights.Model `json:"model"`
}

func (*Open) kind() string   { return "open" }
func (*Opened) kind() string { return "opened" }

func (m *Open) payload() *[]byte { return &m.Bytes }
func (*Opened) payload() *[]byte { return nil }
