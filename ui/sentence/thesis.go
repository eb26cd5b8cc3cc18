package sentence

import (
	"regnetlens/infer/arch"
	"regnetlens/ui/text"
)

// Thesis says what A and B are, and asks the paper's question where one of them
// is the other with a regulator.
func Thesis(t *text.Table, nets [2]Network) Sentence {
	w := &t.Sentences
	slot, ok := regulatedOne(nets)
	if !ok || !sameBut(nets[slot].Arch, nets[1-slot].Arch) {
		return fill(w.ThesisPair, "a", letters[0], "one", nets[0].Title, "b", letters[1], "other", nets[1].Title)
	}
	first, second := fill(w.ThesisPlain, "net", letters[1-slot]), fill(w.ThesisRegulated, "net", letters[slot])
	if slot == 0 {
		first, second = fill(w.ThesisFirst, "net", letters[0]), fill(w.ThesisBare, "net", letters[1])
	}
	return join(fill(w.ThesisRead), first, second, fill(w.ThesisAsk, "net", letters[slot]))
}

// sameBut reports whether two architectures differ in the regulator alone.
func sameBut(a, b arch.Record) bool {
	for _, r := range []*arch.Record{&a, &b} {
		r.Regulator, r.RegulatedStages = arch.RegulatorNone, nil
	}
	return a.String() == b.String()
}
