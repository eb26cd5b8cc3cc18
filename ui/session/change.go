package session

// Aspect is a part of what the page knows that often changes alone. The page
// builds anew only what shows an aspect that has changed.
type Aspect int

// The aspects. What belongs to none of them concerns the whole page.
const (
	Selected Aspect = iota // Select
	Looked                 // Pointer, and what workers say of it and of the selection: Side.Channel, Side.Activation
	Viewed                 // View but its Colormap and Opacity
	Coloured               // those
	Arriving               // how far the workers are: Side.Phase, Bytes, Backend and its reason
	Paired                 // the pair of Compared that is pointed at
	rest
	aspects
)

// Version counts the turns that changed one of these aspects, or what belongs
// to none. It is part of the key of what shows them: see package part.
func (s *Session) Version(of ...Aspect) int {
	n := s.versions[rest]
	for _, a := range of {
		n += s.versions[a]
	}
	return n
}

// Turn carries out something that happened: a key, a click, a message. It
// concerns the whole page unless it says that it went no further than some
// aspects.
func (s *Session) Turn(happened func()) {
	s.touched = [aspects]bool{}
	happened()
	if s.touched == [aspects]bool{} {
		s.touch(rest)
	}
	for a, yes := range s.touched {
		if yes {
			s.versions[a]++
		}
	}
}

// touch says that the turn under way has changed an aspect. Unless it changes
// more than it has touched, the rest of the page stays as it is.
func (s *Session) touch(a Aspect) { s.touched[a] = true }
