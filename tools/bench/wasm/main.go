//go:build js

// Program wasm is the engine for the benchmark's page: it puts an object
// "regnet" on the page, through which the page's script runs networks.
package main

import (
	"context"
	"fmt"
	"syscall/js"
	"unsafe"

	"regnetlens/infer"
	"regnetlens/infer/backends"
	"regnetlens/wasm/browser"
	"regnetlens/weights"
)

func main() {
	networks := []*network{}
	browser.Set("regnet", map[string]any{
		// describe(backend) says what computes.
		"describe": answering(func(args []js.Value) (any, error) {
			b, err := backends.ByName(args[0].String())
			if err != nil {
				return nil, err
			}
			if d, ok := b.(interface{ Description() string }); ok {
				return d.Description(), nil
			}
			return b.Name(), nil
		}),
		// load(weights, backend, batch) returns a network's number.
		"load": answering(func(args []js.Value) (any, error) {
			n, err := load(browser.Bytes(args[0]), args[1].String(), args[2].Int())
			if err != nil {
				return nil, err
			}
			networks = append(networks, n)
			return len(networks) - 1, nil
		}),
		// run(network, input, logits) takes bytes and fills bytes.
		"run": answering(func(args []js.Value) (any, error) {
			return nil, networks[args[0].Int()].run(args[1], args[2])
		}),
		// close(network) forgets it.
		"close": answering(func(args []js.Value) (any, error) {
			n := networks[args[0].Int()]
			networks[args[0].Int()] = nil
			return nil, n.net.Close()
		}),
		"webgpu": onGPU(),
	})
	browser.Call("regnetReady")
	select {}
}

// answering makes a function of JavaScript that returns a value or an Error.
func answering(f func([]js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		v, err := f(args)
		if err != nil {
			return browser.New("Error", err.Error())
		}
		return v
	})
}

// network is a loaded network with room for one batch.
type network struct {
	net           infer.Network
	request       infer.Request
	input, logits []byte // the request's memory
}

func load(file []byte, backend string, batch int) (*network, error) {
	w, err := weights.Parse(file)
	if err != nil {
		return nil, err
	}
	b, err := backends.ByName(backend)
	if err != nil {
		return nil, err
	}
	return newNetwork(w, b, batch)
}

// newNetwork makes a network of a backend with room for one batch.
func newNetwork(w *weights.Weights, b infer.Backend, batch int) (*network, error) {
	g, err := w.Arch.Build(w.Input, w.Input)
	if err != nil {
		return nil, err
	}
	net, err := b.New(g, w, infer.Options{MaxBatch: batch, Threads: 1})
	if err != nil {
		return nil, err
	}
	r, err := infer.NewRequest(g, batch)
	if err != nil {
		return nil, err
	}
	return &network{net: net, request: *r, input: bytesOf(r.Input), logits: bytesOf(r.Logits)}, nil
}

func (n *network) run(input, logits js.Value) error {
	if got := js.CopyBytesToGo(n.input, input); got != len(n.input) {
		return fmt.Errorf("input of %d bytes, not %d", got, len(n.input))
	}
	if err := n.net.Run(context.Background(), &n.request); err != nil {
		return err
	}
	js.CopyBytesToJS(logits, n.logits)
	return nil
}

// bytesOf is the memory of numbers. WebAssembly is little-endian, as
// JavaScript's Float32Array is on the same machine.
func bytesOf(v []float32) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(v))), 4*len(v))
}
