//go:build js

package app

import (
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// onceAFrame turns a wait that answers once for each event into one that
// answers at most once for each frame of the screen. What is about to come, and
// follows from what came, is waited for a little, so that both are one render.
func onceAFrame(wait func() bool, expecting func() bool) func() bool {
	dirty := make(chan struct{}, 1)
	go func() {
		for wait() {
			select {
			case dirty <- struct{}{}:
			default:
			}
		}
		close(dirty)
	}()
	return func() bool {
		if _, ok := <-dirty; !ok {
			return false
		}
		browser.WaitFrame(100 * time.Millisecond)
		select { // what came while waiting is in this render
		case <-dirty:
		default:
		}
		const timeout = 12 * time.Millisecond
		for over := time.After(timeout); expecting(); {
			select {
			case _, ok := <-dirty:
				if !ok {
					return false
				}
				continue
			case <-over:
			}
			break
		}
		return true
	}
}

// afterRender does what needs the elements in place: the focus follows the
// arrow keys, a dialog opens or closes, and a new answer is said to those who
// listen.
func (a *app) afterRender() {
	if selector := a.focus; selector != "" {
		a.focus = ""
		if e := browser.Query(selector); e.Truthy() {
			e.Call("focus")
		}
	}
	a.askForPaintings()
	a.screens.afterRender(a.session.Screen)
	a.showDialog()
	a.followStory()
	if part := a.session.InView; part != "" {
		a.session.InView = ""
		browser.Element(part).Call("scrollIntoView", map[string]any{"block": "start"})
	}
	a.keepOffline()
	a.writeAddress()
	if said := answers(a.session); said != a.said {
		a.said = said
		browser.Element("said").Set("textContent", said)
	}
}

// answers is what both networks take the picture for, in a sentence; "" while
// one of them still reads.
func answers(s *session.Session) string {
	said := ""
	for _, d := range s.Slots {
		if d.Late() {
			return ""
		}
		if top := d.Top(); d.Result != nil && top == "" {
			said += d.Name() + ": " + s.Text.NoNumber + ". "
		} else if top != "" {
			said += d.Name() + ": " + s.Text.Class(top) + ". "
		}
	}
	return said
}
