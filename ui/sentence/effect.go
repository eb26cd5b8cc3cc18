package sentence

import (
	"slices"
	"strings"

	"regnetlens/ui/text"
)

// Effect is the line under the controls of "what if": what became of the shares
// and whether the answer changes. Nil while nothing is changed.
func Effect(t *text.Table, f *Facts) Sentence {
	w := &t.Sentences
	for i := range f.Slots {
		if f.Slots[i].State == Reading && f.Picture != "" {
			return fill(w.ReadyWhen, "net", letters[i])
		}
	}
	if !f.changed() {
		return nil
	}
	var effect, unchanged Sentence
	for i := range f.Slots {
		switch s := &f.Slots[i]; {
		case s.State == Absent:
		case s.edited():
			effect = join(effect, f.effectOn(t, i))
		default:
			unchanged = join(unchanged, fill(w.Unchanged, "net", letters[i]))
		}
	}
	return join(effect, unchanged)
}

// effectOn is what a change did to one network.
func (f *Facts) effectOn(t *text.Table, slot int) Sentence {
	w, s := &t.Sentences, &f.Slots[slot]
	old := s.answerOf(s.Unedited)
	if s.State == Overflow {
		return f.turns(t, slot)
	}
	now := s.answer()
	moved := func(class int) Sentence {
		p, q := shareOf(s.Probabilities[class]), shareOf(s.Unedited[class])
		if p == q {
			return fill(w.ShareStays, "class", t.Class(s.Classes[class]), "p", p.tenths())
		}
		return fill(w.ShareMoves, "class", t.Class(s.Classes[class]), "q", strings.TrimSuffix(q.tenths(), " %"), "p", p.tenths())
	}
	if now.class == old.class {
		return join(fill(w.EffectOn, "net", letters[slot], "shares", moved(old.index)), fill(w.AnswerStays))
	}
	return join(fill(w.EffectOn, "net", letters[slot], "shares", joinBy(", ", moved(old.index), moved(now.index))), fill(w.AnswerChanges))
}

// Sign is the remark beside a network's answer: what the answer was before a
// change, or that it is a close one. Nil for nothing to remark.
func Sign(t *text.Table, f *Facts, slot int) Sentence {
	w, s := &t.Sentences, &f.Slots[slot]
	if s.State != Answered {
		return nil
	}
	x := s.answer()
	if s.edited() {
		old := s.answerOf(s.Unedited)
		if old.class != x.class || shareOf(old.p) != shareOf(x.p) {
			return fill(w.Was, "class", t.Class(old.class), "p", shareOf(old.p).tenths())
		}
	}
	if x.runnerUp >= 0 && x.margin < closeBelow {
		return fill(w.Close, "class", t.Class(x.second), "p", whole(x.pSecond))
	}
	return nil
}

// Disagree is the remark under both answers; nil unless both have answered
// differently.
func Disagree(t *text.Table, f *Facts) Sentence {
	a, b := &f.Slots[0], &f.Slots[1]
	if a.State != Answered || b.State != Answered || a.answer().class == b.answer().class {
		return nil
	}
	return fill(t.Sentences.TheyDisagree)
}

// Shares says what the bars are shares of.
func Shares(t *text.Table, f *Facts) Sentence {
	classes := t.Sentences.TheseTen
	if n := f.classes(); n != 10 {
		classes = ofClasses(t, n)
	}
	return fill(t.Sentences.SharesAmong, "classes", classes)
}

// classes is how many both networks choose from; 0 where those are not the same
// classes.
func (f *Facts) classes() int {
	a, b := f.Slots[0].Classes, f.Slots[1].Classes
	switch {
	case len(b) == 0:
		return len(a)
	case len(a) == 0 || slices.Equal(a, b):
		return len(b)
	}
	return 0
}
