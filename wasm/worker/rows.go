package worker

import (
	"cmp"
	"fmt"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// rowKey names the tiles of a kind of map in a stage: they show the same
// channels, on one scale.
type rowKey struct {
	kind  arch.Kind
	stage int
}

// row is what the tiles of a kind show in a stage, in the present style.
func (e *engine) row(k rowKey) (*protocol.TileRow, error) {
	if r := e.rows[k]; r != nil {
		return r, nil
	}
	if k.stage < 1 || k.stage > len(e.net.Graph().Record.Blocks) {
		return nil, fmt.Errorf("there are no tiles of %s in stage %d", k.kind, k.stage)
	}
	r := &protocol.TileRow{Kind: k.kind, Stage: k.stage}
	if e.style.Channel == protocol.PickTelling {
		var err error
		if r.Channels, r.Telling, err = e.pick(k, max(1, e.style.Maps)); err != nil {
			return nil, err
		}
	} else {
		t, _ := e.net.Graph().TapAt(arch.Place{Stage: k.stage, Block: 1}, k.kind)
		r.Channels = []int{max(0, min(e.style.Channel, t.Shape.C)-1)} // the other network may have more
	}
	if atlas.KindScale(k.kind).High == 0 {
		var shown [][]float32
		if err := e.eachBlock(k, func(tap arch.Tap, values []float32) {
			plane := tap.Shape.H * tap.Shape.W
			for _, c := range r.Channels {
				shown = append(shown, values[c*plane:][:plane])
			}
		}); err != nil {
			return nil, err
		}
		s := atlas.SpreadOf(shown...)
		r.Count, r.Spread = s.Count, s.At
	}
	if e.rows == nil {
		e.rows = map[rowKey]*protocol.TileRow{}
	}
	e.rows[k] = r
	return r, nil
}

// hold keeps the channels that the tiles show where frame follows frame: a map
// that tells less is better seen than ones that change twelve times a second.
func (e *engine) hold(frame bool) {
	if e.held = nil; frame && e.frame {
		e.held = map[rowKey][]int{}
		for k, r := range e.rows {
			e.held[k] = r.Channels
		}
	}
	e.frame = frame
}

// pick are the channels of a row that tell most (see protocol.PickTelling), at
// most so many; and whether their effects say so.
func (e *engine) pick(k rowKey, most int) (channels []int, telling bool, err error) {
	if told := e.effects[protocol.TellingKind(k.kind)]; k.stage <= len(told) {
		channels = slices.Clone(told[k.stage-1].Channels)
	}
	if telling = len(channels) > 0; !telling && len(e.held[k]) >= most {
		return e.held[k][:most], false, nil
	}
	if len(channels) < most {
		varied, err := e.varied(k)
		if err != nil {
			return nil, false, err
		}
		for _, c := range varied {
			if !slices.Contains(channels, c) {
				channels = append(channels, c)
			}
		}
	}
	return channels[:min(most, len(channels))], telling, nil
}

// scale is that of a row's tiles.
func (e *engine) scale(r *protocol.TileRow) atlas.Scale {
	own := atlas.End(atlas.Share(r.Stage, len(e.net.Graph().Record.Blocks)), atlas.Spread{Count: r.Count, At: r.Spread})
	return e.scaleTo(r.Kind, protocol.EndOf(r.Kind, r.Stage), own)
}

// eachBlock calls do with the maps of a kind in the blocks of a stage.
func (e *engine) eachBlock(k rowKey, do func(tap arch.Tap, values []float32)) error {
	g := e.net.Graph()
	for block := 1; block <= g.Record.Blocks[k.stage-1]; block++ {
		t, ok := g.TapAt(arch.Place{Stage: k.stage, Block: block}, k.kind)
		if !ok {
			continue
		}
		tap, values, err := e.at(t.Name)
		if err != nil {
			return err
		}
		do(tap, values)
	}
	return nil
}

// varied are the channels of a row, those first that vary most over the picture
// (see protocol.PickTelling).
func (e *engine) varied(k rowKey) ([]int, error) {
	if order := e.variance[k]; order != nil {
		return order, nil
	}
	var sums []float64
	if err := e.eachBlock(k, func(tap arch.Tap, values []float32) { sums = addVariances(sums, tap, values) }); err != nil {
		return nil, err
	}
	if e.variance == nil {
		e.variance = map[rowKey][]int{}
	}
	e.variance[k] = descending(sums)
	return e.variance[k], nil
}

// addVariances adds the variance of each channel of a map to sums, which is nil
// at first.
func addVariances(sums []float64, tap arch.Tap, values []float32) []float64 {
	if sums == nil {
		sums = make([]float64, tap.Shape.C)
	}
	plane := tap.Shape.H * tap.Shape.W
	for c := range sums {
		sums[c] += variance(values[c*plane:][:plane])
	}
	return sums
}

// descending are the places of values, the greatest first and what is no number
// last.
func descending(values []float64) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(values[j], values[i]) })
	return order
}

// variance of one map's values over its places.
func variance(values []float32) float64 {
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += float64(v)
		squares += float64(v) * float64(v)
	}
	n := float64(len(values))
	return max(0, squares/n-sum/n*sum/n)
}

// tiles says what the tiles show that were painted for the picture.
func (e *engine) tiles() *protocol.Tiles {
	m := &protocol.Tiles{Run: e.run}
	for _, r := range e.rows {
		m.Rows = append(m.Rows, *r)
	}
	slices.SortFunc(m.Rows, func(a, b protocol.TileRow) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Stage, b.Stage))
	})
	return m
}
