//go:build js

// Package browser is the waist between Go and the browser: whatever of this
// project runs there reaches JavaScript's global scope through it, and only
// through it. What syscall/js leaves to each caller is settled here once:
//
//   - A getter that throws ends the program, for syscall/js does not catch what
//     a property throws. [Get], [Property] and [Try] do.
//   - A function that JavaScript may call holds Go's memory until somebody
//     releases it. [Await], [Then], [Once] release theirs when they have been
//     called, [Listen] and [Handle] give the function that does.
//   - What the browser refuses to keep, as it may for all that a page stores, is
//     kept in memory ([Text], [Keep]).
//
// Package infer/webgpu/gpu has a small waist of its own: the engine knows
// nothing of the programs that it is built into.
package browser

import "syscall/js"

// Global is the global scope itself: a page's window, or what a worker posts its
// reports to.
func Global() js.Value { return js.Global() }

// Get reads a property of the global scope; undefined where there is none or
// the browser refuses to give it.
func Get(name string) js.Value { return Property(js.Global(), name) }

// Set writes a property of the global scope.
func Set(name string, value any) { js.Global().Set(name, value) }

// Call calls a function of the global scope: the browser's, or one of page.js
// and worker.js.
func Call(name string, args ...any) js.Value { return js.Global().Call(name, args...) }

// New makes an object of a class of the global scope.
func New(class string, args ...any) js.Value { return js.Global().Get(class).New(args...) }

// Navigator reads a property of the browser's navigator; undefined as for [Get].
// Pages that do not come over https lack many.
func Navigator(name string) js.Value { return Property(js.Global().Get("navigator"), name) }

// Warn writes a line for developers on the browser's console.
func Warn(text string) { js.Global().Get("console").Call("warn", text) }
