package session

import (
	"slices"

	"regnetlens/infer"
	"regnetlens/infer/arch"
)

// Edit is a "what if" that the reader set: a change of one network while it
// runs. It is plain data, so that a whole list of them can be kept as JSON.
type Edit struct {
	Slot    int       `json:"side"` // 0 is A, 1 is B
	Do      Change    `json:"do"`
	Stage   int       `json:"stage"`             // from 1
	Block   int       `json:"block,omitempty"`   // from 1; 0 for all blocks of the stage
	Kind    arch.Kind `json:"kind,omitempty"`    // of Scaled: the map
	Channel int       `json:"channel,omitempty"` // of Scaled, from 0
	Factor  float32   `json:"factor,omitempty"`  // of Scaled
}

// Change is what an [Edit] does.
type Change string

// The changes.
const (
	RegulatorOff Change = "off"    // H = 0
	StateFrozen  Change = "freeze" // H and C stay as the block before left them
	Scaled       Change = "scale"  // a channel of a map times a factor
)

// same reports whether two edits are about the same thing, whatever the factor.
func (e Edit) same(other Edit) bool {
	e.Factor = other.Factor
	return e == other
}

// steps are what the engine does for an edit; none where the network lacks
// what should be changed.
func (d *Slot) steps(e Edit) []infer.Edit {
	if d.Graph == nil || e.Slot != d.Index {
		return nil
	}
	kinds := map[Change][]arch.Kind{RegulatorOff: {arch.KindH}, StateFrozen: {arch.KindH, arch.KindC}, Scaled: {e.Kind}}[e.Do]
	var out []infer.Edit
	for _, c := range d.session.Columns() {
		if c.Stage != e.Stage || e.Block != 0 && c.Block != e.Block {
			continue
		}
		for _, kind := range kinds {
			t, ok := d.TapAt(c, kind)
			if !ok {
				continue
			}
			step := infer.Edit{Tap: t.Name, Channel: infer.AllChannels, Op: infer.Scale}
			switch e.Do {
			case StateFrozen:
				step.Op = infer.Freeze
			case Scaled:
				step.Channel, step.Factor = e.Channel, e.Factor
			}
			if step.Check(d.Graph) == nil {
				out = append(out, step)
			}
		}
	}
	return out
}

// edits are all that the engine should do in this network.
func (d *Slot) edits() []infer.Edit {
	var out []infer.Edit
	for _, e := range d.session.Edits {
		out = append(out, d.steps(e)...)
	}
	return out
}

// CanEdit reports whether an edit would change anything.
func (s *Session) CanEdit(e Edit) bool {
	return e.Slot >= 0 && e.Slot < len(s.Slots) && len(s.Slots[e.Slot].steps(e)) > 0
}

// HasEdit reports whether an edit is set.
func (s *Session) HasEdit(e Edit) bool { return slices.Contains(s.Edits, e) }

// ToggleEdit sets an edit, in place of one of the same thing with another
// factor; one that is set already it takes back.
func (s *Session) ToggleEdit(e Edit) {
	next := slices.DeleteFunc(slices.Clone(s.Edits), e.same)
	if !s.HasEdit(e) {
		next = append(next, e)
	}
	s.SetEdits(next)
}

// RemoveEdit takes the edit of a place in the list back.
func (s *Session) RemoveEdit(i int) {
	if i >= 0 && i < len(s.Edits) {
		s.SetEdits(slices.Delete(slices.Clone(s.Edits), i, i+1))
	}
}

// SetEdits makes these the edits, as far as the networks have what they
// change, and runs the picture again. It can be undone.
func (s *Session) SetEdits(edits []Edit) {
	edits = s.fitting(edits)
	if slices.Equal(edits, s.Edits) {
		return
	}
	s.editsBefore, s.editsAfter = append(s.editsBefore, s.Edits), nil
	s.Edits = edits
	s.again()
}

// turnEdits makes these the edits as the browser's way back or forward does:
// what an undo or a redo would bring is one.
func (s *Session) turnEdits(edits []Edit) {
	last := func(stack [][]Edit) bool {
		return len(stack) > 0 && slices.Equal(stack[len(stack)-1], edits)
	}
	switch {
	case slices.Equal(edits, s.Edits):
	case last(s.editsBefore):
		s.UndoEdit()
	case last(s.editsAfter):
		s.RedoEdit()
	default:
		s.SetEdits(edits)
	}
}

// UndoEdit goes back to the edits before the last change.
func (s *Session) UndoEdit() { s.step(&s.editsBefore, &s.editsAfter) }

// RedoEdit takes the last undo back.
func (s *Session) RedoEdit() { s.step(&s.editsAfter, &s.editsBefore) }

func (s *Session) step(from, to *[][]Edit) {
	if n := len(*from); n > 0 {
		*to = append(*to, s.Edits)
		s.Edits = s.fitting((*from)[n-1])
		*from = (*from)[:n-1]
		s.again()
	}
}

// CanUndo reports whether UndoEdit has anything to go back to.
func (s *Session) CanUndo() bool { return len(s.editsBefore) > 0 }

// CanRedo reports whether RedoEdit has anything to go on to.
func (s *Session) CanRedo() bool { return len(s.editsAfter) > 0 }

func (s *Session) fitting(edits []Edit) []Edit {
	var out []Edit
	for _, e := range edits {
		if s.CanEdit(e) {
			out = append(out, e)
		}
	}
	return out
}

// again runs the picture on the page once more, as a picture of a new number:
// whatever was kept of the run before is out of date.
func (s *Session) again() {
	if s.wanted == nil || s.coming == s.number {
		return // the picture on its way will be run with the edits
	}
	s.number++
	p := *s.wanted
	p.number, p.first = s.number, p.identity()
	s.run(&p)
}
