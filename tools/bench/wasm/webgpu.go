//go:build js

package main

import (
	"context"
	"errors"
	"syscall/js"
	"time"

	"regnetlens/infer/webgpu"
	"regnetlens/wasm/browser"
	"regnetlens/weights"
)

// onGPU is the object "regnet.webgpu". Its functions return promises: they
// wait for the device.
func onGPU() js.Value {
	var engine *webgpu.Engine
	networks := []*network{}
	return js.ValueOf(map[string]any{
		// open() opens the adapter and names it.
		"open": promising(func([]js.Value) (any, error) {
			e, err := webgpu.Open(context.Background(), webgpu.Options{Deadline: time.Hour}) // adapters in software are slow
			if err != nil {
				return nil, err
			}
			engine = e
			return "on " + e.Adapter().String(), nil
		}),
		// load(weights, batch) returns a network's number.
		"load": promising(func(args []js.Value) (any, error) {
			if engine == nil {
				return nil, errors.New("no adapter has been opened")
			}
			w, err := weights.Parse(browser.Bytes(args[0]))
			if err != nil {
				return nil, err
			}
			n, err := newNetwork(w, engine, args[1].Int())
			if err != nil {
				return nil, err
			}
			networks = append(networks, n)
			return len(networks) - 1, nil
		}),
		// run(network, input, logits) takes bytes and fills bytes.
		"run": promising(func(args []js.Value) (any, error) {
			return nil, networks[args[0].Int()].run(args[1], args[2])
		}),
		// peak() measures what the adapter does at most, a second.
		"peak": promising(func([]js.Value) (any, error) {
			p, err := engine.Peak(context.Background())
			return map[string]any{"mul_adds": p.MulAdds, "bytes": p.Bytes}, err
		}),
		// profile(network, batch) times every dispatch.
		"profile": promising(func(args []js.Value) (any, error) {
			net := networks[args[0].Int()].net.(*webgpu.Network)
			times, err := net.ProfileBatch(context.Background(), args[1].Int())
			var all []any
			for _, t := range times {
				all = append(all, map[string]any{
					"layer": t.Layer, "kernel": t.Kernel, "ms": float64(t.Time.Nanoseconds()) / 1e6,
					"mulAdds": float64(t.MulAdds), "bytes": float64(t.Bytes),
				})
			}
			return all, err
		}),
		// close(network) forgets it.
		"close": promising(func(args []js.Value) (any, error) {
			n := networks[args[0].Int()]
			networks[args[0].Int()] = nil
			return nil, n.net.Close()
		}),
	})
}

// promising makes a function of JavaScript that returns a promise of a value
// or an Error.
func promising(f func([]js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		return browser.Promise(func(resolve, _ js.Value) {
			go func() {
				v, err := f(args)
				if err != nil {
					v = browser.New("Error", err.Error())
				}
				resolve.Invoke(v)
			}()
		})
	})
}
