package session

// The dialogs of the page, by the id of their element.
const (
	DialogHelp  = "help"  // the list of keys
	DialogSave  = "save"  // what can be saved
	DialogAbout = "about" // what the page is, by whom, of what
	DialogHow   = "how"   // how it works: the article
	DialogTrain = "train" // how a network of the results is trained

	DialogComputing = "computing" // what computes the networks
)

// Leave closes what lies over the page: the dialog, or else the notice, or else
// the story.
func (s *Session) Leave() {
	switch {
	case s.Dialog != "":
		s.Dialog = ""
	case s.Notice == nil && s.Story.Step != NoStep:
		s.LeaveStory()
	default:
		s.Dismiss()
	}
}

// The reader's choices that the browser keeps, by name, and their values.
const (
	KeptLetters = "letters" // "no": no keys that are characters
	KeptStory   = "tour"    // "seen": the story is not offered
)

// UseLetters switches the keys that are characters on or off.
func (s *Session) UseLetters(yes bool) {
	s.NoLetter = !yes
	s.port.Keep(KeptLetters, map[bool]string{true: "yes", false: "no"}[yes])
}

// Restore takes in what the reader chose on an earlier visit; kept gives a
// choice by its name, "" for none.
func (s *Session) Restore(kept func(name string) string) {
	s.NoLetter = kept(KeptLetters) == "no"
	s.storyDue = kept(KeptStory) == ""
}
