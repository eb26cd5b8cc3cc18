package session

import "time"

// Tab is a way to choose a picture.
type Tab int

// The tabs of the picture panel, in their order.
const (
	TabSamples Tab = iota
	TabFile
	TabCamera
	TabDraw
	tabs // how many there are
)

// Devices is what a session asks of the browser for pictures that are not of
// the gallery. A session may be without (see [Session.Equip]).
type Devices interface {
	// OpenCamera asks the reader for the camera; done comes later, once, with
	// NoCameraError when its pictures move.
	OpenCamera(done func(CameraError))
	// PauseCamera holds the picture still, or lets it move again.
	PauseCamera(still bool)
	// CloseCamera gives the camera back.
	CloseCamera()
	// Frame takes a frame of the camera, the next one while it moves, or the
	// drawing as it is: its centre square as size × size pixels, RGBA. done
	// comes later; it may never come if the camera is closed meanwhile.
	Frame(from Tab, done func(pixels []byte, size int))
	// Read reads a file of the batch by its number; done comes later.
	Read(file int, done func(file File, err error))
}

// Input is how pictures come to the page: the tab that is open and what it is
// doing.
type Input struct {
	Tab         Tab
	Camera      Camera
	CameraError CameraError // why the camera is off
	Drawing     Drawing

	Gathering bool // the files of a folder are being looked for

	devices Devices
	turn    int         // counts changes of what frames are wanted of; one of an earlier turn is thrown away
	asked   int         // turn that a frame was asked for in and has not come; 0 for none
	fresh   bool        // there is something new to take: a stroke, the frame the camera was stopped at
	frame   int         // number of the frame both networks are at; 0 for none
	times   []time.Time // when both had answered to the last frames
	now     func() time.Time
}

// Equip gives the session its devices.
func (s *Session) Equip(d Devices) { s.Input.devices = d }

// ChooseTab opens a tab. The camera runs only as long as its tab is open.
func (s *Session) ChooseTab(t Tab) {
	if t == s.Input.Tab {
		return
	}
	s.stopCamera()
	s.Input.Tab = t
}

// MoveTab opens the tab so many further on, round and round.
func (s *Session) MoveTab(by int) { s.ChooseTab((s.Input.Tab + Tab(by) + tabs) % tabs) }

// stopFrames ends whatever brings frames, for a picture that was chosen otherwise.
func (s *Session) stopFrames() {
	in := &s.Input
	in.turn++
	s.Preparing = nil
	in.asked, in.fresh, in.frame = 0, false, 0
	if in.Camera == CameraLive {
		in.Camera = CameraFrozen
		in.devices.PauseCamera(true)
	}
}

// requestFrame asks for the next frame, once both networks have answered to the one
// before: whatever moved meanwhile is left out, and neither falls behind.
func (s *Session) requestFrame() {
	in := &s.Input
	if !s.free() {
		return
	}
	if in.frame != 0 {
		in.frame = 0
		in.times = append(in.times, in.clock())
	}
	moving := in.Tab == TabCamera && in.Camera == CameraLive
	if in.devices == nil || in.asked == in.turn && in.asked != 0 || !moving && !in.fresh {
		return
	}
	in.fresh = false
	if in.turn == 0 {
		in.turn = 1
	}
	in.asked = in.turn
	turn, from := in.turn, in.Tab
	in.devices.Frame(from, func(pixels []byte, size int) {
		if turn != in.turn {
			return
		}
		in.asked = 0
		s.number++
		in.frame = s.number
		s.wanted = &Picture{Sample: NoSample, From: from, number: s.number, pixels: pixels, size: size}
		for _, d := range s.Slots {
			d.show()
		}
		s.requestFrame()
	})
}

// free reports whether both networks have answered to what they were asked, and
// one of them at least can be asked again.
func (s *Session) free() bool {
	able := false
	for _, d := range s.Slots {
		switch {
		case d.Graph == nil || d.Phase == Broken:
			continue
		case d.Phase != Ready || s.wanted != nil && !d.tried(s.wanted):
			return false
		}
		able = true
	}
	return able
}

func (in *Input) clock() time.Time {
	if in.now != nil {
		return in.now()
	}
	return time.Now()
}
