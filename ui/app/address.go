//go:build js

package app

import (
	"strings"
	"syscall/js"
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// address keeps the page's state in what follows the # of its address, and the
// browser's history as the way back.
type address struct {
	base  session.State // what the page began with: an address that says nothing
	last  session.State // what the address says, or is about to
	moved time.Time     // when its last step was taken
	late  bool          // last is still to be written
	entry bool          // and is to be a new entry of the history
}

// coalesce is how soon after one step the next belongs to the same walk: the walk
// is one entry of the history, not one for each step.
const coalesce = 700 * time.Millisecond

// debounce is how long the steps of a walk are gathered before they are written:
// writing takes a millisecond of the main thread, and browsers refuse, or even
// throw, when it happens some 100 times in 30 seconds, as it would under a key
// held down.
const debounce = 400 * time.Millisecond

// openAddress brings the page to what its address says, now and whenever the
// reader goes back or forward.
func (a *app) openAddress() {
	a.address.base = a.session.State()
	a.address.last = a.address.base
	if hash() != "" {
		a.followAddress()
	}
	a.regain()
	browser.Listen(browser.Global(), "popstate", func(js.Value) {
		a.turns <- func() {
			a.followAddress()
			a.session.NameUnmet(hash())
		}
	})
	browser.Listen(browser.Global(), "pagehide", func(js.Value) { a.catchUp() })
}

func hash() string { return browser.Get("location").Get("hash").String() }

func (a *app) followAddress() {
	a.session.Apply(session.ParseState(hash(), a.address.base))
	a.address.last, a.address.late = a.session.State(), false
	a.address.moved = time.Time{}
}

// writeAddress writes the state down if it changed: as a new entry of the
// history, or a little later in the place of the last one within a walk.
func (a *app) writeAddress() {
	now := a.session.State()
	if now == a.address.last || !a.session.Settled() {
		return
	}
	moved, walking := time.Time{}, false // a turn is no part of the walk after it
	if now.Steps(a.address.last) {
		moved = time.Now()
		walking = moved.Sub(a.address.moved) < coalesce
	}
	if !walking && !a.address.entry {
		a.catchUp()
	}
	a.address.last, a.address.moved = now, moved
	switch {
	case a.address.entry: // refused a moment ago
	case !walking:
		a.write(true)
	case !a.address.late:
		a.address.late = true
		time.AfterFunc(debounce, a.catchUp)
	}
}

// catchUp writes the steps that were gathered, or what the browser refused.
func (a *app) catchUp() {
	if a.address.late {
		a.address.late = false
		a.write(a.address.entry)
	}
}

// refused is how long the page waits before it writes again what the browser
// has refused; by then all that came meanwhile is one entry.
const refused = 10 * time.Second

func (a *app) write(newEntry bool) {
	err := browser.WriteAddress("#"+a.address.last.Encode(a.address.base), newEntry)
	a.address.entry = newEntry && err != nil
	if err != nil {
		a.address.late = true
		time.AfterFunc(refused, a.catchUp)
	}
}

// CopyLink implements ui.Browser.
func (a *app) CopyLink() {
	page, _, _ := strings.Cut(browser.Get("location").Get("href").String(), "#") // a sandboxed frame has no origin
	page, _, _ = strings.Cut(page, "?")
	link := page + "#" + a.session.State().Encode(a.address.base)
	a.copyText(link, a.session.Text.Views.LinkTitle, func() {
		a.session.LinkCopiedNow()
		a.After(2*time.Second, func() { a.session.LinkCopied = false })
	})
}

// Copy implements ui.Browser.
func (a *app) Copy(command string) {
	a.copyText(command, a.session.Text.Teach.Copy, func() {
		a.session.Copied = command
		a.After(2*time.Second, func() { a.session.Copied = "" })
	})
}

// copyText copies a text and calls done, in a turn of its own. Where a page may
// not, it shows the text to be copied, under a title.
func (a *app) copyText(text, title string, done func()) {
	clipboard := browser.Navigator("clipboard")
	if !clipboard.Truthy() { // pages that do not come over https have none
		browser.Call("prompt", title, text)
		return
	}
	a.settle(clipboard.Call("writeText", text), func(_ js.Value, err error) {
		if err != nil {
			browser.Call("prompt", title, text)
			return
		}
		done()
	})
}
