package sentence

import (
	"slices"

	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

// The thresholds of the finding.
const (
	// surerBy is how far two probabilities of one class lie apart before one
	// network is called surer: a tenth of a bar's length, which is seen at a glance.
	surerBy = 10 * point
	// closeBelow is the margin to the second class below which an answer wavers.
	// With H off at one block, B's share of the sample picture of a cat moves by 7
	// to 38 points: an answer this close can turn.
	closeBelow = 25 * point
	// tiedBelow is the margin below which a network hardly prefers its answer.
	tiedBelow = surerBy
	// minority is what the likeliest class has less of when all others together are
	// likelier.
	minority = 50 * point
)

// Finding is the conclusion of what is on the page: a headline, and one line
// under it.
type Finding struct{ Headline, Line Sentence }

// Find is the finding of the facts; the first rule that applies.
func Find(t *text.Table, f *Facts) Finding {
	w := &t.Sentences
	a, b := &f.Slots[0], &f.Slots[1]
	switch {
	case f.Picture == "":
		return Finding{Headline: fill(w.NoPicture)}
	case a.State == Reading || b.State == Reading:
		return Finding{f.reading(t), fill(w.NothingBefore)}
	case a.State == Absent && b.State == Absent:
		return Finding{Headline: fill(w.NoAnswers)}
	case f.changed():
		return Finding{f.change(t), f.recomputed(t)}
	case a.State != Answered || b.State != Answered:
		return Finding{Headline: join(f.says(t, 0), f.says(t, 1))}
	}
	x, y := a.answer(), b.answer()
	switch {
	case x.class == y.class:
		return Finding{join(f.agree(t, x, y), f.unsure(t, x, y)), Claims(t, f)}
	case !slices.Contains(b.Classes, x.class) || !slices.Contains(a.Classes, y.class):
		return Finding{join(f.says(t, 0), f.says(t, 1), fill(w.OtherClasses)), Claims(t, f)}
	}
	return Finding{join(f.differ(t, x, y), f.unsure(t, x, y)), Claims(t, f)}
}

// reading is rule 1: a slot is late.
func (f *Facts) reading(t *text.Table) Sentence {
	w := &t.Sentences
	if f.Slots[0].State == Reading && f.Slots[1].State == Reading {
		return fill(w.BothRead, "picture", f.Picture)
	}
	late := 0
	if f.Slots[1].State == Reading {
		late = 1
	}
	return join(f.says(t, 1-late), fill(w.StillReads, "net", letters[late], "picture", f.Picture))
}

// says is what one slot says, by itself; nil where it says nothing.
func (f *Facts) says(t *text.Table, slot int) Sentence {
	w, s := &t.Sentences, &f.Slots[slot]
	switch s.State {
	case Answered:
		x := s.answer()
		return fill(w.Says, "net", letters[slot], "class", t.Class(x.class), "p", whole(x.p))
	case Overflow:
		return fill(w.NoNumber, "net", letters[slot])
	}
	return nil
}

// agree is rule 3: the answers are equal.
func (f *Facts) agree(t *text.Table, x, y answer) Sentence {
	w := &t.Sentences
	sure := fill(w.EquallySure, "p", whole(x.p))
	p, q := shareOf(x.p), shareOf(y.p)
	switch {
	case p-q >= surerBy:
		sure = fill(w.Surer, "net", letters[0], "p", whole(x.p), "q", whole(y.p))
	case q-p >= surerBy:
		sure = fill(w.Surer, "net", letters[1], "p", whole(y.p), "q", whole(x.p))
	case whole(x.p) != whole(y.p):
		sure = fill(w.NearlyAsSure, "p", whole(x.p), "q", whole(y.p))
	}
	return join(fill(w.BothSay, "class", t.Class(x.class)), sure, wavers(t, 0, x), wavers(t, 1, y), f.together(t))
}

// wavers is that an answer is a close one; nil where it is not.
func wavers(t *text.Table, slot int, x answer) Sentence {
	switch w := &t.Sentences; {
	case x.runnerUp < 0 || x.margin >= closeBelow:
		return nil
	case x.margin == 0:
		return fill(w.Undecided, "net", letters[slot], "class", t.Class(x.class), "second", t.Class(x.second), "p", whole(x.p))
	default:
		return fill(w.Wavers, "net", letters[slot], "second", t.Class(x.second), "p", whole(x.pSecond))
	}
}

// Meeting says from which block on the answers are equal, or up to which block
// they were: what the chart of the early answers comes to. nil where it cannot be
// known.
func Meeting(t *text.Table, f *Facts) Sentence {
	a, b := &f.Slots[0], &f.Slots[1]
	if a.State != Answered || b.State != Answered {
		return nil
	}
	if a.answer().class == b.answer().class {
		return f.together(t)
	}
	return f.parted(t)
}

// together says from where on equal answers are equal; nil where it cannot be
// known.
func (f *Facts) together(t *text.Table) Sentence {
	places := f.meeting()
	if len(places) < 2 {
		return nil
	}
	first := len(places) - 1 // where the answers are those of the whole network
	for first > 0 && f.sameAt(places[first-1]) {
		first--
	}
	phrase := t.Sentences.AgreeFrom
	if first == len(places)-1 {
		phrase = t.Sentences.AgreeLast
	}
	return fill(phrase, "block", places[first].String())
}

// differ is rule 4: the answers are not equal.
func (f *Facts) differ(t *text.Table, x, y answer) Sentence {
	w := &t.Sentences
	out := fill(w.Disagree, "a", letters[0], "one", t.Class(x.class), "p", whole(x.p), "b", letters[1], "other", t.Class(y.class), "q", whole(y.p))
	for i, z := range []answer{x, y} {
		if z.margin == 0 {
			out = join(out, wavers(t, i, z))
		}
	}
	return join(out, f.parted(t))
}

// parted says where answers that differ were last equal; nil where it cannot be
// known.
func (f *Facts) parted(t *text.Table) Sentence {
	places := f.meeting()
	if len(places) < 2 {
		return nil
	}
	for i := len(places) - 2; i >= 0; i-- {
		if f.sameAt(places[i]) {
			return fill(t.Sentences.Part, "block", places[i].String())
		}
	}
	return fill(t.Sentences.NeverAgree)
}

// sameAt reports whether the answers read off a block are equal.
func (f *Facts) sameAt(c arch.Place) bool {
	a, b := &f.Slots[0], &f.Slots[1]
	p, _ := a.at(c)
	q, _ := b.at(c)
	return a.answerOf(p).class == b.answerOf(q).class
}

// unsure is rule 5: the picture may show none of the classes. It cannot be
// found out from the shares alone, which is why the page says so under the bars
// at all times.
func (f *Facts) unsure(t *text.Table, x, y answer) Sentence {
	if !(x.margin < tiedBelow && y.margin < tiedBelow) && !(shareOf(x.p) < minority && shareOf(y.p) < minority) {
		return nil
	}
	return fill(t.Sentences.MayBeNone, "classes", ofClasses(t, f.classes()))
}
