package session

// Screen is one of the views that the header's navigation chooses: what fills
// the page below its header.
type Screen string

// The screens. Their values stand in the page's address.
const (
	OnePicture   Screen = "one"  // a picture, block by block in both networks
	ManyPictures Screen = "many" // a batch
	Teach        Screen = "teach"
	Results      Screen = "results" // of the paper, and of this project's own training
)

// Screens lists all of them in the order of the navigation.
var Screens = []Screen{OnePicture, ManyPictures, Teach, Results}

// OpenScreen opens another view. What is on the one that was open stays as it
// is, but for the camera, which is held still: nobody sees it any more, and a
// batch would wait for it. The story, which speaks of One picture, ends with it.
func (s *Session) OpenScreen(to Screen) {
	if to == s.Screen {
		return
	}
	if to != OnePicture {
		s.LeaveStory()
	}
	s.Screen = to
	if to != OnePicture {
		s.FreezeCamera()
	}
	if to == Results {
		s.fetchResults()
	}
}

// bringForward opens the view of one picture for a picture that was chosen on
// another one, unless the reader has gone elsewhere meanwhile.
func (s *Session) bringForward(p *Picture) {
	if p.on == s.Screen && p.on != OnePicture {
		s.OpenScreen(OnePicture)
		s.InView = PartPicture
	}
}
