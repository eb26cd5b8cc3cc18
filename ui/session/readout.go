package session

import (
	"cmp"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/wasm/protocol"
)

// ReadableAt reports whether a slot's answer can be read off a block: its output
// has as many channels as the classifier weighs, those of the last block.
func (d *Slot) ReadableAt(c arch.Place) bool {
	if d.Graph == nil {
		return false
	}
	stages := d.Graph.Record.Blocks
	last, _ := d.TapAt(arch.Place{Stage: len(stages), Block: stages[len(stages)-1]}, arch.KindO)
	t, ok := d.TapAt(c, arch.KindO)
	return ok && t.Shape.C == last.Shape.C
}

// ReadAt is the probability of one of the model's classes, counted from 0, as
// read off a block; false where it cannot be read or is not known yet.
func (d *Slot) ReadAt(c arch.Place, class int) (float32, bool) {
	if d.Result == nil {
		return 0, false
	}
	for _, r := range d.Result.Readout {
		if r.Stage == c.Stage && r.Block == c.Block && class < len(r.Probabilities) {
			return r.Probabilities[class], protocol.Finite(r.Probabilities[class])
		}
	}
	return 0, false
}

// Likeliest is the number of the likeliest class by probabilities; false where
// there are none, or they are no numbers.
func (d *Slot) Likeliest(p []float32) (class int, ok bool) { return likeliest(p) }

// TopClass is the number of the slot's answer among the model's classes; false
// before there is one.
func (d *Slot) TopClass() (int, bool) {
	if d.Result == nil {
		return 0, false
	}
	return likeliest(d.Result.Probabilities)
}

// Contenders lists the classes that are likeliest over all blocks read,
// at most so many, the answer first.
func (d *Slot) Contenders(most int) []int {
	top, ok := d.TopClass()
	if !ok {
		return nil
	}
	sum := make([]float32, len(d.Result.Probabilities))
	classes := make([]int, len(sum))
	for i := range classes {
		classes[i] = i
		for _, r := range d.Result.Readout {
			if p := r.Probabilities[i]; protocol.Finite(p) {
				sum[i] += p
			}
		}
	}
	sum[top] = float32(len(d.Result.Readout) + 1)
	slices.SortStableFunc(classes, func(a, b int) int { return cmp.Compare(sum[b], sum[a]) })
	return classes[:min(most, len(classes))]
}

// DepthAccuracy counts, over labelled pictures, how often the answer read off
// each block is right (the paper's Fig. 1b).
type DepthAccuracy struct {
	Pictures int
	right    map[arch.Place]int
}

// Add takes in a network's result for a picture of a class, by its number among
// the model's classes. Results without a readout count nowhere.
func (a *DepthAccuracy) Add(r *protocol.Result, class int) {
	places, tops := readTops(r)
	a.add(places, tops, class)
}

// add takes in the classes read off blocks.
func (a *DepthAccuracy) add(places []arch.Place, tops []int16, class int) {
	if len(places) == 0 {
		return
	}
	if a.right == nil {
		a.right = map[arch.Place]int{}
	}
	a.Pictures++
	for i, c := range places {
		if int(tops[i]) == class {
			a.right[c]++
		} else {
			a.right[c] += 0 // read, and wrong
		}
	}
}

// noTop stands for an answer that is not a number.
const noTop = -1

// readTops are the places where a result has its answer read off, in the order
// of depth, and the class that is likeliest at each, by its number.
func readTops(r *protocol.Result) (places []arch.Place, tops []int16) {
	for _, b := range r.Readout {
		top, ok := likeliest(b.Probabilities)
		if !ok {
			top = noTop
		}
		places, tops = append(places, arch.Place{Stage: b.Stage, Block: b.Block}), append(tops, int16(top))
	}
	return places, tops
}

// At is the share of pictures that are answered right at a block; false where
// none was read.
func (a *DepthAccuracy) At(c arch.Place) (float64, bool) {
	n, ok := a.right[c]
	if !ok {
		return 0, false
	}
	return float64(n) / float64(a.Pictures), true
}
