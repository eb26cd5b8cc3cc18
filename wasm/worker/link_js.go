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
	*outputQueue
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
	queue := newOutputQueue()
	stop := browser.Handle(port, "onmessage", func(event js.Value) {
		_, m, _, err := wire.Open(event)
		o, ok := m.(*protocol.BlockOutputs)
		if err != nil || !ok {
			panic("worker: something came from the other worker that is no output") // they are built together
		}
		queue.put(o)
	})
	*l = link{queue, port, stop}
}

// send gives the other worker this network's outputs, if there is one.
func (l *link) send(o *protocol.BlockOutputs) {
	if l.port.Truthy() {
		if err := wire.Post(l.port, protocol.Header{}, o, nil); err != nil {
			panic(err) // our own structs do not fail to encode
		}
	}
}
