//go:build js

package app

import (
	"errors"
	"syscall/js"
	"time"

	"regnetlens/infer/picture"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
)

// smallPixels is the size up to which the networks' workers read JPEG and PNG
// files themselves, in milliseconds and with the very numbers of the native
// command. The gallery's pictures and those of data sets are so small.
const smallPixels = 512 * 512

// preparations are the pictures that are on their way to be prepared: decoded
// by the browser, and shrunk by a worker that is there for nothing else. The
// networks' workers stay free for what is on the page.
type preparations struct {
	last        int            // number of the call that was made last
	page, batch *preparation   // under way; nil for none
	waiting     []*preparation // batch items
	reader      *worker        // nil before it was needed
}

// preparation is one picture under way.
type preparation struct {
	protocol.Prepare
	call   int
	head   []byte // of the file
	format string
	begun  time.Time
	told   func(part float64)
	done   func(*session.Prepared, error)
}

// Prepare implements session.Decoder.
func (a *app) Prepare(file session.File, sizes []int, batchItem bool, told func(float64), done func(*session.Prepared, error)) {
	if !batchItem {
		a.preparing.page = nil // the newest picture wins
	}
	h, err := picture.Probe(file.Head)
	if err != nil || (h.Format == "JPEG" || h.Format == "PNG") && h.Width*h.Height <= smallPixels {
		done(nil, err)
		return
	}
	a.preparing.last++
	a.preparing.waiting = append(a.preparing.waiting, &preparation{
		call: a.preparing.last, Prepare: protocol.Prepare{Sizes: sizes, BatchItem: batchItem, File: file.Content},
		head: file.Head, format: h.Format, begun: time.Now(), told: told, done: done,
	})
	a.prepareNext()
}

// prepareNext begins with what waits and may begin.
func (a *app) prepareNext() {
	p := &a.preparing
	var later []*preparation
	for _, next := range p.waiting {
		switch {
		case !next.BatchItem:
			p.page = next
		case p.batch == nil:
			p.batch = next
		default:
			later = append(later, next)
			continue
		}
		a.decode(next)
	}
	p.waiting = later
}

// decode has the browser decode a picture, off this thread, and the reader
// shrink it; what the browser cannot read, Go's decoders try.
func (a *app) decode(p *preparation) {
	largest := 0
	for _, size := range p.Sizes {
		largest = max(largest, size)
	}
	a.settle(browser.Call("regnetDecode", p.File, p.format == "SVG", largest, picture.MaxPixels), func(bitmap js.Value, err error) {
		if p != a.preparing.page && p != a.preparing.batch { // a newer picture has come
			if err == nil {
				bitmap.Call("close")
			}
			return
		}
		m := p.Prepare
		if err == nil {
			m.File, m.Width, m.Height = nil, bitmap.Get("width").Int(), bitmap.Get("height").Int()
			err = picture.CheckSize(p.format, m.Width, m.Height)
		} else if picture.Decodes(p.head) {
			bitmap, err = js.Undefined(), nil
		}
		if err != nil {
			a.prepared(p, nil, fault(err, p.format))
			return
		}
		a.reader().post(protocol.Header{Call: p.call}, &m, bitmap)
	})
}

// fault is why the browser gave no pixels.
func fault(err error, format string) error {
	if e, ok := err.(*browser.Error); ok {
		if e.Value.Type() == js.TypeString { // said by page.js
			return &picture.Fault{Kind: picture.Barred, Format: format}
		}
		return &picture.Fault{Kind: picture.Broken, Format: format}
	}
	return err
}

// prepared ends a preparation, and begins the next batch item.
func (a *app) prepared(p *preparation, made *session.Prepared, err error) {
	switch p {
	case a.preparing.page:
		a.preparing.page = nil
	case a.preparing.batch:
		a.preparing.batch = nil
	default:
		return
	}
	a.prepareNext()
	p.done(made, err)
}

// reader is the worker that shrinks pictures. It is started for the first one
// that needs it.
func (a *app) reader() *worker {
	if a.preparing.reader != nil {
		return a.preparing.reader
	}
	var w *worker
	w = a.newWorker("reader", a.hearReader, func(why string) {
		if a.preparing.reader != w {
			return
		}
		w.end()
		a.preparing.reader = nil
		for _, p := range []*preparation{a.preparing.page, a.preparing.batch} {
			if p != nil {
				a.prepared(p, nil, errors.New("the worker that reads pictures stopped: "+why))
			}
		}
	})
	a.preparing.reader = w
	return w
}

// hearReader takes in what the reader says.
func (a *app) hearReader(h protocol.Header, m protocol.Message) {
	of := func(call int) *preparation {
		for _, p := range []*preparation{a.preparing.page, a.preparing.batch} {
			if p != nil && p.call == call {
				return p
			}
		}
		return &preparation{told: func(float64) {}} // given up
	}
	switch m := m.(type) {
	case *protocol.Preparing:
		of(h.Call).told(m.Part)
	case *protocol.Prepared:
		p := of(h.Call)
		made := &session.Prepared{Inputs: map[int][]byte{}, MS: float64(time.Since(p.begun).Microseconds()) / 1000}
		for _, size := range m.Sizes {
			n := 4 * size * size
			made.Inputs[size], m.Inputs = m.Inputs[:n:n], m.Inputs[n:]
		}
		a.prepared(p, made, nil)
	case *protocol.Failed:
		a.prepared(of(h.Call), nil, m.Picture)
	}
}
