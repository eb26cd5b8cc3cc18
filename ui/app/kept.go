//go:build js

package app

import (
	"strings"
	"syscall/js"
	"time"

	"regnetlens/ui/session"
)

// KeepFile implements session.Keeper.
func (a *app) KeepFile(f session.Kept) {
	array := js.Global().Get("Uint8Array").New(len(f.Bytes))
	js.CopyBytesToJS(array, f.Bytes)
	js.Global().Get("regnetOwn").Call("put", f.ID, f.Name, array)
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
	a.settle(js.Global().Get("regnetOwn").Call("all"), func(list js.Value, err error) {
		var files []session.Kept
		if err == nil {
			for i := range list.Length() {
				f := list.Index(i)
				bytes := make([]byte, f.Get("bytes").Length())
				id := f.Get("id").String()
				if strings.Contains(said, "="+id) {
					js.CopyBytesToGo(bytes, f.Get("bytes"))
					files = append(files, session.Kept{ID: id, Name: f.Get("name").String(), Bytes: bytes})
				}
			}
		}
		a.session.Regain(files, named)
		arrived()
	})
}
