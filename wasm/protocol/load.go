package protocol

import "regnetlens/infer/fallback"

// Ready says that a worker's program runs and takes commands.
type Ready struct{}

// Load asks a worker to fetch a model of the catalogue, or to take the file that
// comes with it, and make its network.
// Answered by Progress, several times, and Loaded, or by Failed.
type Load struct {
	Model string `json:"model"` // id in the catalogue
	URL   string `json:"url"`   // where the weight file is, absolute
	// Backend is what shall compute: Automatic, WebGPU, SIMD or Reference; ""
	// means SIMD.
	Backend string `json:"backend"`
	// File is the weight file where it is not of the catalogue: then nothing is
	// fetched. See File.
	File  any    `json:"-"`
	Bytes []byte `json:"-"` // what is in the file, once it was read
	// Opened says that the file is the one that the worker was sent with Open.
	Opened bool `json:"opened,omitempty"`
}

func (m *Load) payload() *[]byte { return &m.Bytes }
func (m *Load) file() *any       { return &m.File }

// Progress says how much of a weight file has come.
type Progress struct {
	Model string `json:"model"`
	Bytes int64  `json:"bytes"`
	Total int64  `json:"total"`
}

// Loaded says that a network is ready for pictures.
type Loaded struct {
	Model   string          `json:"model"`
	Backend string          `json:"backend"`           // what computes: WebGPU, SIMD or Reference
	Adapter string          `json:"adapter,omitempty"` // name of the graphics adapter there is, used or not
	Reason  fallback.Reason `json:"reason,omitempty"`  // why Automatic left WebGPU out
}
