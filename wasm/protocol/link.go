package protocol

// Link ties a worker to that of the other network: a port (MessagePort), the
// other end of which the other worker has, travels beside the message. A later
// one takes its place.
type Link struct{}

// Half is what one worker hands the other over their Link: the outputs of its
// blocks for a picture of a batch, so that the other can compare its own with
// them. The page, which would only pass them on, never sees them.
type Half struct {
	Run    int     `json:"run"`
	Blocks []Block `json:"blocks"`
	Values []byte  `json:"-"` // the outputs of Blocks one after the other, float32
}

func (*Link) kind() string { return "link" }
func (*Half) kind() string { return "half" }

func (*Link) payload() *[]byte   { return nil }
func (m *Half) payload() *[]byte { return &m.Values }
