//go:build js

package app

import (
	"syscall/js"

	"regnetlens/wasm/browser"
)

// showDialog opens the dialog that the session wants and closes another. The
// browser keeps the focus inside and gives it back afterwards. The element's
// attribute "open" is rendered from Session.Modal: a render takes away every
// attribute that it does not know of.
func (a *app) showDialog() {
	s := a.session
	if s.Dialog == s.Modal {
		return
	}
	if s.Modal != "" {
		a.closing++
		browser.Element(s.Modal).Call("close")
	}
	if s.Modal = s.Dialog; s.Modal != "" {
		browser.Element(s.Modal).Call("showModal")
	}
}

// listenToDialogs hears of dialogs that the browser closed, and closes one on
// a click beside it. The browser tells of every closing, a frame later, when the
// dialog may be wanted again: only those are news that are not the program's.
func (a *app) listenToDialogs() {
	browser.Listen(browser.Document(), "close", func(e js.Value) {
		if a.closing > 0 {
			a.closing--
			return
		}
		id := e.Get("target").Get("id").String()
		a.turns <- func() {
			if a.session.Dialog == id {
				a.session.Dialog = ""
			}
			if a.session.Modal == id { // it may be wanted again before the next render
				a.session.Modal = ""
			}
		}
	}, true) // the event does not bubble
	on("click", func(e js.Value) {
		if target := e.Get("target"); target.Get("localName").String() == "dialog" {
			a.turns <- func() { a.session.Dialog = "" }
		}
	})
}
