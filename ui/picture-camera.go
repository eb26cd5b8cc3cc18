package ui

import "regnetlens/ui/session"

func (c *PictureCamera) video() Canvas {
	return Canvas{Subject: Video, Label: c.S.Text.Inputs.CameraAlt}
}

func (c *PictureCamera) asking() bool { return c.S.Input.Camera == session.CameraAsking }

// press is what the one button does.
func (c *PictureCamera) press() {
	if c.asking() {
		return
	}
	if c.S.Input.Camera == session.CameraLive {
		c.S.FreezeCamera()
	} else {
		c.S.StartCamera()
	}
}

func (c *PictureCamera) action() string {
	t := c.S.Text.Inputs
	switch c.S.Input.Camera {
	case session.CameraLive:
		return t.Freeze
	case session.CameraFrozen:
		return t.Go
	}
	return t.Start
}

// state is one sentence.
func (c *PictureCamera) state() string {
	t := c.S.Text.Inputs
	switch c.S.Input.Camera {
	case session.CameraAsking:
		return t.Asking
	case session.CameraFrozen:
		return t.Frozen
	}
	if say, ok := map[session.CameraError]string{
		session.CameraRefused: t.Refused, session.CameraAbsent: t.Absent, session.CameraTaken: t.Taken,
		session.CameraGone: t.Gone, session.CameraUnsafe: t.Unsafe,
	}[c.S.Input.CameraError]; ok {
		return say
	}
	return t.CameraHint
}

// rate changes with each frame and so is not said aloud.
func (c *PictureCamera) rate() string {
	if r := c.S.FrameRate(); r > 0 {
		return c.S.Text.Fill(c.S.Text.Inputs.Frames, r)
	}
	return "\u00a0"
}
