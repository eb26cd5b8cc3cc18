//go:build js

package worker

import (
	"context"
	"time"

	"regnetlens/wasm/fetch"
	"regnetlens/wasm/protocol"
	"regnetlens/weights"
)

// open parses a weight file for a later Load.
func (w *worker) open(m *protocol.Open) (protocol.Message, error) {
	var err error
	if w.opened, err = weights.Parse(m.Bytes); err != nil {
		return nil, err
	}
	return &protocol.Opened{Model: w.opened.Model}, nil
}

// load fetches a model and makes its network.
func (w *worker) load(call int, m *protocol.Load) (protocol.Message, error) {
	type opened struct {
		choice
		err error
	}
	backend := make(chan opened, 1)
	go func() { // while the weights are on their way
		c, err := w.choose(m.Backend)
		backend <- opened{c, err}
	}()
	loaded, err := w.weights(call, m)
	if err != nil {
		go func() { // nobody else will want it
			if g, ok := (<-backend).backend.(*gpuBackend); ok {
				g.Close()
			}
		}()
		return nil, loadFailed(err)
	}
	chosen := <-backend
	if chosen.err != nil {
		return nil, loadFailed(chosen.err)
	}
	w.engine.backend = chosen.backend
	if err := w.engine.load(loaded); err != nil {
		return nil, loadFailed(err)
	}
	return &protocol.Loaded{Model: m.Model, Backend: chosen.backend.Name(), Adapter: chosen.adapter, Reason: chosen.reason}, nil
}

// loadFailed is the report of an error of loading, with its reason.
func loadFailed(err error) *protocol.Failed {
	f := failed(err)
	if f.Device == "" {
		f.Load = fetch.Reason(err)
	}
	return f
}

// weights are those that come with the command, or those of the catalogue,
// fetched.
func (w *worker) weights(call int, m *protocol.Load) (*weights.Weights, error) {
	if m.Opened {
		opened := w.opened
		w.opened = nil
		return opened, nil
	}
	if len(m.Bytes) > 0 {
		return weights.Parse(m.Bytes)
	}
	model, err := weights.Lookup(m.Model)
	if err != nil {
		return nil, err
	}
	var there progress
	ctx, here := context.WithCancel(context.Background())
	defer here()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	go there.tell(ctx, tick.C, func(bytes int64) {
		w.post(protocol.Header{Call: call, More: true}, &protocol.Progress{Model: model.ID, Bytes: bytes, Total: model.Wire.Bytes})
	})
	return fetch.Load(ctx, m.URL, model, func(bytes, _ int64) { there.come(bytes) })
}
