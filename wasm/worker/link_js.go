//go:build js

package worker

import (
	"syscall/js"

	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// link is the way to the other network's worker.
type link struct {
	*halves
	port js.Value // undefined before there is one
	stop func()   // hearing what comes through it
}

// open begins to use a port. What came through the one before it is of a worker
// that is no more.
func (l *link) open(port js.Value) {
	if l.port.Truthy() {
		l.stop()
		l.port.Call("close")
	}
	came := newHalves()
	stop := browser.Handle(port, "onmessage", func(event js.Value) {
		m, _, err := wire.Open(event)
		h, ok := m.(*protocol.Half)
		if err != nil || !ok {
			panic("worker: something came from the other worker that is no half") // they are built together
		}
		came.come(h)
	})
	*l = link{came, port, stop}
}

// hand gives the other worker a half, if there is one.
func (l *link) hand(h *protocol.Half) {
	if l.port.Truthy() {
		if err := wire.Post(l.port, h, nil); err != nil {
			panic(err) // our own structs do not fail to encode
		}
	}
}
