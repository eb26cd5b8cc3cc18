//go:build js

package app

import (
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// camera is the reader's camera and what shows it.
type camera struct {
	opened int      // counts openings and closings; an answer to an earlier one is late
	video  js.Value // the element; undefined before the first render
	stream js.Value // undefined while it is off
	unhear func()   // stops hearing whether it goes away
}

// showVideo puts the camera's picture into its island.
func (a *app) showVideo(e js.Value, label string) {
	if !a.camera.video.Truthy() {
		video := browser.Create("video")
		video.Set("muted", true)
		video.Set("playsInline", true)
		a.camera.video = video
	}
	if !e.Get("firstChild").Truthy() {
		e.Call("append", a.camera.video)
	}
	a.camera.video.Call("setAttribute", "aria-label", label)
}

// OpenCamera implements session.Devices.
func (a *app) OpenCamera(done func(session.CameraError)) {
	c := &a.camera
	c.opened++
	at := c.opened
	devices := browser.Navigator("mediaDevices")
	if !devices.Truthy() {
		a.turns <- func() { done(session.CameraUnsafe) }
		return
	}
	wish := map[string]any{"audio": false, "video": map[string]any{
		"width": map[string]any{"ideal": 640}, "height": map[string]any{"ideal": 480}, "facingMode": map[string]any{"ideal": "environment"},
	}}
	a.settle(devices.Call("getUserMedia", wish), func(stream js.Value, err error) {
		if at != c.opened {
			stopTracks(stream)
			return
		}
		if err != nil {
			done(cameraErrorOf(err))
			return
		}
		c.stream = stream
		c.unhear = browser.Listen(stream.Call("getVideoTracks").Index(0), "ended", func(js.Value) {
			a.turns <- func() {
				if at == c.opened {
					a.session.LoseCamera()
				}
			}
		})
		c.video.Set("srcObject", stream)
		a.settle(c.video.Call("play"), func(_ js.Value, err error) {
			switch {
			case at != c.opened:
			case err != nil:
				a.CloseCamera()
				done(session.CameraTaken)
			default:
				done(session.NoCameraError)
			}
		})
	})
}

// cameraErrorOf is what a browser's refusal means (W3C, Media Capture and Streams,
// section 10.2).
func cameraErrorOf(err error) session.CameraError {
	name := ""
	if e, ok := err.(*browser.Error); ok {
		name = e.Name()
	}
	switch name {
	case "NotAllowedError", "SecurityError":
		return session.CameraRefused
	case "NotFoundError", "OverconstrainedError":
		return session.CameraAbsent
	}
	return session.CameraTaken
}

// PauseCamera implements session.Devices.
func (a *app) PauseCamera(still bool) {
	if still {
		a.camera.video.Call("pause")
		return
	}
	a.settle(a.camera.video.Call("play"), func(js.Value, error) {})
}

// CloseCamera implements session.Devices.
func (a *app) CloseCamera() {
	c := &a.camera
	c.opened++
	if !c.stream.Truthy() {
		return
	}
	stopTracks(c.stream)
	c.video.Set("srcObject", js.Null())
	c.stream = js.Undefined()
	c.unhear()
}

func stopTracks(stream js.Value) {
	if !stream.Truthy() {
		return
	}
	tracks := stream.Call("getTracks")
	for i := range tracks.Length() {
		tracks.Index(i).Call("stop")
	}
}

// Frame implements session.Devices.
func (a *app) Frame(from session.Tab, done func([]byte, int)) {
	if from == session.TabDraw {
		a.paintPaper()
		pixels, size := a.capture(a.paper.canvas, paperSize, paperSize)
		a.turns <- func() { done(pixels, size) }
		return
	}
	video := a.camera.video
	take := func() {
		pixels, size := a.capture(video, video.Get("videoWidth").Int(), video.Get("videoHeight").Int())
		if size > 0 {
			a.turns <- func() { done(pixels, size) }
		}
	}
	if video.Get("paused").Bool() {
		take()
		return
	}
	next := browser.Once(func(js.Value) { take() })
	if video.Get("requestVideoFrameCallback").Type() == js.TypeFunction {
		video.Call("requestVideoFrameCallback", next)
	} else {
		browser.Call("requestAnimationFrame", next)
	}
}

// finer is how many times more rows a frame has than the networks read: the
// browser shrinks it so far, quickly, and the worker the rest, well.
const finer = 4

// capture takes the centre square of a picture of width × height pixels.
func (a *app) capture(source js.Value, width, height int) (pixels []byte, size int) {
	side := min(width, height)
	for _, d := range a.session.Slots {
		size = max(size, finer*d.Model.Input)
	}
	if size = min(size, side); size == 0 {
		return nil, 0
	}
	if !a.shrunk.Truthy() {
		a.shrunk = browser.Canvas(size, size).Call("getContext", "2d", map[string]any{"willReadFrequently": true, "alpha": false})
	}
	if canvas := a.shrunk.Get("canvas"); canvas.Get("width").Int() != size {
		canvas.Set("width", size)
		canvas.Set("height", size)
	}
	a.shrunk.Set("imageSmoothingQuality", "high")
	a.shrunk.Call("drawImage", source, (width-side)/2, (height-side)/2, side, side, 0, 0, size, size)
	return browser.Bytes(a.shrunk.Call("getImageData", 0, 0, size, size).Get("data")), size
}
