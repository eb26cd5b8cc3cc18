//go:build js

package browser

import (
	"context"
	"syscall/js"
)

// Then calls done when a promise is settled, in the browser's callback: done
// must not block. Both callbacks are released then, and only then: a promise
// that was given up may yet be settled.
func Then(promise js.Value, done func(js.Value, error)) {
	var resolved, rejected js.Func
	release := func() { resolved.Release(); rejected.Release() }
	resolved = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done(first(args), nil)
		return nil
	})
	rejected = js.FuncOf(func(_ js.Value, args []js.Value) any {
		release()
		done(js.Undefined(), &Error{first(args)})
		return nil
	})
	promise.Call("then", resolved, rejected)
}

// Await blocks the goroutine until a promise is settled or ctx ends; its error
// is then an [*Error], or context.Cause(ctx). It must not be called in a callback
// of the browser, which would wait for itself. The promise goes on when ctx has
// ended: JavaScript has no way to cancel one.
func Await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	settled := make(chan outcome, 1)
	Then(promise, func(v js.Value, err error) { settled <- outcome{v, err} })
	select {
	case o := <-settled:
		return o.value, o.err
	case <-ctx.Done():
		return js.Undefined(), context.Cause(ctx)
	}
}

// Promise makes a promise out of what wants two callbacks, as JavaScript did
// before it had promises. One of which neither is called is never settled.
func Promise(begin func(resolve, reject js.Value)) js.Value {
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		begin(args[0], args[1])
		return nil
	})
	defer executor.Release() // it has been called when New returns
	return New("Promise", executor)
}

func first(args []js.Value) js.Value {
	if len(args) == 0 {
		return js.Undefined()
	}
	return args[0]
}
