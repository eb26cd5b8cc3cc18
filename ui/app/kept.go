//go:build js

package app

import (
	"strings"
	"syscall/js"
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// KeepFile implements session.Keeper.
func (a *app) KeepFile(f session.Kept) {
	browser.Get("regnetOwn").Call("put", f.ID, f.Name, browser.Array(f.Bytes))
}

// regain brings what the page's address names and its program does not know by
// itself: files that were kept, pictures of the server's folder. What cannot be
// brought is named.
func (a *app) regain() {
	said := hash()
	if said == "" {
		return
	}
	named := session.ParseState(said, a.address.base)
	waiting := 2
	arrived := func() {
		if waiting--; waiting == 0 {
			// Weights take a moment to be opened.
			a.After(2*time.Second, func() {
				if hash() == said {
					a.session.NameUnmet(said)
				}
			})
		}
	}
	a.fetchOwnSamples(func() {
		a.session.Regain(nil, named)
		arrived()
	})
	a.settle(browser.Get("regnetOwn").Call("all"), func(list js.Value, err error) {
		var files []session.Kept
		if err == nil {
			for i := range list.Length() {
				f := list.Index(i)
				if id := f.Get("id").String(); strings.Contains(said, "="+id) {
					files = append(files, session.Kept{ID: id, Name: f.Get("name").String(), Bytes: browser.Bytes(f.Get("bytes"))})
				}
			}
		}
		a.session.Regain(files, named)
		arrived()
	})
}
