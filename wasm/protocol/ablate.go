package protocol

import "regnetlens/infer/arch"

// Ablate asks what becomes of the answer to the picture shown last when one part
// of the network is taken out, one after the other (ablation). All runs are of
// the network as it is, without the edits of the Show. The worker goes on with
// everything else meanwhile; a later Ablate or Show ends it, unanswered. Answered
// by WithoutH for each of Blocks, or Failed.
type Ablate struct {
	Blocks []arch.Place `json:"blocks,omitempty"` // those whose H is switched off, each alone
}

// WithoutH is the answer with H off at one block alone: zeros in place of what
// the regulator says there.
type WithoutH struct {
	Run int `json:"run"`
	Reading
	Left int `json:"left"` // reports that follow on this call
}
