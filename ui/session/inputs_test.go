package session

import (
	"math"
	"slices"
	"testing"
	"time"
)

// devices are a browser's that note what they are asked.
type devices struct {
	done   []string
	opened func(CameraError)
	frames []func([]byte, int)
	files  map[int]func(File, error)
}

func (d *devices) OpenCamera(done func(CameraError)) { d.done, d.opened = append(d.done, "open"), done }
func (d *devices) PauseCamera(still bool) {
	d.done = append(d.done, map[bool]string{true: "pause", false: "play"}[still])
}
func (d *devices) CloseCamera()                          { d.done = append(d.done, "close") }
func (d *devices) Frame(_ Tab, done func([]byte, int))   { d.frames = append(d.frames, done) }
func (d *devices) Read(file int, done func(File, error)) { d.files[file] = done }

// frame delivers the frame that was asked for; false if none was.
func (d *devices) frame() bool {
	if len(d.frames) == 0 {
		return false
	}
	next := d.frames[0]
	d.frames = d.frames[1:]
	next(make([]byte, 16), 2)
	return true
}

// equipped is a session that has answered to a picture, with devices.
func equipped(t *testing.T) (*Session, *port, *devices) {
	s, p := begin(t)
	d := &devices{files: map[int]func(File, error){}}
	s.Equip(d)
	s.Choose("x", InMemory([]byte("x")))
	read(s, 2)
	p.posts()
	return s, p, d
}

// The next frame is asked for when both networks have answered, not before.
func TestFramesWaitForBoth(t *testing.T) {
	s, _, d := equipped(t)
	now := time.Unix(0, 0)
	s.Input.now = func() time.Time { return now }
	s.ChooseTab(TabCamera)
	s.StartCamera()
	if s.Input.Camera != CameraAsking || d.frame() {
		t.Fatal("a frame before there is a camera")
	}
	d.opened(NoCameraError)
	for i := range 5 {
		if !d.frame() {
			t.Fatalf("frame %d is not asked for", i)
		}
		run := s.wanted.number
		answer(s, 0, run)
		if len(d.frames) != 0 {
			t.Fatal("the next frame is asked for although B has not answered")
		}
		now = now.Add(100 * time.Millisecond)
		answer(s, 1, run)
	}
	if got := s.FrameRate(); math.Abs(got-10) > 1e-9 {
		t.Errorf("%v frames a second, want 10", got)
	}
	if s.Shown.From != TabCamera {
		t.Errorf("shown %+v", s.Shown)
	}
	// Frozen: one frame of what it stopped at, and no more; the one that was on
	// its way is thrown away.
	s.FreezeCamera()
	before := s.number
	d.frame()
	if s.number != before {
		t.Error("a frame from before the freeze was taken")
	}
	d.frame()
	answer(s, 0, s.number)
	answer(s, 1, s.number)
	if s.number != before+1 || d.frame() {
		t.Errorf("%d frames after the freeze, want 1", s.number-before)
	}
	s.StartCamera()
	if !d.frame() {
		t.Error("it does not go on")
	}
	s.ChooseTab(TabFile)
	if want := []string{"open", "pause", "play", "close"}; s.Input.Camera != CameraOff || !slices.Equal(d.done[:3], want[:3]) || d.done[len(d.done)-1] != "close" {
		t.Errorf("the camera was told %q", d.done)
	}
}

// A picture chosen otherwise holds the camera still: no frame comes over it.
func TestPictureStopsFrames(t *testing.T) {
	s, _, d := equipped(t)
	s.ChooseTab(TabCamera)
	s.StartCamera()
	d.opened(NoCameraError)
	s.Choose("dropped", InMemory([]byte("y")))
	run := s.number
	d.frame()
	if s.number != run || s.Input.Camera != CameraFrozen {
		t.Errorf("number %d after %d, camera %d", s.number, run, s.Input.Camera)
	}
}

func TestCameraTroubles(t *testing.T) {
	s, _, d := equipped(t)
	s.ChooseTab(TabCamera)
	s.StartCamera()
	d.opened(CameraRefused)
	if s.Input.Camera != CameraOff || s.Input.CameraError != CameraRefused {
		t.Errorf("camera %d, trouble %d", s.Input.Camera, s.Input.CameraError)
	}
	s.StartCamera()
	s.MoveTab(-1)
	d.opened(NoCameraError) // too late
	if s.Input.Tab != TabFile || s.Input.Camera != CameraOff || len(d.frames) != 0 {
		t.Error("a camera that came late is on")
	}
	s.MoveTab(1)
	s.StartCamera()
	d.opened(NoCameraError)
	s.LoseCamera()
	if s.Input.Camera != CameraOff || s.Input.CameraError != CameraGone || s.Shown == nil {
		t.Errorf("pulled out: camera %d, trouble %d", s.Input.Camera, s.Input.CameraError)
	}
}

func TestDrawing(t *testing.T) {
	s, _, d := equipped(t)
	s.ChooseTab(TabDraw)
	if d.frame() {
		t.Error("blank paper is read")
	}
	s.Draw(func(w *Drawing) { w.Begin(Dot{0.5, math.NaN()}); w.Extend(Dot{2, 0.5}, Dot{2, 0.5}) })
	if got := s.Input.Drawing.Steps[0].Dots; !slices.Equal(got, []Dot{{0.5, 0}, {1, 0.5}}) {
		t.Errorf("dots %v", got)
	}
	s.Draw(func(w *Drawing) { w.Extend(Dot{0, 0}) })
	if len(d.frames) != 1 {
		t.Errorf("asked for %d frames, want one at a time", len(d.frames))
	}
	d.frame()
	answer(s, 0, s.number)
	answer(s, 1, s.number)
	if !d.frame() { // what was drawn meanwhile
		t.Error("the last stroke is not read")
	}
	answer(s, 0, s.number)
	answer(s, 1, s.number)
	if d.frame() {
		t.Error("nothing is new, and yet it is read")
	}
	w := &s.Input.Drawing
	w.End()
	w.Extend(Dot{1, 1})
	w.Clear()
	w.Undo()
	if len(w.Steps) != 1 || len(w.Steps[0].Dots) != 3 {
		t.Errorf("after taking the clearing back: %v", w.Steps)
	}
	w.Toggle()
	w.Move(10, 0)
	w.Move(0, -200)
	w.Toggle()
	w.Move(1, 1)
	if last := w.Steps[1].Dots; len(last) != 3 || last[2].Y != 0 || w.Pen.Y != 0.01 {
		t.Errorf("the keyboard drew %v", last)
	}
	w.Undo()
	w.Undo()
	w.Undo()
	w.Clear()
	if len(w.Steps) != 0 {
		t.Error("blank paper cannot be cleared")
	}
}
