//go:build js

package app

import (
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// toured are the parts of the page that the steps of the tour speak of.
var toured = map[int]string{
	session.TourPicture: ".picture-panel", session.TourAnswer: ".answer-panel",
	session.TourDepth: ".depth-panel", session.TourLens: ".lens-panel",
}

// followTour brings what the tour speaks of on the screen, clear of the dialog,
// which takes the focus.
func (a *app) followTour() {
	step := a.session.Tour
	if step == a.toured {
		return
	}
	if a.toured == session.NoTour {
		a.before = browser.Document().Get("activeElement")
	}
	a.toured = step
	if step == session.NoTour { // where the focus was before
		if a.before.Truthy() && a.before.Get("isConnected").Bool() {
			a.before.Call("focus")
		}
		return
	}
	// The part stands above the dialog; what is too high for that begins at the
	// top, and is scrolled by its reader.
	part, tour := browser.Query(toured[step]), browser.Query("#tour")
	box, lies := part.Call("getBoundingClientRect"), tour.Call("getBoundingClientRect")
	apart := box.Get("right").Float() <= lies.Get("left").Float() || box.Get("left").Float() >= lies.Get("right").Float()
	inside := box.Get("top").Float() >= 0 && box.Get("bottom").Float() <= browser.Get("innerHeight").Float()
	if above := box.Get("top").Float() >= 0 && box.Get("bottom").Float() <= lies.Get("top").Float(); !above && !(apart && inside) {
		part.Call("scrollIntoView", map[string]any{"block": "start"})
	}
	tour.Call("focus", map[string]any{"preventScroll": true})
}
