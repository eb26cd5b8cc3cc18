package session

// The steps of the tour, in their order. Each speaks of one part of the page.
const (
	NoTour      = iota
	TourPicture // the picture and where others come from
	TourAnswer  // what the networks say
	TourDepth   // the blocks, from left to right
	TourLens    // one channel
	tourEnd
)

// TourSteps is how many steps the tour has.
const TourSteps = tourEnd - 1

// StartTour shows the first step.
func (s *Session) StartTour() {
	s.Dialog, s.Tour, s.tourDue = "", TourPicture, false
	s.OpenScreen(OnePicture)
}

// MoveTour goes so many steps on; behind the last one is the end.
func (s *Session) MoveTour(by int) {
	s.Tour = max(TourPicture, s.Tour+by)
	if s.Tour >= tourEnd {
		s.LeaveTour()
	}
}

// LeaveTour ends the tour. The next visit begins without.
func (s *Session) LeaveTour() {
	s.Tour = NoTour
	s.port.Keep(KeptTour, "seen")
}

// greet begins the tour on a first visit, once there is something to see.
func (s *Session) greet() {
	if s.tourDue && s.Dialog == "" && s.Screen == OnePicture {
		s.StartTour()
	}
}
