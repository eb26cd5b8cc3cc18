//go:build js

package app

import (
	"syscall/js"
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// replay does the next of what the reader did before the page could hear of it
// (see early.js), once the first render is there. What that calls for is done
// and rendered before the one after it: a click may be on what a key has opened.
func (a *app) replay() {
	if a.kept.Truthy() && !a.kept.Call("next").Bool() {
		a.kept = js.Undefined()
		return
	}
	if a.kept.Truthy() {
		a.turns <- func() {}
	}
}

// awaitAnswers puts the first render off until both networks have answered. It
// takes the main thread a quarter of a second, in which no worker could be sent
// on; until then the page that the build made stands, and the answers are
// written into it as they come. What takes longer than a moment is rendered as
// it goes on, and a reader who does something does not wait.
func (a *app) awaitAnswers() {
	const timeout, frames = time.Second, 40 * time.Millisecond
	acted := make(chan struct{}, 1)
	wake := func(js.Value) {
		select {
		case acted <- struct{}{}:
		default:
		}
	}
	stop := browser.Handle(a.kept, "wake", wake)
	if a.kept.Get("length").Int() > 0 {
		wake(js.Undefined())
	}
	if a.session.Screen != session.OnePicture { // the address asks for what the build did not make
		wake(js.Undefined())
	}
	select {
	case <-acted:
	case <-a.early:
		time.Sleep(frames) // in which the browser shows them
	case <-time.After(timeout):
	}
	stop()
	a.env.Lock()
	a.early = nil
	a.env.UnlockOnly()
}

// showAnswers writes the first answers into the page that the build made, and
// ends the wait when there is nothing to wait for any more. It is called after
// every turn.
func (a *app) showAnswers() {
	if a.early == nil {
		return
	}
	waiting := false
	for _, d := range a.session.Slots {
		top := d.Top()
		if top == "" {
			waiting = waiting || d.Result == nil && d.Graph != nil && d.Phase != session.Broken
			continue
		}
		at := browser.Element("answer-" + d.Name())
		at.Set("textContent", a.session.Text.Class(top))
		at.Get("classList").Call("remove", "none")
	}
	if !waiting || a.session.Notice != nil {
		close(a.early)
		a.early = nil
	}
}
