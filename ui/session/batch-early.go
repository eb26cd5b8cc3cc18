package session

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// EarlyRight is how often the answers read off a block are right, over the
// pictures of a batch whose class is known.
type EarlyRight struct {
	Place     arch.Place
	Judged    [2]int // pictures that the network of a slot was judged on
	Right     [2]int // of them
	Both      int    // that both were judged on
	OnlyRight [2]int // of Both: that the other gets wrong
}

// Chance is McNemar's test ([measure.McNemar]) of the two networks when they are
// read here. ok is false where there is no picture that only one gets right.
func (e *EarlyRight) Chance() (p float64, ok bool) {
	if e.OnlyRight == [2]int{} {
		return 0, false
	}
	return measure.McNemar(e.OnlyRight[0], e.OnlyRight[1]), true
}

// watchEarly adds up what could be read off the blocks at a finished row.
func watchEarly(b *Batch, row int, results [2]*protocol.Result) {
	type judged struct{ known, right [2]bool }
	at := map[arch.Place]*judged{}
	for k, r := range results {
		class := slices.Index(b.classes[k], b.Items[row].Label)
		if r == nil || class < 0 {
			continue
		}
		for _, read := range r.Readout {
			c := arch.Place{Stage: read.Stage, Block: read.Block}
			if at[c] == nil {
				at[c] = &judged{}
			}
			top, ok := likeliest(read.Probabilities)
			at[c].known[k], at[c].right[k] = true, ok && top == class
		}
	}
	for c, j := range at {
		e := b.earlyAt(c)
		for k := range j.known {
			if j.known[k] {
				e.Judged[k]++
			}
			if j.right[k] {
				e.Right[k]++
			}
		}
		if j.known != [2]bool{true, true} {
			continue
		}
		e.Both++
		for k := range j.right {
			if j.right[k] && !j.right[1-k] {
				e.OnlyRight[k]++
			}
		}
	}
}

// earlyAt is the block's place in Early, which is in the order of depth.
func (b *Batch) earlyAt(c arch.Place) *EarlyRight {
	i, found := slices.BinarySearchFunc(b.Early, c, func(e EarlyRight, c arch.Place) int { return e.Place.Compare(c) })
	if !found {
		b.Early = slices.Insert(b.Early, i, EarlyRight{Place: c})
	}
	return &b.Early[i]
}
