package session

import (
	"cmp"
	"math"

	"regnetlens/infer/arch"
	"regnetlens/ui/sentence"
	"regnetlens/weights"
)

// Facts are what the sentences about the picture on the page are computed from.
func (s *Session) Facts() sentence.Facts {
	var f sentence.Facts
	if p := s.Shown; p != nil {
		f.Picture = s.titleOf(p)
	} else if s.chosen != nil {
		f.Picture = s.titleOf(s.chosen)
	} else if s.wanted != nil {
		f.Picture = s.titleOf(s.wanted)
	}
	for i, d := range s.Slots {
		f.Slots[i] = d.facts()
		if f.Slots[i].Unedited != nil {
			f.Changes = changes(d.Edits)
		}
		f.Comparing = f.Comparing || d.Result != nil && d.Similar == nil && !d.incomparable && d.Phase != Broken
	}
	return f
}

// Networks are the two networks as the sentences see them.
func (s *Session) Networks() [2]sentence.Network {
	return [2]sentence.Network{networkOf(&s.Slots[0].Model), networkOf(&s.Slots[1].Model)}
}

func networkOf(m *weights.Model) sentence.Network {
	return sentence.Network{Title: m.Title, Arch: m.Arch, Classes: m.Classes, Epochs: m.EpochCount}
}

// facts are what there is to know of one slot's answer.
func (d *Slot) facts() sentence.Slot {
	f := sentence.Slot{Network: networkOf(&d.Model), State: d.state(), Alike: math.NaN(), AlikeUnedited: math.NaN()}
	if d.Result == nil {
		return f
	}
	if f.State == sentence.Answered {
		f.Probabilities = d.Result.Probabilities
	}
	if d.isEdited() {
		if _, ok := likeliest(d.Result.Unedited); ok {
			f.Unedited, f.Edited = d.Result.Unedited, d.firstEdited()
		}
	}
	for _, r := range d.Result.Readout {
		if _, ok := likeliest(r.Probabilities); ok {
			f.Early = append(f.Early, sentence.Early{Place: arch.Place{Stage: r.Stage, Block: r.Block}, Probabilities: r.Probabilities})
		}
	}
	if d.Similar != nil {
		f.Alike = neighbours(&d.Similar.Own, d.Similar.Blocks, CKA)
	}
	f.AlikeUnedited = d.uneditedNeighbours(CKA)
	return f
}

// state is how far a slot is with the picture.
func (d *Slot) state() sentence.State {
	switch {
	case d.Result != nil && d.Top() == "":
		return sentence.Overflow
	case d.Result != nil:
		return sentence.Answered
	case d.Graph == nil || d.Phase == Broken || d.Phase == Ready && !d.pending(toShow) && d.session.wanted != nil && d.tried(d.session.wanted):
		return sentence.Absent
	}
	return sentence.Reading
}

// isEdited reports whether the slot's answer is that of a network with edits.
func (d *Slot) isEdited() bool {
	return d.Result != nil && len(d.Result.Unedited) == len(d.Model.Classes) && len(d.Model.Classes) > 0
}

// firstEdited is the first block that an edit of the answer's run changed.
func (d *Slot) firstEdited() arch.Place {
	var first arch.Place
	for _, e := range d.Edits {
		c := arch.Place{Stage: e.Stage, Block: max(e.Block, 1)}
		if e.Slot == d.Index && (first == arch.Place{} || c.Compare(first) < 0) {
			first = c
		}
	}
	return cmp.Or(first, arch.Place{Stage: 1, Block: 1})
}

// changes are edits as the sentences name them.
func changes(edits []Edit) []sentence.Change {
	kinds := map[Change]sentence.ChangeKind{RegulatorOff: sentence.MemoryOff, StateFrozen: sentence.MemoryHeld, Scaled: sentence.MapScaled}
	out := make([]sentence.Change, len(edits))
	for i, e := range edits {
		out[i] = sentence.Change{Slot: e.Slot, Kind: kinds[e.Do], Place: arch.Place{Stage: e.Stage, Block: e.Block}, Map: e.Kind, Channel: e.Channel, Factor: e.Factor}
	}
	return out
}
