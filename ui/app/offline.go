//go:build js

package app

import (
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// lockBuild holds a lock for as long as the page is open, by which the service
// worker knows that this build is in use.
func (a *app) lockBuild() {
	forEver := browser.Promise(func(js.Value, js.Value) {})
	browser.Lock("regnet-lens "+a.session.Data.Version, "shared", func() any { return forEver })
}

// keepOffline has the page kept in the browser, once both networks have
// answered: the first result does not wait for what comes later.
func (a *app) keepOffline() {
	if a.offline {
		return
	}
	for _, d := range a.session.Slots {
		if d.Result == nil {
			return
		}
	}
	a.offline = true
	container := browser.ServiceWorkers()
	if !container.Truthy() { // pages that do not come over https have none
		return
	}
	a.settle(container.Call("register", session.ServiceWorker), func(_ js.Value, err error) {
		if err != nil {
			browser.Warn("the page is not kept for when there is no server: " + err.Error())
		}
	})
}
