//go:build js

package app

import (
	"syscall/js"
	"time"

	"regnetlens/ui/session"
)

// keepClick notes the last click on the page that the build made, and returns
// what does it again on the one that took its place.
func keepClick() (again func()) {
	document := js.Global().Get("document")
	id := ""
	heard := js.FuncOf(func(_ js.Value, args []js.Value) any {
		if at := within(args[0], "[id]"); at.Truthy() {
			id = at.Get("id").String()
		}
		return nil
	})
	document.Call("getElementById", "mount").Call("addEventListener", "click", heard)
	return func() {
		heard.Release()
		if at := document.Call("getElementById", id); id != "" && at.Truthy() {
			at.Call("click")
		}
	}
}

// awaitAnswers puts the first render off until both networks have answered. It
// takes the main thread a quarter of a second, in which no worker could be sent
// on; until then the page that the build made stands, and the answers are
// written into it as they come. What takes longer than a moment is rendered as
// it goes on.
func (a *app) awaitAnswers() {
	const moment, frames = time.Second, 40 * time.Millisecond
	select {
	case <-a.early:
		time.Sleep(frames) // in which the browser shows them
	case <-time.After(moment):
	}
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
	for _, d := range a.session.Sides {
		top := d.Top()
		if top == "" {
			waiting = waiting || d.Graph != nil && d.Phase != session.Broken
			continue
		}
		at := js.Global().Get("document").Call("getElementById", "answer-"+d.Name())
		at.Set("textContent", a.session.Text.Class(top))
		at.Get("classList").Call("remove", "none")
	}
	if !waiting || a.session.Notice != nil {
		close(a.early)
		a.early = nil
	}
}
