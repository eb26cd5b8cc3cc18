package protocol

import "regnetlens/infer/arch"

// Ablate asks what becomes of the answer to the picture shown last when one part
// of the network is taken out, one after the other (ablation). All runs are of
// the network as it is, without the edits of the Show. The worker goes on with
// everything else meanwhile; a later Ablate or Show ends it, unanswered. Answered
// by WithoutH for each of Blocks and then by Effects for each of Kinds, or by
// Failed.
type Ablate struct {
	Blocks []arch.Place `json:"blocks,omitempty"` // those whose H is switched off, each alone
	Kinds  []arch.Kind  `json:"kinds,omitempty"`  // of maps that are taken out, each alone
}

// WithoutH is the answer with H off at one block alone: zeros in place of what
// the regulator says there.
type WithoutH struct {
	Run int `json:"run"`
	Reading
	Left int `json:"left"` // reports that follow on this call
}

// Effects says how much single maps of a kind matter to the network's answer:
// what its probability loses when the map is zero in all blocks of its stage.
// From here on the tiles of the kind show the maps with the largest effect: Tiles
// has said so before.
type Effects struct {
	Run    int            `json:"run"`
	Kind   arch.Kind      `json:"kind"`
	Stages []StageEffects `json:"stages"` // from the first
	Left   int            `json:"left"`   // reports that follow on this call
}

// StageEffects are those of the maps of a stage, the largest first, whichever
// way the probability goes. Of a stage with many maps those that vary most were
// taken out; of the others nothing is known.
type StageEffects struct {
	Channels []int     `json:"channels"` // from 0
	Drops    []float32 `json:"drops"`    // probability of the answer less that without the map
}
