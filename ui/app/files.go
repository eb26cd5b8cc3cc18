//go:build js

package app

import (
	"context"
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
	a.open(f, func(file session.File, err error) {
		if err != nil {
			a.session.UnreadableFor(name, err)
			return
		}
		a.session.Choose(name, file)
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
		a.open(f, func(file session.File, err error) {
			if err != nil {
				a.session.UnreadableFor(name, err)
				return
			}
			a.session.OpenWeights(side, name, file)
		})
	}
	return left
}

// Fetch implements session.Port.
func (a *app) Fetch(url string, done func(session.File, error)) {
	go func() {
		blob, err := fetchBlob(url)
		var file session.File
		if err == nil {
			file, err = openFile(blob)
		}
		a.turns <- func() { done(file, err) }
	}()
}

// fetchBlob reads a file of the page's own server.
func fetchBlob(url string) (js.Value, error) {
	response, err := browser.Await(context.Background(), browser.Call("fetch", url))
	if err != nil {
		return js.Undefined(), err
	}
	if !response.Get("ok").Bool() {
		return js.Undefined(), fmt.Errorf("the server answered %d", response.Get("status").Int())
	}
	return browser.Await(context.Background(), response.Call("blob"))
}

// open looks at the ends of a file and hands it on, in a turn of its own.
func (a *app) open(f js.Value, done func(session.File, error)) {
	go func() {
		file, err := openFile(f)
		a.turns <- func() { done(file, err) }
	}()
}

// openFile is a Blob, or the file of an entry of a folder, of which it reads the
// ends.
func openFile(f js.Value) (file session.File, err error) {
	if f.Get("file").Type() == js.TypeFunction {
		if f, err = browser.Await(context.Background(), browser.Promise(func(resolve, reject js.Value) { f.Call("file", resolve, reject) })); err != nil {
			return session.File{}, err
		}
	}
	file = session.File{Size: int64(f.Get("size").Float()), Content: f}
	if file.Size > maxFile {
		return session.File{}, errTooLarge
	}
	if file.Head, err = readPart(f, 0, min(session.FileEnd, file.Size)); err != nil {
		return session.File{}, err
	}
	if file.Size <= session.FileEnd {
		file.Tail = file.Head
		return file, nil
	}
	if _, err := picture.Probe(file.Head); err != nil && picture.FaultOf(err).Kind == picture.Broken {
		// A header longer than that may still say how large the picture is,
		// and nothing is unpacked that does not.
		if file.Head, err = readPart(f, 0, min(longHeader, file.Size)); err != nil {
			return session.File{}, err
		}
	}
	file.Tail, err = readPart(f, file.Size-session.FileEnd, file.Size)
	return file, err
}

// longHeader is how many bytes of a picture are searched for its size at most.
const longHeader = 16 << 20

func readPart(blob js.Value, from, to int64) ([]byte, error) {
	buffer, err := browser.Await(context.Background(), blob.Call("slice", from, to).Call("arrayBuffer"))
	if err != nil {
		return nil, err
	}
	return browser.Bytes(buffer), nil
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
	go func() {
		var list []byte
		blob, err := fetchBlob(session.OwnSamples)
		if err == nil {
			list, err = readPart(blob, 0, int64(blob.Get("size").Float()))
		}
		a.turns <- func() {
			if err == nil {
				err = a.session.AddSamples(list)
			}
			if err != nil {
				browser.Warn("the user's own pictures: " + err.Error())
			}
			done()
		}
	}()
}
