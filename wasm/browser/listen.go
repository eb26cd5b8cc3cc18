//go:build js

package browser

import (
	"syscall/js"
	"time"
)

// Callback is a function that JavaScript may call as often as it likes, until
// it is released.
func Callback(f func(arg js.Value)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		f(first(args))
		return nil
	})
}

// Once is a function that JavaScript calls once at most. It releases itself
// then; who sees that it will not be called any more releases it.
func Once(f func(arg js.Value)) js.Func {
	var once js.Func
	once = Callback(func(arg js.Value) {
		once.Release()
		f(arg)
	})
	return once
}

// Listen has an event of a target come to hear until stop is called. Options are
// those of addEventListener: nothing, true for the capture phase, or a map.
func Listen(target js.Value, event string, hear func(event js.Value), options ...any) (stop func()) {
	f := Callback(hear)
	args := append([]any{event, f}, options...)
	target.Call("addEventListener", args...)
	return func() {
		target.Call("removeEventListener", args...)
		f.Release()
	}
}

// Handle makes hear the one handler of a property such as "onmessage", in the
// place of what was there, until stop is called.
func Handle(target js.Value, property string, hear func(event js.Value)) (stop func()) {
	f := Callback(hear)
	target.Set(property, f)
	return func() {
		target.Set(property, js.Null())
		f.Release()
	}
}

// WaitFrame blocks until the browser is about to show a frame, and no longer
// than longest: pages that are hidden get none.
func WaitFrame(longest time.Duration) {
	arrived := make(chan struct{})
	frame := Once(func(js.Value) { close(arrived) })
	request := Call("requestAnimationFrame", frame)
	timer := time.NewTimer(longest)
	defer timer.Stop()
	select {
	case <-arrived:
	case <-timer.C:
		Call("cancelAnimationFrame", request)
		frame.Release()
	}
}
