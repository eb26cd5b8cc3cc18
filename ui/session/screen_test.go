package session

import (
	"strings"
	"testing"

	"regnetlens/infer/picture"
)

// Many files open Many pictures; a picture that is opened from there comes
// forward once it is on the page, and Back leads to the list as it was.
func TestScreensOfABatch(t *testing.T) {
	s, _, d := equipped(t)
	s.Choose("first", InMemory([]byte("x")))
	read(s, s.number)
	base := s.State()
	if s.Screen != OnePicture || strings.Contains(base.Encode(base), "v=") {
		t.Errorf("the page begins with %q, at %s", s.Screen, base.Encode(base))
	}
	s.StartBatch([]string{"cat/1.jpg", "cat/2.jpg"}, 0)
	many := s.State()
	if s.Screen != ManyPictures || !strings.HasSuffix(many.Encode(base), "v=many") || many.Steps(base) {
		t.Errorf("a batch is at %s", many.Encode(base))
	}
	s.Batch.Cancel()
	s.Batch.Show(func(l *List) { l.Search = "2" })
	s.ShowRow(1)
	d.files[1](InMemory([]byte("jpeg")), nil)
	if s.Screen != ManyPictures || s.Settled() {
		t.Errorf("before it is read, %q shows a picture", s.Screen)
	}
	read(s, s.number)
	if s.Screen != OnePicture || !s.Settled() || s.InView != PartPicture || s.Shown.Title != "cat/2.jpg" {
		t.Errorf("read, it is %q on %q", s.Shown.Title, s.Screen)
	}
	s.Apply(many) // Back
	read(s, s.number)
	if s.Screen != ManyPictures || s.Batch.List.Search != "2" || s.State() != many {
		t.Errorf("back at %s, the list searched for %q", s.State().Encode(base), s.Batch.List.Search)
	}
	// Nor does a picture that was opened from the list come forward again when the
	// list is gone back to with it.
	s.Choose("opened", InMemory([]byte("opened")))
	read(s, s.number)
	s.OpenScreen(ManyPictures)
	withIt := s.State()
	s.Apply(many)
	read(s, s.number)
	s.Apply(withIt)
	read(s, s.number)
	if s.Screen != ManyPictures || s.Shown.Title != "opened" {
		t.Errorf("%q came back on %q", s.Shown.Title, s.Screen)
	}
	s.Apply(many)
	read(s, s.number)
	// One that cannot be read leaves the reader where they are.
	s.ShowRow(0)
	d.files[0](InMemory([]byte("no picture")), nil)
	s.refuse(s.number, &picture.Fault{Kind: picture.Broken})
	if s.Screen != ManyPictures || s.State() != many || notice(s) == "" {
		t.Errorf("after a broken one at %s: %q", s.State().Encode(base), notice(s))
	}
	// Nor is who has gone elsewhere called back.
	s.ShowRow(1)
	d.files[1](InMemory([]byte("jpeg")), nil)
	s.OpenScreen(Results)
	read(s, s.number)
	if s.Screen != Results {
		t.Errorf("called back to %q", s.Screen)
	}
	// A picture of the reader's own does come forward, from wherever.
	s.Choose("mine", InMemory([]byte("mine")))
	read(s, s.number)
	if s.Screen != OnePicture {
		t.Errorf("a picture was dropped, and %q is open", s.Screen)
	}
}

// The views are in the address, and no other word is one.
func TestScreensInTheAddress(t *testing.T) {
	s, _ := begin(t)
	base := s.State()
	for _, screen := range Screens {
		s.Apply(ParseState("#v="+string(screen), base))
		at := s.State()
		if s.Screen != screen || ParseState(at.Encode(base), base) != at {
			t.Errorf("#v=%s opened %q, which says %s", screen, s.Screen, at.Encode(base))
		}
	}
	for _, other := range []string{"", "none", "Many", "many%20"} {
		if got := ParseState("#v="+other, base).Screen; got != OnePicture {
			t.Errorf("#v=%s opens %q", other, got)
		}
	}
}

// Nobody sees the camera on another view: it is held still there, so that a
// batch need not wait for it.
func TestScreensHoldTheCamera(t *testing.T) {
	s, _, d := equipped(t)
	s.ChooseTab(TabCamera)
	s.StartCamera()
	d.opened(NoCameraError)
	s.OpenScreen(OnePicture)
	if s.Input.Camera != CameraLive {
		t.Errorf("the camera is at %v", s.Input.Camera)
	}
	s.OpenScreen(Teach)
	if s.Input.Camera != CameraFrozen {
		t.Errorf("on another view the camera is at %v", s.Input.Camera)
	}
}

// Keys that move what only One picture shows do nothing elsewhere, and what is
// not painted is not offered as a picture.
func TestScreensTakeAway(t *testing.T) {
	s, _ := begin(t)
	for name, works := range map[string]bool{"]": false, ".": false, "h": false, "g": false, "n": false, "l": true, "s": true, "?": true, "Escape": true} {
		k := KeyFor(name, false, Anywhere)
		s.Screen = OnePicture
		if !s.Takes(k) {
			t.Errorf("%s does nothing under One picture", name)
		}
		s.Screen = Results
		if s.Takes(k) != works {
			t.Errorf("%s under Results: %v", name, !works)
		}
	}
	if views := s.Views(); len(views) != 0 {
		t.Errorf("under Results %q can be saved", views)
	}
	s.storyDue = true
	if s.offerStory(); s.Story.Step != NoStep {
		t.Error("the story begins where there is nothing of it")
	}
	if s.TellStory(2); s.Screen != OnePicture {
		t.Errorf("the story speaks of what is not there: %q is open", s.Screen)
	}
	if s.LeaveStory(); s.Screen != Results {
		t.Errorf("the story is over, and %q is open", s.Screen)
	}
	s.TellStory(2)
	if s.OpenScreen(Teach); s.InStory() || s.Screen != Teach {
		t.Errorf("%q is open, step %d told", s.Screen, s.Story.Step)
	}
}
