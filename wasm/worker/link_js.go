//go:build js

package worker

import (
	"syscall/js"

	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// link is the way to the other network's worker.
type link struct {
	*outputQueue
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
	queue := newOutputQueue()
	hear := js.FuncOf(func(_ js.Value, args []js.Value) any {
		_, m, _, err := wire.Open(args[0])
		o, ok := m.(*protocol.BlockOutputs)
		if err != nil || !ok {
			panic("worker: something came from the other worker that is no output") // they are built together
		}
		queue.put(o)
		return nil
	})
	*l = link{queue, port, hear}
	port.Set("onmessage", hear)
}

// send gives the other worker this network's outputs, if there is one.
func (l *link) send(o *protocol.BlockOutputs) {
	if l.port.Truthy() {
		if err := wire.Post(l.port, protocol.Header{}, o, nil); err != nil {
			panic(err) // our own structs do not fail to encode
		}
	}
}
