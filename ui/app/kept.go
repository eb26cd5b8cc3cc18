//go:build js

package app

import (
	"context"
	"strings"
	"time"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// KeepFile implements session.Keeper.
func (a *app) KeepFile(f session.Kept) {
	browser.Get("regnetOwn").Call("put", f.ID, f.Name, f.File.Content)
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
	go func() {
		files := keptFiles(said)
		a.turns <- func() {
			a.session.Regain(files, named)
			arrived()
		}
	}()
}

// keptFiles are those that an address names and the browser has kept.
func keptFiles(address string) []session.Kept {
	list, err := browser.Await(context.Background(), browser.Get("regnetOwn").Call("all"))
	if err != nil {
		return nil
	}
	var files []session.Kept
	for i := range list.Length() {
		f := list.Index(i)
		id, blob := f.Get("id").String(), f.Get("file")
		if !strings.Contains(address, "="+id) || !blob.Truthy() {
			continue
		}
		if file, err := openFile(blob); err == nil {
			files = append(files, session.Kept{ID: id, Name: f.Get("name").String(), File: file})
		}
	}
	return files
}
