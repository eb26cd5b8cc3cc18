//go:build js

package app

import (
	"context"
	"fmt"
	"strings"
	"syscall/js"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// dropped takes what was dropped: one file as the picture, several or folders
// as a batch. It must be called in the event's own handler.
func (a *app) dropped(transfer js.Value) {
	items := transfer.Get("items")
	var entries []js.Value
	folders := false
	for i := range items.Length() {
		if item := items.Index(i); item.Get("webkitGetAsEntry").Type() == js.TypeFunction {
			if entry := item.Call("webkitGetAsEntry"); entry.Truthy() {
				entries = append(entries, entry)
				folders = folders || entry.Get("isDirectory").Bool()
			}
		}
	}
	if !folders {
		a.read(transfer.Get("files"))
		return
	}
	a.gather(func(g *gatherer) error {
		for _, e := range entries {
			if err := g.walk(e); err != nil {
				return err
			}
		}
		return nil
	})
}

// readMany takes a list of files as a batch.
func (a *app) readMany(files js.Value) {
	list := browser.Get("Array").Call("from", files) // the list itself will be emptied
	a.gather(func(g *gatherer) error {
		for i := range list.Length() {
			f := list.Index(i)
			name := f.Get("webkitRelativePath").String()
			if name == "" {
				name = f.Get("name").String()
			}
			g.add(name, f.Get("type").String(), f)
		}
		return nil
	})
}

// gatherer collects the pictures of folders, resting now and then so that the
// page goes on.
type gatherer struct {
	paths  []string
	files  []js.Value // File or FileSystemFileEntry
	left   int
	rested time.Time
}

// gather runs a collection beside the page and begins the batch.
func (a *app) gather(collect func(*gatherer) error) {
	a.turns <- func() { a.session.Input.Gathering = true }
	go func() {
		g := &gatherer{rested: time.Now()}
		err := collect(g)
		a.turns <- func() {
			a.session.Input.Gathering = false
			switch {
			case err != nil:
				a.session.Unreadable("", picture.Gone)
			case len(g.paths) == 0:
				a.session.Unreadable("", picture.Unknown)
			default:
				a.files = g.files
				a.session.StartBatch(g.paths, g.left)
			}
		}
	}()
}

func (g *gatherer) add(path, kind string, file js.Value) {
	switch {
	case session.IsHidden(path):
	case session.IsPicture(path) || strings.HasPrefix(kind, "image/"):
		g.paths = append(g.paths, strings.TrimPrefix(path, "/"))
		g.files = append(g.files, file)
	default:
		g.left++
	}
	if time.Since(g.rested) > 8*time.Millisecond {
		time.Sleep(time.Millisecond) // in which the browser does what else there is
		g.rested = time.Now()
	}
}

// walk collects a file or a folder with all its folders.
func (g *gatherer) walk(entry js.Value) error {
	if !entry.Get("isDirectory").Bool() {
		g.add(entry.Get("fullPath").String(), "", entry)
		return nil
	}
	reader := entry.Call("createReader")
	for { // a reader gives a hundred entries at a time, and none at the end
		some, err := browser.Await(context.Background(), browser.Promise(func(resolve, reject js.Value) { reader.Call("readEntries", resolve, reject) }))
		if err != nil {
			return fmt.Errorf("%s: %w", entry.Get("fullPath").String(), err)
		}
		if some.Length() == 0 {
			return nil
		}
		for i := range some.Length() {
			if err := g.walk(some.Index(i)); err != nil {
				return err
			}
		}
	}
}

// Read implements session.Devices.
func (a *app) Read(file int, done func(session.File, error)) {
	a.open(a.files[file], func(f session.File, err error) {
		done(f, err)
		a.quiet = a.batchIsFresh()
	})
}

// batchIsFresh reports whether what the page shows of a running batch is so new
// that it need not be rendered again yet.
func (a *app) batchIsFresh() bool {
	const interval = 150 * time.Millisecond
	if b := a.session.Batch; b == nil || !b.Running || time.Since(a.batchShown) > interval {
		a.batchShown = time.Now()
		return false
	}
	return true
}
