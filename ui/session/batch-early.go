package session

import (
	"math"
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/infer/measure"
	"regnetlens/ui/sentence"
	"regnetlens/wasm/protocol"
)

// earlyAnswers are the answers that were read off the blocks of both networks
// for each row of a batch, and how often they were right. The single answers are
// kept so that a label that comes later counts.
type earlyAnswers struct {
	places  [2][]arch.Place
	tops    [2][][]int16 // by row, then by place: the class's number; a row without an answer has none
	tallies []earlyTally
}

// earlyTally counts, at one block, the rows on which both networks can be judged.
type earlyTally struct {
	at        arch.Place
	judged    int
	right     [2]int
	onlyRight [2]int
}

// keep keeps what was read off a slot's blocks for a row.
func (e *earlyAnswers) keep(b *Batch, slot, row int, r *protocol.Result) {
	if e.tops[slot] == nil {
		e.tops[slot] = make([][]int16, len(b.Items))
	}
	e.places[slot], e.tops[slot][row] = readTops(r)
}

// tallyEarly counts a row at each block that was read in both networks, if its
// class is known.
func (b *Batch) tallyEarly(row int) {
	e := &b.early
	var class [2]int
	for k := range class {
		class[k] = slices.Index(b.classes[k], b.Items[row].Label)
		if class[k] < 0 || e.tops[k] == nil || e.tops[k][row] == nil {
			return
		}
	}
	for i, c := range e.places[0] {
		j := slices.Index(e.places[1], c)
		if j < 0 {
			continue
		}
		right := [2]bool{int(e.tops[0][row][i]) == class[0], int(e.tops[1][row][j]) == class[1]}
		t := slices.IndexFunc(e.tallies, func(t earlyTally) bool { return t.at == c })
		if t < 0 {
			t, e.tallies = len(e.tallies), append(e.tallies, earlyTally{at: c})
		}
		e.tallies[t].add(right)
	}
}

func (t *earlyTally) add(right [2]bool) {
	t.judged++
	for k := range right {
		if right[k] {
			t.right[k]++
			if !right[1-k] {
				t.onlyRight[k]++
			}
		}
	}
}

// recount counts all finished rows anew, after a label was changed.
func (b *Batch) recount() {
	b.Both, b.early.tallies = Both{}, nil
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
	for _, t := range b.early.tallies {
		f.Early = append(f.Early, sentence.BatchEarly{Place: t.at, Judged: t.judged, Right: t.right, Chance: measure.McNemar(t.onlyRight[0], t.onlyRight[1])})
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
