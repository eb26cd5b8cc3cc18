package session

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// BatchDepth is what a network's blocks told over the pictures of a batch.
type BatchDepth struct {
	Right   DepthAccuracy // of the pictures whose class is known
	Similar measure.Table // of the blocks, over all pictures
	Seen    int           // pictures in Similar
	// Cross is how alike the blocks of A (rows) are to these, of B's BatchDepth
	// only, and Met the pictures in it: those that both networks answered to,
	// but for a few after a worker died.
	Cross measure.Table
	Met   int

	batch *Batch
}

// watchDepth adds a finished row of a batch up.
func (s *Session) watchDepth(b *Batch, row int, results [2]*protocol.Result) {
	for k, r := range results {
		d := &s.depths[k]
		if d.batch != b {
			*d = BatchDepth{batch: b}
		}
		if r == nil {
			continue
		}
		b.early.keep(b, k, row, r)
		if class := slices.Index(b.classes[k], b.Items[row].Label); class >= 0 {
			d.Right.Add(r, class)
		}
		n := len(s.Slots[k].blocks())
		if t, ok := measure.Unpack(r.Own, n, n); ok && n > 0 {
			d.Similar.Add(t)
			d.Seen++
		}
		others := len(s.Slots[0].blocks())
		if t, ok := measure.Unpack(r.Cross, others, n); k == 1 && ok && n > 0 && others > 0 {
			d.Cross.Add(t)
			d.Met++
		}
	}
	b.tallyEarly(row)
}

// blocks lists the blocks of the slot's network.
func (d *Slot) blocks() []protocol.Block {
	if d.Graph == nil {
		return nil
	}
	return blocksOf(d.Graph.Record)
}

func blocksOf(r arch.Record) []protocol.Block {
	var out []protocol.Block
	for i, n := range r.Blocks {
		for block := 1; block <= n; block++ {
			out = append(out, protocol.Block{Stage: i + 1, Block: block})
		}
	}
	return out
}

// Depth is what the last batch told of a slot's blocks; false without a batch
// of its present network.
func (s *Session) Depth(slot int) (*BatchDepth, bool) {
	d := &s.depths[slot]
	if d.batch == nil || d.batch != s.Batch || d.Seen == 0 || d.batch.Titles[slot] != s.Slots[slot].Model.Title || d.Similar.Rows != len(s.Slots[slot].blocks()) {
		return nil, false
	}
	return d, true
}

// DepthAcross is what the last batch told of how alike the blocks of A and of B
// are, in Cross and Met; false without a batch of both present networks.
func (s *Session) DepthAcross() (*BatchDepth, bool) {
	d, ok := s.Depth(1)
	if !ok || d.Met == 0 || d.batch.Titles[0] != s.Slots[0].Model.Title || d.Cross.Rows != len(s.Slots[0].blocks()) {
		return nil, false
	}
	return d, true
}

// HasBatch reports whether there is a batch to show in the charts.
func (s *Session) HasBatch() bool {
	_, a := s.Depth(0)
	_, b := s.Depth(1)
	return a || b
}

// OverBatch reports whether the charts are of the batch: it was chosen, and there
// is one.
func (s *Session) OverBatch() bool { return s.Compared.Batch && s.HasBatch() }
