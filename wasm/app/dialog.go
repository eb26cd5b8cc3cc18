//go:build js

package app

import "syscall/js"

// showDialog opens the dialog that the session wants and closes another. The
// browser keeps the focus inside and gives it back afterwards. The element's
// attribute "open" is rendered from Session.Modal: a render takes away every
// attribute that it does not know of.
func (a *app) showDialog() {
	s := a.session
	if s.Dialog == s.Modal {
		return
	}
	document := js.Global().Get("document")
	if s.Modal != "" {
		document.Call("getElementById", s.Modal).Call("close")
	}
	if s.Modal = s.Dialog; s.Modal != "" {
		document.Call("getElementById", s.Modal).Call("showModal")
	}
}

// listenToDialogs hears of dialogs that the browser closed, and closes one on
// a click beside it.
func (a *app) listenToDialogs() {
	document := js.Global().Get("document")
	document.Call("addEventListener", "close", js.FuncOf(func(_ js.Value, args []js.Value) any {
		dialog := args[0].Get("target")
		if dialog.Get("open").Truthy() { // again, since
			return nil
		}
		id := dialog.Get("id").String()
		a.turns <- func() {
			if a.session.Dialog == id {
				a.session.Dialog = ""
			}
			if a.session.Modal == id { // it may be opened again before the next render
				a.session.Modal = ""
			}
		}
		return nil
	}), true) // the event does not bubble
	on("click", func(e js.Value) {
		if target := e.Get("target"); target.Get("localName").String() == "dialog" {
			target.Call("close")
		}
	})
}
