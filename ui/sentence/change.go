package sentence

import (
	"strconv"
	"strings"

	"regnetlens/ui/format"
	"regnetlens/ui/text"
)

// change is rule 2: what a "what if" did to the answers. What turned comes
// first.
func (f *Facts) change(t *text.Table) Sentence {
	var turned, stayed, untouched Sentence
	for i := range f.Slots {
		s := &f.Slots[i]
		switch {
		case s.State == Absent:
		case !s.edited():
			untouched = join(untouched, f.stays(t, i))
		case s.State == Overflow || s.answer().class != s.answerOf(s.Unedited).class:
			turned = join(turned, f.turns(t, i))
		default:
			stayed = join(stayed, f.stillSays(t, i))
		}
	}
	return join(fill(t.Sentences.With, "change", f.named(t)), turned, stayed, untouched)
}

// turns is what a changed network says instead of what it said.
func (f *Facts) turns(t *text.Table, slot int) Sentence {
	w, s := &t.Sentences, &f.Slots[slot]
	old := s.answerOf(s.Unedited)
	if s.State == Overflow {
		return fill(w.TurnsNoNumber, "net", letters[slot], "old", t.Class(old.class))
	}
	now := s.answer()
	return fill(w.Turns, "net", letters[slot], "class", t.Class(now.class), "p", whole(now.p), "old", t.Class(old.class), "q", whole(s.Probabilities[old.index]))
}

// stillSays is that a changed network says what it said.
func (f *Facts) stillSays(t *text.Table, slot int) Sentence {
	w, s := &t.Sentences, &f.Slots[slot]
	now, old := s.answer(), s.answerOf(s.Unedited)
	p, q := whole(now.p), whole(old.p)
	switch x, y := shareOf(now.p), shareOf(old.p); {
	case x == y:
		return fill(w.StillAsMuch, "net", letters[slot], "class", t.Class(now.class), "p", p)
	case p == q:
		p, q = x.tenths(), y.tenths()
	}
	return fill(w.StillSays, "net", letters[slot], "class", t.Class(now.class), "p", p, "q", q)
}

// stays is what the other network, which is as it was, says.
func (f *Facts) stays(t *text.Table, slot int) Sentence {
	s := &f.Slots[slot]
	if s.State != Answered {
		return f.says(t, slot)
	}
	return fill(t.Sentences.Stays, "net", letters[slot], "class", t.Class(s.answer().class))
}

// named names the changes: one by what it does, several by their number.
func (f *Facts) named(t *text.Table) Sentence {
	w := &t.Sentences
	if len(f.Changes) != 1 {
		return fill(w.SeveralChanges, "n", strconv.Itoa(len(f.Changes)))
	}
	c := f.Changes[0]
	block, stage := c.Place.String(), strconv.Itoa(c.Place.Stage)
	if c.Kind == MapScaled {
		return fill(w.MapScaled, "net", letters[c.Slot], "map", format.Letter(c.Map), "n", strconv.Itoa(c.Channel+1), "block", block, "factor", format.Factor(c.Factor))
	}
	phrases := [...]string{w.Off, w.OffStage, w.Held, w.HeldStage}
	i := 0
	if c.Kind == MemoryHeld {
		i = 2
	}
	if c.Place.Block == 0 {
		i++
	}
	what := fill(w.Memory)
	if f.Slots[0].regulated() && f.Slots[1].regulated() {
		what = fill(w.MemoryOf, "net", letters[c.Slot])
	}
	return fill(phrases[i], "memory", what, "block", block, "stage", stage)
}

// recomputed is the line under the finding while changes are on.
func (f *Facts) recomputed(t *text.Table) Sentence {
	w := &t.Sentences
	var out, alike Sentence
	for i := range f.Slots {
		s := &f.Slots[i]
		if !s.edited() {
			continue
		}
		out = join(out, fill(w.Anew, "net", letters[i], "block", s.Edited.String()))
		if known(s.Alike) && known(s.AlikeUnedited) {
			alike = join(alike, fill(w.AlikeNow, "net", letters[i], "v", hundredths(s.Alike), "old", hundredths(s.AlikeUnedited)))
		}
	}
	return join(out, fill(w.Dashed), alike)
}

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
