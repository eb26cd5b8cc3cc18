//go:build js

package app

import (
	"syscall/js"

	"regnetlens/ui/session"
)

// toured are the parts of the page that the steps of the tour speak of.
var toured = map[int]string{
	session.TourPicture: ".picture-panel", session.TourAnswer: ".answer-panel",
	session.TourDepth: ".depth-panel", session.TourLens: ".lens-panel",
}

// followTour brings what the tour speaks of on the screen. A first visit stays
// where it is: the first step begins by itself.
func (a *app) followTour() {
	step := a.session.Tour
	if step == a.toured {
		return
	}
	first := a.toured == session.NoTour
	a.toured = step
	if step == session.NoTour || first && js.Global().Get("scrollY").Int() == 0 {
		return
	}
	js.Global().Get("document").Call("querySelector", toured[step]).Call("scrollIntoView", map[string]any{"block": "center"})
}
