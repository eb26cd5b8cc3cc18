//go:build js

package app

import (
	"syscall/js"
	"time"
)

// languageKey is where the browser keeps the reader's choice.
const languageKey = "language"

// language is the one the reader chose before, or else the browser's.
func language() string {
	if code := kept(languageKey); code != "" {
		return code
	}
	return js.Global().Get("navigator").Get("language").String()
}

// Language implements session.Port.
func (a *app) Language(code string) {
	js.Global().Get("document").Get("documentElement").Set("lang", code)
	if code != language() {
		a.Keep(languageKey, code)
	}
}

// After implements session.Port.
func (a *app) After(wait time.Duration, do func()) {
	time.AfterFunc(wait, func() { a.turns <- do })
}

// kept is a choice that the browser keeps, "" for none.
func kept(name string) string {
	if v := js.Global().Get("localStorage").Get(name); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// Keep implements session.Port.
func (a *app) Keep(name, value string) { js.Global().Get("localStorage").Set(name, value) }
