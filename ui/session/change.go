package session

// DirtyFlag is a part of what the page knows that often changes alone. The page
// builds anew only what shows an aspect that has changed.
type DirtyFlag int

// The dirtyFlags. What belongs to none of them concerns the whole page.
const (
	Selected DirtyFlag = iota // Select
	Looked                    // Pointer, and what workers say of it and of the selection: Slot.Channel, Slot.Activation
	Viewed                    // View but its Colormap and Opacity
	Coloured                  // those
	Arriving                  // how far the workers are: Slot.Phase, Bytes, Backend and its reason
	Paired                    // the pair of Compared that is pointed at
	rest
	dirtyFlags
)

// Version counts the turns that changed one of these dirtyFlags, or what belongs
// to none. It is part of the key of what shows them: see package part.
func (s *Session) Version(of ...DirtyFlag) int {
	n := s.versions[rest]
	for _, a := range of {
		n += s.versions[a]
	}
	return n
}

// Turn carries out something that happened: a key, a click, a message. It
// concerns the whole page unless it says that it went no further than some
// dirtyFlags.
func (s *Session) Turn(happened func()) {
	s.dirty = [dirtyFlags]bool{}
	happened()
	if s.dirty == [dirtyFlags]bool{} {
		s.markDirty(rest)
	}
	for a, yes := range s.dirty {
		if yes {
			s.versions[a]++
		}
	}
}

// markDirty says that the turn under way has changed an aspect. Unless it changes
// more than it has dirty, the rest of the page stays as it is.
func (s *Session) markDirty(a DirtyFlag) { s.dirty[a] = true }
