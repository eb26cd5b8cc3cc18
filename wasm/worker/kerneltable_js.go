//go:build js

package worker

import (
	"encoding/json"
	"syscall/js"
	"time"

	"regnetlens/infer/webgpu"
	"regnetlens/wasm/storage"
)

// Where the browser keeps the kernel choices measured on its adapters: a
// cache, the only store that workers have beside databases.
const (
	tableCache = "regnet-kernels"
	tableKey   = "kernels.json"
)

// keptTable is what was kept; empty where nothing was or the browser keeps
// nothing here.
func keptTable() webgpu.Table {
	t := webgpu.Table{}
	caches := storage.Caches()
	if !caches.Truthy() {
		return t
	}
	cache, ok := settled(caches.Call("open", tableCache))
	if !ok {
		return t
	}
	response, ok := settled(cache.Call("match", tableKey))
	if !ok || !response.Truthy() {
		return t
	}
	if text, ok := settled(response.Call("text")); ok && json.Unmarshal([]byte(text.String()), &t) != nil {
		t = webgpu.Table{} // of a page whose table looked otherwise
	}
	return t
}

// keepTable keeps a table for later visits. Without it they measure again.
func keepTable(t webgpu.Table) {
	b, err := json.Marshal(t)
	caches := storage.Caches()
	if err != nil || !caches.Truthy() {
		return
	}
	if cache, ok := settled(caches.Call("open", tableCache)); ok {
		settled(cache.Call("put", tableKey, js.Global().Get("Response").New(string(b))))
	}
}

// settled waits for a promise that is no more than a help: false if it fails
// or takes its time.
func settled(promise js.Value) (js.Value, bool) {
	type outcome struct {
		value js.Value
		ok    bool
	}
	done := make(chan outcome, 2)
	answer := func(ok bool) js.Func {
		return js.FuncOf(func(_ js.Value, args []js.Value) any {
			select {
			case done <- outcome{args[0], ok}:
			default:
			}
			return nil
		})
	}
	kept, broken := answer(true), answer(false)
	promise.Call("then", kept, broken)
	select {
	case o := <-done:
		kept.Release()
		broken.Release()
		return o.value, o.ok
	case <-time.After(time.Second):
		return js.Undefined(), false // the functions stay, for it may yet call them
	}
}
