package session

import (
	"math"
	"regnetlens/infer/arch"

	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// Similarities are how similar the outputs of blocks are for one picture.
type Similarities struct {
	Run    int
	Blocks []protocol.Block
	Own    measure.Table // the slot's blocks against each other
	Cross  measure.Table // the blocks of A (rows) against those of B; of B's Similarities only

	sentTo  int           // generation of B's worker that A's sent the outputs to; of A's Similarities only
	against *Similarities // those of A which Cross is made with; nil for none
}

// compareQuestion is a Compare for a picture.
type compareQuestion struct {
	run    int
	sentTo int           // of A: generation of the worker that is to have the outputs
	with   *Similarities // of B: those of A
}

// compare asks for the similarity of the blocks. A's worker sends B's its
// outputs, and so B waits for A while it may come.
func (d *Slot) compare() {
	if d.session.Moving() {
		return
	}
	q := compareQuestion{run: d.Run}
	m := &protocol.Compare{Run: d.Run, Send: d.Index == 0}
	if m.Send {
		q.sentTo = d.session.Slots[1].Generation
	} else if q.with = d.other(); q.with == nil && d.otherMayCome() {
		return
	}
	m.Receive = q.with != nil
	if d.ask(key{topic: toCompare}, q, m, func(m protocol.Message, err error) { d.compared(q, m, err) }) {
		d.session.markDirty(everything)
	}
}

// other is what B's blocks are compared with: those of A for the same picture,
// if A's worker has sent them to B's present one.
func (d *Slot) other() *Similarities {
	if a := d.session.Slots[0]; d.Index == 1 && a.Run == d.Run && a.Similar != nil && a.Similar.sentTo == d.Generation {
		return a.Similar
	}
	return nil
}

func (d *Slot) otherMayCome() bool {
	a := d.session.Slots[0]
	return a.Graph != nil && a.Phase != Broken && (a.Busy() || a.Result != nil && a.Run == d.Run && !a.incomparable)
}

// compared takes in what a worker found. Without it the page is as useful: a
// comparison that fails is not tried again.
func (d *Slot) compared(q compareQuestion, m protocol.Message, err error) {
	seen := d.seen(q.run)
	if seen == nil || err == errRestarted || err == errCrashed {
		return
	}
	report, _ := m.(*protocol.Similarity)
	if report == nil {
		seen.incomparable = true
		return
	}
	own, ok := measure.Unpack(report.Own, len(report.Blocks), len(report.Blocks))
	cross, okCross := measure.Unpack(report.Cross, len(report.Others), len(report.Blocks))
	if !ok || !okCross {
		seen.incomparable = true
		return
	}
	seen.Similar = &Similarities{Run: q.run, Blocks: report.Blocks, Own: own, sentTo: q.sentTo}
	if q.with != nil && len(report.Others) > 0 {
		seen.Similar.Cross, seen.Similar.against = cross, q.with
	}
	if seen == &d.Seen {
		d.keepUnedited(q.with)
	}
}

// Similarity is a way to say how alike two outputs are.
type Similarity int

// The likenesses that the page knows.
const (
	CKA    Similarity = iota // linear centred kernel alignment
	Cosine                   // cosine similarity
)

// Of is the likeness of a pair; NaN where it has none.
func (l Similarity) Of(p measure.Pair) float64 {
	if l == Cosine {
		return p.MeanCosine()
	}
	return p.CKA()
}

// ToBefore is how alike each column's output of a slot is to that of the block
// before, by column; NaN where it cannot be said.
func (s *Session) ToBefore(slot int, l Similarity) map[arch.Place]float64 {
	out := map[arch.Place]float64{}
	t, blocks, ok := s.ownTable(slot)
	if !ok {
		return out
	}
	for i := 1; i < len(blocks); i++ {
		out[arch.Place{Stage: blocks[i].Stage, Block: blocks[i].Block}] = l.Of(t.At(i, i-1))
	}
	return out
}

// neighbours is the mean likeness of blocks' outputs to those of the block
// before, over the pairs of one stage, in a table of them; NaN if there is none
// to be said.
func neighbours(t *measure.Table, blocks []protocol.Block, l Similarity) float64 {
	sum, n := 0.0, 0
	for i := 1; i < min(len(blocks), t.Rows); i++ {
		if v := l.Of(t.At(i, i-1)); blocks[i].Block > 1 && !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n) // 0/0 is NaN
}

// Neighbours is the mean likeness of a slot's outputs to those of the block
// before, over the pairs of one stage; false if there is none to be said.
func (s *Session) Neighbours(slot int, l Similarity) (mean float64, ok bool) {
	t, blocks, ok := s.ownTable(slot)
	if !ok {
		return 0, false
	}
	mean = neighbours(&t, blocks, l)
	return mean, !math.IsNaN(mean)
}
