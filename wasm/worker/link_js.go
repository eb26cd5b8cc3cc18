//go:build js

package worker

import (
	"syscall/js"

	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// link is the way to the other network's worker.
type link struct {
	*halves
	port js.Value // undefined before there is one
	hear js.Func  // of what comes through it
}

// open begins to use a port. What came through the one before it is of a worker
// that is no more.
func (l *link) open(port js.Value) {
	if l.port.Truthy() {
		l.port.Set("onmessage", js.Null())
		l.port.Call("close")
		l.hear.Release()
	}
	came := newHalves()
	hear := js.FuncOf(func(_ js.Value, args []js.Value) any {
		m, _, err := wire.Open(args[0])
		h, ok := m.(*protocol.Half)
		if err != nil || !ok {
			panic("worker: something came from the other worker that is no half") // they are built together
		}
		came.come(h)
		return nil
	})
	*l = link{came, port, hear}
	port.Set("onmessage", hear)
}

// hand gives the other worker a half, if there is one.
func (l *link) hand(h *protocol.Half) {
	if l.port.Truthy() {
		if err := wire.Post(l.port, h, nil); err != nil {
			panic(err) // our own structs do not fail to encode
		}
	}
}
