//go:build js

package app

import (
	"fmt"
	"syscall/js"

	"github.com/vugu/vugu"

	"regnetlens/infer/picture"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// maxFile is the largest file that is read at all, in bytes.
const maxFile = 256 << 20

var errTooLarge = &picture.Fault{Kind: picture.Long}

// ChosenFile implements ui.Browser.
func (a *app) ChosenFile(event vugu.DOMEvent) {
	input := js.Value(event.JSEventTarget())
	a.read(input.Get("files"))
	input.Set("value", "") // so that the same file can be chosen again
}

// read takes a list of files: one as the picture, several as a batch, weight
// files as networks. It must be called in the event's own handler: afterwards
// the list is empty.
func (a *app) read(files js.Value) {
	if !files.Truthy() || files.Length() == 0 {
		a.turns <- func() { a.session.Unreadable("", picture.Unknown) }
		return
	}
	files = a.readWeights(files)
	if files.Length() == 0 {
		return
	}
	if files.Length() > 1 || files.Index(0).Get("webkitRelativePath").String() != "" {
		a.readMany(files)
		return
	}
	f := files.Index(0)
	name := f.Get("name").String()
	if f.Get("size").Float() > maxFile {
		a.turns <- func() { a.session.Unreadable(name, picture.Long) }
		return
	}
	a.settle(f.Call("arrayBuffer"), func(buffer js.Value, err error) {
		if err != nil {
			a.session.Unreadable(name, picture.Gone)
			return
		}
		a.session.Choose(name, browser.Bytes(buffer))
	})
}

// readWeights takes one or two weight files out of a list: one for B, or the
// first for A and the second for B. It gives the files that are left, such as a
// picture that both are to read.
func (a *app) readWeights(files js.Value) (left js.Value) {
	var own []js.Value
	left = browser.New("Array")
	for i := range files.Length() {
		if f := files.Index(i); session.IsWeights(f.Get("name").String()) {
			own = append(own, f)
		} else {
			left.Call("push", f)
		}
	}
	n := len(own)
	if n > len(a.workers) {
		return files
	}
	for i, f := range own {
		name, side := f.Get("name").String(), len(a.workers)-n+i
		go func() {
			data, err := readFile(f)
			a.turns <- func() {
				if err != nil {
					a.session.Unreadable(name, picture.Gone)
					return
				}
				a.session.OpenWeights(side, name, data)
			}
		}()
	}
	return left
}

// Fetch implements session.Port.
func (a *app) Fetch(url string, done func([]byte, error)) {
	a.settle(browser.Call("fetch", url), func(response js.Value, err error) {
		if err == nil && !response.Get("ok").Bool() {
			err = fmt.Errorf("the server answered %d", response.Get("status").Int())
		}
		if err != nil {
			done(nil, err)
			return
		}
		a.settle(response.Call("arrayBuffer"), func(buffer js.Value, err error) {
			if err != nil {
				done(nil, err)
				return
			}
			done(browser.Bytes(buffer), nil)
		})
	})
}

// settle calls done in a turn of its own when a promise is settled.
func (a *app) settle(promise js.Value, done func(js.Value, error)) {
	browser.Then(promise, func(v js.Value, err error) {
		a.turns <- func() { done(v, err) }
	})
}

// fetchOwnSamples adds the pictures of the user's own folder to the gallery,
// if the server offers any.
func (a *app) fetchOwnSamples(done func()) {
	a.Fetch(session.OwnSamples, func(list []byte, err error) {
		if err == nil {
			err = a.session.AddSamples(list)
		}
		if err != nil {
			browser.Warn("the user's own pictures: " + err.Error())
		}
		done()
	})
}
