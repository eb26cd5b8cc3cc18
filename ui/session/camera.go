package session

import "time"

// Camera says what the camera is doing.
type Camera int

// The states of the camera.
const (
	CameraOff    Camera = iota
	CameraAsking        // the reader is being asked, or it is starting
	CameraLive          // both networks read what it sees
	CameraFrozen        // held still
)

// CameraError is why there is no picture of a camera.
type CameraError int

// What can keep a camera from working.
const (
	NoCameraError CameraError = iota
	CameraRefused             // the reader, or the browser, does not allow it
	CameraAbsent              // there is none
	CameraTaken               // another program has it
	CameraGone                // it was pulled out, or taken away
	CameraUnsafe              // the page did not come over https or from this computer
)

// StartCamera asks for the camera and has both networks read it.
func (s *Session) StartCamera() {
	in := &s.Input
	if in.devices == nil || in.Camera == CameraAsking || in.Camera == CameraLive {
		return
	}
	s.stopFrames()
	in.CameraError, in.times = NoCameraError, nil
	if in.Camera == CameraFrozen {
		in.Camera = CameraLive
		in.devices.PauseCamera(false)
		s.requestFrame()
		return
	}
	in.Camera = CameraAsking
	in.devices.OpenCamera(func(t CameraError) {
		switch {
		case in.Camera != CameraAsking: // the tab was left meanwhile
		case t != NoCameraError:
			in.Camera, in.CameraError = CameraOff, t
		default:
			in.Camera = CameraLive
			s.requestFrame()
		}
	})
}

// FreezeCamera holds the camera still; the frame it stops at is the picture.
func (s *Session) FreezeCamera() {
	in := &s.Input
	if in.Camera != CameraLive {
		return
	}
	s.stopFrames()
	in.fresh = true
	s.requestFrame()
}

// LoseCamera takes in that the camera went away by itself.
func (s *Session) LoseCamera() {
	if s.Input.Camera != CameraOff {
		s.stopCamera()
		s.Input.CameraError = CameraGone
	}
}

// stopCamera gives the camera back. The last frame stays the picture.
func (s *Session) stopCamera() {
	in := &s.Input
	was := in.Camera
	s.stopFrames()
	in.Camera, in.CameraError, in.times = CameraOff, NoCameraError, nil
	if was != CameraOff {
		in.devices.CloseCamera()
		s.goOn()
	}
}

// FrameRate is how many frames a second both networks have answered to lately;
// 0 before two of them.
func (s *Session) FrameRate() float64 {
	const lately = 2 * time.Second
	t := s.Input.times
	for len(t) > 2 && t[len(t)-1].Sub(t[0]) > lately {
		t = t[1:]
	}
	s.Input.times = t
	if len(t) < 2 || !t[len(t)-1].After(t[0]) {
		return 0
	}
	return float64(len(t)-1) / t[len(t)-1].Sub(t[0]).Seconds()
}
