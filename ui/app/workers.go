//go:build js

package app

import (
	"fmt"
	"syscall/js"

	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// worker is a running Web Worker of one side.
type worker struct {
	js    js.Value
	ready bool      // its program takes messages
	queue []func()  // what to post when it does
	stop  [2]func() // hearing its messages, and its errors

	wanted    []protocol.Canvas   // of the render under way: what the worker is to paint
	paintings map[string]came     // that came and are not on the page yet, by subject
	canvases  map[string]js.Value // that the worker paints for, by subject

	receive receiver         // what it says comes here
	ended   func(why string) // and its end
	opened  bool             // it has parsed a weight file and waits for its first Load
}

// receiver takes in what a worker says.
type receiver func(protocol.Header, protocol.Message)

// end ends the worker and lets go of all that was held for it.
func (w *worker) end() {
	for _, stop := range w.stop {
		stop()
	}
	w.js.Call("terminate")
	w.queue = nil
}

// Start implements session.Port.
func (a *app) Start(side, generation int) {
	if old := a.workers[side]; old != nil {
		old.end()
	}
	var w *worker
	receive := func(h protocol.Header, m protocol.Message) {
		a.session.Receive(side, generation, h, m)
		switch m := m.(type) {
		case *protocol.Result:
			a.quiet = m.Run < 0 && a.batchIsFresh()
		case *protocol.Painted:
			w.showAll(a.session.Slots[side])
			a.quiet = true
		}
	}
	ended := func(why string) { a.session.Ended(side, generation, why) }
	w = a.openers[side]
	if w != nil && w.opened { // it has parsed the slot's new weights
		a.openers[side] = nil
		w.receive, w.ended = receive, ended
		a.turns <- func() { receive(protocol.Header{}, &protocol.Ready{}) }
	} else {
		thread, name, heard := a.spawn(side, generation)
		w = a.listenTo(thread, name, heard, receive, ended)
	}
	a.workers[side] = w
	a.link()
}

// newWorker starts a worker that has no network yet.
func (a *app) newWorker(what string, receive receiver, ended func(why string)) *worker {
	a.others++
	name := fmt.Sprintf("regnet-%s-%d-%f", what, a.others, browser.Get("performance").Get("timeOrigin").Float())
	return a.listenTo(a.thread(name), name, browser.New("Array"), receive, ended)
}

// listenTo has what a worker says come to receive, and its end to ended, each in
// a turn of its own. heard is what it said before.
func (a *app) listenTo(thread js.Value, name string, heard js.Value, receive receiver, whenEnded func(why string)) *worker {
	w := &worker{js: thread, paintings: map[string]came{}, canvases: map[string]js.Value{}, receive: receive, ended: whenEnded}
	ended := func(why string) {
		a.turns <- func() { w.ended(why) }
	}
	message := func(event js.Value) {
		h, m, beside, err := wire.Open(event)
		if err != nil {
			ended(err.Error())
			return
		}
		a.turns <- func() {
			if _, ok := m.(*protocol.Ready); ok {
				w.start(name, ended)
			}
			w.keep(beside)
			w.receive(h, m)
		}
	}
	failure := func(event js.Value) {
		why := "its script could not be loaded"
		if m := event.Get("message"); m.Type() == js.TypeString {
			why = m.String()
		}
		ended(why)
	}
	w.stop = [...]func(){browser.Handle(thread, "onmessage", message), browser.Handle(thread, "onerror", failure)}
	for i := range heard.Length() {
		if event := heard.Index(i); event.Get("type").String() == "error" {
			failure(event)
		} else {
			message(event)
		}
	}
	return w
}

// spawn starts a worker's thread, or takes the one that the page's script has
// started before there was a program, with the events of it since.
func (a *app) spawn(side, generation int) (thread js.Value, name string, heard js.Value) {
	if generation == 1 {
		early := browser.Get("regnetEarly").Index(side)
		return early.Get("worker"), early.Get("name").String(), early.Get("heard")
	}
	name = fmt.Sprintf("regnet-%d-%d-%f", side, generation, browser.Get("performance").Get("timeOrigin").Float())
	return a.thread(name), name, browser.New("Array")
}

// thread starts a worker's program.
func (a *app) thread(name string) js.Value {
	thread := browser.Call("regnetWorker", name, "")
	thread.Call("postMessage", map[string]any{"module": browser.Get("regnetModule"), "name": name})
	return thread
}

// link ties the two workers together: what one sends the other does not come
// through the page.
func (a *app) link() {
	if a.workers[0] == nil || a.workers[1] == nil {
		return
	}
	channel := browser.New("MessageChannel")
	for i, port := range []string{"port1", "port2"} {
		a.workers[i].post(protocol.Header{}, &protocol.Link{}, channel.Get(port), channel.Get(port))
	}
}

// start posts what has waited, and watches: the worker holds a lock of its
// name, and whoever else asks for it gets it when the worker is no more.
func (w *worker) start(name string, ended func(string)) {
	w.ready = true
	for _, post := range w.queue {
		post()
	}
	w.queue = nil
	browser.Lock(name, "exclusive", func() any {
		ended("it was ended from outside")
		return nil
	})
}

// Post implements session.Port.
func (a *app) Post(side int, h protocol.Header, m protocol.Message) {
	w := a.workers[side]
	if load, ok := m.(*protocol.Load); ok && w.opened {
		w.opened = false
		m = &protocol.Load{Model: load.Model, Backend: load.Backend, Opened: true}
	}
	w.post(h, m, nil)
}

func (w *worker) post(h protocol.Header, m protocol.Message, beside any, handed ...any) {
	if !w.ready {
		w.queue = append(w.queue, func() { w.post(h, m, beside, handed...) })
		return
	}
	if err := wire.Post(w.js, h, m, beside, handed...); err != nil {
		panic(err) // our own structs do not fail to encode
	}
}
