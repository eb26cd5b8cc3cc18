package sentence

import (
	"slices"

	"regnetlens/ui/text"
)

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

// ofClasses names the classes among which a network chooses; 0 for two
// networks with different ones.
func ofClasses(t *text.Table, n int) string {
	switch w := &t.Sentences; n {
	case 0:
		return w.TheirClasses
	case 10:
		return w.TenClasses
	default:
		return t.Fill(w.NClasses, n)
	}
}
