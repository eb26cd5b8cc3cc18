//go:build js

package app

import (
	"time"

	"regnetlens/wasm/browser"
)

// languageKey is where the browser keeps the reader's choice.
const languageKey = "language"

// language is the one the reader chose before, or else the browser's.
func language() string {
	if code := browser.Text(languageKey); code != "" {
		return code
	}
	return browser.Navigator("language").String()
}

// Language implements session.Port.
func (a *app) Language(code string) {
	browser.Document().Get("documentElement").Set("lang", code)
	if code != language() {
		a.Keep(languageKey, code)
	}
}

// After implements session.Port.
func (a *app) After(wait time.Duration, do func()) {
	time.AfterFunc(wait, func() { a.turns <- do })
}

// Keep implements session.Port.
func (a *app) Keep(name, value string) { browser.Keep(name, value) }
