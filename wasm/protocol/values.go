package protocol

// GetChannel asks for one channel of a tap, to be painted on the lens and sent
// as numbers. Answered by ChannelMap or Failed.
type GetChannel struct {
	Tap     string `json:"tap"`
	Channel int    `json:"channel"` // from 0; or PickTelling, for each picture anew
}

// ChannelMap is one channel of a tap.
type ChannelMap struct {
	Run     int     `json:"run"`
	Tap     string  `json:"tap"`
	Channel int     `json:"channel"` // from 0
	Telling bool    `json:"telling"` // it was left to the worker: PickTelling
	Of      int     `json:"of"`      // channels the tap has
	Height  int     `json:"height"`
	Width   int     `json:"width"`
	Low     float32 `json:"low"` // the values at both ends of the colormap
	High    float32 `json:"high"`
	Signed  bool    `json:"signed"` // the scale has zero in its middle
	Bins    []int   `json:"bins"`   // histogram over Low … High
	Values  []byte  `json:"-"`      // Height × Width float32; read with At
}

func (m *ChannelMap) payload() *[]byte { return &m.Values }

// GetTap asks for all values of a tap. Answered by TapValues or Failed.
type GetTap struct {
	Tap string `json:"tap"`
}

// TapValues is everything at a tap.
type TapValues struct {
	Run      int    `json:"run"`
	Tap      string `json:"tap"`
	Channels int    `json:"channels"`
	Height   int    `json:"height"`
	Width    int    `json:"width"`
	Values   []byte `json:"-"` // Channels × Height × Width float32; read with Floats
}

func (m *TapValues) payload() *[]byte { return &m.Values }
