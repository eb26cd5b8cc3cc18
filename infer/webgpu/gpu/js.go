//go:build js

package gpu

import (
	"context"
	"errors"
	"syscall/js"
)

// What this package uses of JavaScript's global scope is in this file. The
// programs have package wasm/browser for it, which the engine may not import: it
// is built into other programs too, and knows none.
var (
	object      = js.Global().Get("Object")
	array       = js.Global().Get("Array")
	uint8Array  = js.Global().Get("Uint8Array")
	uint32Array = js.Global().Get("Uint32Array")
)

// webGPU is the browser's entry to WebGPU; undefined or null for none.
func webGPU() js.Value {
	if navigator := js.Global().Get("navigator"); navigator.Truthy() {
		return navigator.Get("gpu")
	}
	return js.Undefined()
}

// replayer is the object of replay.js; undefined where that is not loaded.
func replayer() js.Value { return js.Global().Get("regnetGPU") }

// IsOffscreen reports whether a canvas is an OffscreenCanvas.
func IsOffscreen(canvas js.Value) bool {
	kind := js.Global().Get("OffscreenCanvas")
	return kind.Truthy() && canvas.InstanceOf(kind)
}

// await blocks the goroutine until the promise settles or ctx is done. The
// promise is not cancelled then: JavaScript has no way to. Its callbacks are
// released when it settles.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	settled := make(chan outcome, 1)
	var kept, broken js.Func
	release := func() { kept.Release(); broken.Release() }
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		settled <- outcome{value: first(args)}
		return nil
	})
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		settled <- outcome{err: errors.New(message(first(args)))}
		return nil
	})
	promise.Call("then", kept, broken)
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), context.Cause(ctx)
	}
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}

// message is the text of a JavaScript error or whatever else was thrown.
func message(v js.Value) string {
	if v.Type() == js.TypeObject {
		if m := v.Get("message"); m.Type() == js.TypeString {
			return m.String()
		}
	}
	return v.String()
}

// try turns an exception that f throws into an error.
func try(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case js.Error:
			err = errors.New(message(r.Value))
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
