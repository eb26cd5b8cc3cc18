package session

// DirtyFlag stands for a part of what the page knows that often changes alone.
// The page builds anew only what shows something that has changed.
type DirtyFlag int

// The flags. What belongs to none of them concerns the whole page.
const (
	Selected   DirtyFlag = iota // Select
	Looked                      // Pointer, and what workers say of it and of the selection: Slot.Channel, Slot.Activation, Slot.Sheet
	Viewed                      // View but its Colormap and Opacity, and Slot.Tiles
	Coloured                    // those
	Arriving                    // how far the workers are: Slot.Phase, Bytes, Backend and its reason
	Ablated                     // Slot.WithoutH, Slot.Effect and what is counted of them
	Rescaled                    // where colours end: Slot.TileEnd and its like
	Paired                      // the pair of Compared that is pointed at
	PairMarked                  // Compared.Marked
	everything                  // that belongs to none of them
	dirtyFlags
)

// Version counts the turns that set one of these flags, or changed what belongs
// to none. It is part of the key of what shows them: see package part.
func (s *Session) Version(of ...DirtyFlag) int {
	n := s.versions[everything]
	for _, a := range of {
		n += s.versions[a]
	}
	return n
}

// Turn carries out something that happened: a key, a click, a message. It
// concerns the whole page unless it marks dirty what it changed, and nothing
// else.
func (s *Session) Turn(happened func()) {
	s.dirty = [dirtyFlags]bool{}
	happened()
	if s.dirty == [dirtyFlags]bool{} {
		s.markDirty(everything)
	}
	for a, yes := range s.dirty {
		if yes {
			s.versions[a]++
		}
	}
}

// markDirty sets a flag in the turn under way. What belongs to no flag that was
// set stays as it is on the page.
func (s *Session) markDirty(a DirtyFlag) { s.dirty[a] = true }
