//go:build js

package app

import (
	"errors"
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// OpenWeights implements session.Opener: the worker that parses a file becomes
// the slot's, if the session takes the network, and has it parsed already.
func (a *app) OpenWeights(side int, file session.File, done func(weights.Model, error)) {
	a.dropOpener(side)
	var w *worker
	end := func(m weights.Model, err error) {
		if a.openers[side] != w {
			return // another file was chosen meanwhile
		}
		w.opened = err == nil
		done(m, err) // which may start it
		if a.openers[side] == w {
			a.dropOpener(side)
		}
	}
	w = a.newWorker("opener", func(_ protocol.Header, m protocol.Message) {
		switch m := m.(type) {
		case *protocol.Opened:
			end(m.Model, nil)
		case *protocol.Failed:
			end(weights.Model{}, errors.New(m.Message))
		}
	}, func(why string) { end(weights.Model{}, errors.New(why)) })
	a.openers[side] = w
	w.post(protocol.Header{Call: 1}, &protocol.Open{File: file.Content}, js.Undefined())
}

func (a *app) dropOpener(side int) {
	if w := a.openers[side]; w != nil {
		a.openers[side] = nil
		w.end()
	}
}
