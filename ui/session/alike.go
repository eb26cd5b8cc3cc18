package session

import (
	"math"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/wasm/protocol"
)

// Alike is how alike the outputs of blocks are for one picture.
type Alike struct {
	Run    int
	Blocks []protocol.Block
	Own    measure.Table // the side's blocks against each other
	Cross  measure.Table // the blocks of A (rows) against those of B; of B's Alike only

	by      int    // generation of the worker that found it, and can paint the differences
	values  []byte // the outputs, of A's Alike only
	against *Alike // that of A which Cross is made with; nil for none
}

// compare asks for the likeness of the blocks, once all else is done. B is
// given what A's worker answered, and so waits for it while it may come.
func (d *Side) compare() {
	if !d.idle() || d.looking || d.giving != "" || d.comparing || d.compared == d.Run || d.session.moving() {
		return
	}
	m := &protocol.Compare{Run: d.Run, Hand: d.Index == 0}
	other := d.other()
	if other == nil && d.otherMayCome() || d.Alike != nil && d.Alike.by == d.Generation && d.Alike.against == other {
		return
	}
	if other != nil {
		m.Others, m.Values = other.Blocks, other.values
	}
	d.comparing = true
	d.post(m)
}

// other is what B's blocks are compared with: those of A for the same picture.
func (d *Side) other() *Alike {
	if a := d.session.Sides[0]; d.Index == 1 && a.Run == d.Run {
		return a.Alike
	}
	return nil
}

func (d *Side) otherMayCome() bool {
	a := d.session.Sides[0]
	if d.Index == 0 || a.Graph == nil || a.Phase == Broken {
		return false
	}
	return a.Busy() || a.Result != nil && a.Run == d.Run && a.compared != d.Run
}

// alike takes in what a worker found.
func (d *Side) alike(m *protocol.Likeness) {
	d.comparing = false
	seen := d.seen(m.Run)
	if seen == nil {
		return
	}
	own, ok := measure.Unpack(m.Own, len(m.Blocks), len(m.Blocks))
	cross, okCross := measure.Unpack(m.Cross, len(m.Others), len(m.Blocks))
	if !ok || !okCross {
		d.compared = m.Run
		return
	}
	seen.Alike = &Alike{Run: m.Run, Blocks: m.Blocks, Own: own, by: d.Generation, values: m.Values}
	if other := d.other(); seen == &d.Seen && other != nil && len(m.Others) > 0 {
		seen.Alike.Cross, seen.Alike.against = cross, other
	}
}

// Likeness is a way to say how alike two outputs are.
type Likeness int

// The likenesses that the page knows.
const (
	CKA    Likeness = iota // linear centred kernel alignment
	Cosine                 // cosine similarity
)

// Of is the likeness of a pair; NaN where it has none.
func (l Likeness) Of(p measure.Pair) float64 {
	if l == Cosine {
		return p.MeanCosine()
	}
	return p.CKA()
}

// ToBefore is how alike each column's output of a side is to that of the block
// before, by column; NaN where it cannot be said.
func (s *Session) ToBefore(side int, l Likeness) map[arch.Place]float64 {
	out := map[arch.Place]float64{}
	t, blocks, ok := s.ownTable(side)
	if !ok {
		return out
	}
	for i := 1; i < len(blocks); i++ {
		out[arch.Place{Stage: blocks[i].Stage, Block: blocks[i].Block}] = l.Of(t.At(i, i-1))
	}
	return out
}

// Neighbours is the mean likeness of a side's outputs to those of the block
// before, over the pairs of one stage; false if there is none to be said.
func (s *Session) Neighbours(side int, l Likeness) (mean float64, ok bool) {
	sum, n := 0.0, 0
	for c, v := range s.ToBefore(side, l) {
		if c.Block > 1 && !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / float64(n), n > 0
}
