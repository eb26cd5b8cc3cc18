//go:build js

package app

import (
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// screens are where on each view the reader was, so that coming back, by the
// navigation or by the browser's button, leads to the same place.
type screens struct {
	shown  session.Screen // by the last render; "" before the first
	places map[session.Screen]left
}

// left is how far a view is scrolled, and what has the focus on it.
type left struct {
	scroll float64
	focus  js.Value // an element of the view; undefined for none
}

// keepPlaces takes from the browser what it cannot know: how far to scroll a
// view that is written only after it has gone back. A reload is left to it.
func keepPlaces() {
	history := browser.Get("history")
	history.Set("scrollRestoration", "manual")
	browser.Listen(browser.Global(), "pagehide", func(js.Value) { history.Set("scrollRestoration", "auto") })
	browser.Listen(browser.Global(), "pageshow", func(js.Value) { history.Set("scrollRestoration", "manual") })
}

// beforeRender notes where the reader is on a view that is about to be left.
func (s *screens) beforeRender(next session.Screen) {
	if s.shown == "" || s.shown == next {
		return
	}
	at := left{scroll: browser.Get("scrollY").Float()}
	if e := browser.Document().Get("activeElement"); e.Truthy() && e.Call("closest", "main").Truthy() {
		at.focus = e
	}
	if s.places == nil {
		s.places = map[session.Screen]left{}
	}
	s.places[s.shown] = at
}

// afterRender leads to where the reader was on the view that has come. What had
// the focus there gets it again, if it would be lost otherwise; the navigation,
// where there is nothing.
func (s *screens) afterRender(now session.Screen) {
	was := s.shown
	s.shown = now
	if was == "" || was == now {
		return
	}
	at := s.places[now]
	browser.Call("scrollTo", 0, at.scroll)
	if s.places[was].focus.IsUndefined() {
		return
	}
	e := at.focus
	if !e.Truthy() || !e.Get("isConnected").Bool() {
		e = browser.Query(`#views [aria-current="page"]`)
	}
	e.Call("focus", map[string]any{"preventScroll": true})
}
