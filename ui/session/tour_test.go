package session

import (
	"slices"
	"testing"

	"regnetlens/wasm/protocol"
)

// A first visit gets the tour with its first result; one who has seen it does
// not, but can ask for it.
func TestTour(t *testing.T) {
	for kept, want := range map[string]int{"": TourPicture, "seen": NoTour} {
		s, p := begin(t)
		s.Restore(func(name string) string { return map[string]string{KeptTour: kept}[name] })
		if s.Tour != NoTour {
			t.Error("the tour begins before there is anything to see")
		}
		p.fetches["1.jpg"](InMemory([]byte("file")), nil)
		say(s, 0, &protocol.Result{Run: 1, Probabilities: make([]float32, 10)})
		if s.Tour != want {
			t.Errorf("kept %q: step %d with the first result, want %d", kept, s.Tour, want)
		}
		s.Dialog = DialogAbout
		s.StartTour()
		s.MoveTour(-1)
		if s.Tour != TourPicture || s.Dialog != "" {
			t.Errorf("step %d, dialog %q", s.Tour, s.Dialog)
		}
		for range TourSteps {
			s.MoveTour(1)
		}
		if s.Tour != NoTour || !slices.Contains(p.kept, "tour=seen") {
			t.Errorf("behind the end: step %d, kept %q", s.Tour, p.kept)
		}
		s.StartTour()
		s.Leave()
		if s.Tour != NoTour {
			t.Error("Escape does not leave the tour")
		}
	}
}
