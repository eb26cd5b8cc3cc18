package protocol

// Compare asks how similar the outputs of the network's blocks are for a
// picture; and how similar they are to those of the other network, whose worker
// has sent them over the Link. Answered by Similarity or Failed.
type Compare struct {
	Run     int  `json:"run"`               // picture that is meant; with another one here there is no answer
	Send    bool `json:"send,omitempty"`    // the outputs go to the other network's worker
	Receive bool `json:"receive,omitempty"` // its outputs are compared with
}

// Similarity says how similar the outputs of blocks are. The tables are packed:
// package measure reads them.
type Similarity struct {
	Run    int     `json:"run"`
	Blocks []Block `json:"blocks"` // of this network
	Own    []byte  `json:"own"`    // table of Blocks against Blocks
	Others []Block `json:"others"` // of the other network; none where it was not asked for, or its outputs did not come
	Cross  []byte  `json:"cross"`  // table of Others against Blocks
}

// Block is a block of a network and the size of its output.
type Block struct {
	Stage    int `json:"stage"` // from 1
	Block    int `json:"block"` // from 1
	Channels int `json:"channels"`
	Height   int `json:"height"`
	Width    int `json:"width"`
}

// Link ties a worker to that of the other network: a port (MessagePort), the
// other end of which the other worker has, travels beside the message. A later
// one takes its place.
type Link struct{}

// BlockOutputs is what one worker sends the other over their Link: the outputs
// of its blocks for a picture, so that the other can compare its own with them.
// The page, which would only pass them on, never sees them.
type BlockOutputs struct {
	Run    int     `json:"run"`
	Blocks []Block `json:"blocks"`
	Values []byte  `json:"-"` // the outputs of Blocks one after the other, float32
}

func (m *BlockOutputs) payload() *[]byte { return &m.Values }
