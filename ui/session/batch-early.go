package session

import (
	"math"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/sentence"
	"regnetlens/wasm/protocol"
)

// EarlyRight is how often the answers read off a block are right, over the
// pictures of a batch whose class is known.
type EarlyRight struct {
	Place     arch.Place
	Judged    [2]int // pictures that the network of a slot was judged on
	Right     [2]int // of them
	Both      int    // that both were judged on
	BothRight [2]int // of Both: that the slot's network gets right
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

// earlyAnswers are the answers that were read off the blocks of both networks
// for each row of a batch: a label that comes later counts, too.
type earlyAnswers struct {
	places [2][]arch.Place
	tops   [2][][]int16 // by row, then by place: the class's number; a row without an answer has none
}

// keep keeps what was read off a slot's blocks for a row.
func (e *earlyAnswers) keep(b *Batch, slot, row int, r *protocol.Result) {
	if e.tops[slot] == nil {
		e.tops[slot] = make([][]int16, len(b.Items))
	}
	e.places[slot], e.tops[slot][row] = readTops(r)
}

// tallyEarly adds up what could be read off the blocks at a finished row.
func (b *Batch) tallyEarly(row int) {
	type judged struct{ known, right [2]bool }
	at := map[arch.Place]*judged{}
	for k, tops := range b.early.tops {
		class := slices.Index(b.classes[k], b.Items[row].Label)
		if tops == nil || class < 0 {
			continue
		}
		for i, top := range tops[row] {
			c := b.early.places[k][i]
			if at[c] == nil {
				at[c] = &judged{}
			}
			at[c].known[k], at[c].right[k] = true, int(top) == class
		}
	}
	for c, j := range at {
		b.earlyAt(c).add(j.known, j.right)
	}
}

func (e *EarlyRight) add(known, right [2]bool) {
	for k := range known {
		if known[k] {
			e.Judged[k]++
		}
		if right[k] {
			e.Right[k]++
		}
	}
	if known != [2]bool{true, true} {
		return
	}
	e.Both++
	for k := range right {
		if right[k] {
			e.BothRight[k]++
			if !right[1-k] {
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

// judgedEarly reports whether there is a picture of known class whose answer could
// be read early.
func (b *Batch) judgedEarly() bool {
	return slices.ContainsFunc(b.Early, func(e EarlyRight) bool { return e.Judged != [2]int{} })
}

// recount counts all finished rows anew, after a label was changed.
func (b *Batch) recount() {
	b.Both, b.Early = Both{}, nil
	depths := &b.session.depths
	for k := range b.Scores {
		b.Scores[k] = Score{Confusion: map[[2]string]int{}}
		if depths[k].batch == b {
			depths[k].Right = DepthAccuracy{}
		}
	}
	for i := range b.Items {
		if !b.Items[i].done {
			continue
		}
		b.count(&b.Items[i])
		b.tallyEarly(i)
		for k := range depths {
			class := slices.Index(b.classes[k], b.Items[i].Label)
			if depths[k].batch == b && class >= 0 && b.early.tops[k] != nil && b.early.tops[k][i] != nil {
				depths[k].Right.add(b.early.places[k], b.early.tops[k][i], class)
			}
		}
	}
	b.List.stale = true
}

// Facts are what the sentences about the batch are computed from.
func (b *Batch) Facts() sentence.Batch {
	both := &b.Both
	f := sentence.Batch{
		Done: b.Done, Agree: both.Agree, Compared: both.Agree + both.Differ,
		Judged:    both.Right + both.Wrong + both.OnlyRight[0] + both.OnlyRight[1],
		OnlyRight: both.OnlyRight, Chance: measure.McNemar(both.OnlyRight[0], both.OnlyRight[1]),
	}
	for k := range f.Right {
		f.Right[k] = both.Right + both.OnlyRight[k]
		f.Networks[k] = networkOf(&b.models[k])
		f.Alike[k] = b.alike(k)
	}
	for i := range b.Items {
		if r := &b.Items[i]; r.done && r.Truth.Class != "" && b.judged(r) {
			f.Own++
		}
	}
	for i := range b.Early {
		e := &b.Early[i]
		f.Early = append(f.Early, sentence.BatchEarly{Place: e.Place, Judged: e.Both, Right: e.BothRight, Chance: measure.McNemar(e.OnlyRight[0], e.OnlyRight[1])})
	}
	return f
}

// alike is the mean likeness of neighbouring blocks of a slot's network over the
// batch; NaN where it is not known.
func (b *Batch) alike(slot int) float64 {
	d := &b.session.depths[slot]
	if d.batch != b || d.Seen == 0 {
		return math.NaN()
	}
	return neighbours(&d.Similar, blocksOf(b.models[slot].Arch), CKA)
}

// judged reports whether both networks can be judged on a row.
func (b *Batch) judged(r *BatchItem) bool {
	_, a := b.RightAt(r, 0)
	_, c := b.RightAt(r, 1)
	return a && c
}
