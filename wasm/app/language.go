//go:build js

package app

import "syscall/js"

// languageKey is where the browser keeps the reader's choice.
const languageKey = "language"

// language is the one the reader chose before, or else the browser's.
func language() string {
	if kept := js.Global().Get("localStorage").Get(languageKey); kept.Type() == js.TypeString {
		return kept.String()
	}
	return js.Global().Get("navigator").Get("language").String()
}

// Language implements session.Port.
func (a *app) Language(code string) {
	js.Global().Get("document").Get("documentElement").Set("lang", code)
	if code != language() {
		js.Global().Get("localStorage").Set(languageKey, code)
	}
}
