package arch

import (
	"cmp"
	"strconv"
)

// Place is a block of a network: its stage, and its number within the stage,
// both from 1. The zero Place is outside the stages: the stem and the head. A
// Place is a map's key where something is known by block.
type Place struct {
	Stage int `json:"stage"`
	Block int `json:"block"`
}

// Inside reports whether the place is a block of a stage.
func (p Place) Inside() bool { return p != Place{} }

// Compare orders places along the network, as [cmp.Compare] does numbers. What
// is outside the stages comes first.
func (p Place) Compare(other Place) int {
	return cmp.Or(cmp.Compare(p.Stage, other.Stage), cmp.Compare(p.Block, other.Block))
}

// String is "2.1" for the first block of the second stage.
func (p Place) String() string { return strconv.Itoa(p.Stage) + "." + strconv.Itoa(p.Block) }
