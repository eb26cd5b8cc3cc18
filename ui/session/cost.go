package session

import (
	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// Measure is what a network's cost can be counted in.
type Measure string

// The measures.
const (
	MulAdds Measure = "muladds" // multiply-adds with weights
	Params  Measure = "params"  // trained parameters; a stage's cell counts to its first block
	Memory  Measure = "memory"  // bytes of the values that the operations write, as float32
	Time    Measure = "time"    // milliseconds on the backend that computes
)

// Measures lists them.
var Measures = []Measure{MulAdds, Params, Memory, Time}

// SelectMeasure counts the cost in something else.
func (s *Session) SelectMeasure(m Measure) {
	s.Measure = m
	for _, d := range s.Slots {
		if d.idle() {
			d.time()
		}
	}
}

// time asks the worker once how long the operations take, where that is shown.
func (d *Slot) time() {
	if d.session.Measure == Time && d.question(toTime, true, &protocol.Time{}) {
		d.session.markDirty(everything)
	}
}

// Cost is what the slot's network costs at each of the session's columns, and
// as a whole with what lies before and after the blocks. false where it is not
// known, or not yet.
func (d *Slot) Cost(m Measure) (blocks map[arch.Place]float64, whole float64, ok bool) {
	if c, ok := d.costs[m]; ok {
		return c.blocks, c.whole, true
	}
	if d.Graph == nil || m == Time && (d.Times == nil || len(d.Times.Operations) == 0) {
		return nil, 0, false
	}
	blocks = map[arch.Place]float64{}
	seen := map[string]bool{}
	for _, op := range d.Graph.Ops {
		v := d.costOf(op, m, seen)
		whole += v
		if at := op.At(); at.Inside() {
			blocks[at] += v
		}
	}
	if d.costs == nil {
		d.costs = map[Measure]cost{}
	}
	d.costs[m] = cost{blocks, whole}
	return blocks, whole, true
}

// cost is a slot's in one measure, kept because pages are rendered often.
type cost struct {
	blocks map[arch.Place]float64
	whole  float64
}

// timed takes in how long the operations take.
func (d *Slot) timed(m *protocol.Timed) {
	d.Times = m
	delete(d.costs, Time)
}

// costOf is one operation's. seen are the parameters counted before.
func (d *Slot) costOf(op arch.Op, m Measure, seen map[string]bool) float64 {
	var n int64
	switch m {
	case MulAdds:
		n = op.MulAdds(d.Graph)
	case Params:
		for _, p := range op.Params() {
			if p.Role.Trained() && !seen[p.Name] {
				seen[p.Name] = true
				n += p.Len()
			}
		}
	case Memory:
		for _, v := range op.Writes() {
			if value := d.Graph.Values[v]; !value.Optional {
				n += 4 * int64(value.Shape.Len())
			}
		}
	case Time:
		return d.Times.Operations[op.Name()]
	}
	return float64(n)
}
