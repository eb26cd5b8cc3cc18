//go:build js

package worker

import (
	"context"
	"encoding/json"
	"syscall/js"
	"time"

	"regnetlens/infer/webgpu"
	"regnetlens/wasm/browser"
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
	caches := browser.Caches()
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
	caches := browser.Caches()
	if err != nil || !caches.Truthy() {
		return
	}
	if cache, ok := settled(caches.Call("open", tableCache)); ok {
		settled(cache.Call("put", tableKey, browser.New("Response", string(b))))
	}
}

// settled waits for a promise that is no more than a help: false if it fails
// or takes its time.
func settled(promise js.Value) (js.Value, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	v, err := browser.Await(ctx, promise)
	return v, err == nil
}
