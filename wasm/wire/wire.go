//go:build js

// Package wire carries protocol messages between a page and its workers.
//
// On the wire a message is a JavaScript object {control, bytes, beside}: the
// JSON, an ArrayBuffer, and a MessagePort or paintings, the latter two handed
// over.
package wire

import (
	"errors"
	"syscall/js"

	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
)

// Post sends a message of a call to a Worker or over a MessagePort, or to the
// page when to is the worker's global scope. beside is what travels with it, or
// js.Undefined(), and handed what of that is given away.
func Post(to js.Value, h protocol.Header, m protocol.Message, beside any, handed ...any) error {
	control, bytes, err := protocol.Encode(h, m)
	if err != nil {
		return err
	}
	parcel := map[string]any{"control": control}
	if bytes != nil {
		buffer := browser.Array(bytes).Get("buffer")
		parcel["bytes"] = buffer
		handed = append(handed, buffer)
	}
	if file := protocol.File(m); file != nil {
		parcel["file"] = file
	}
	parcel["beside"] = beside
	to.Call("postMessage", parcel, handed)
	return nil
}

// Open reads what came with a message event.
func Open(event js.Value) (h protocol.Header, m protocol.Message, beside js.Value, err error) {
	parcel := event.Get("data")
	if parcel.Type() != js.TypeObject || parcel.Get("control").Type() != js.TypeString {
		return h, nil, js.Undefined(), errors.New("wire: something came that is no message")
	}
	var bytes []byte
	if b := parcel.Get("bytes"); b.Truthy() {
		bytes = browser.Bytes(b)
	}
	h, m, err = protocol.Decode(parcel.Get("control").String(), bytes)
	if file := parcel.Get("file"); err == nil && file.Truthy() {
		protocol.SetFile(m, file)
	}
	return h, m, parcel.Get("beside"), err
}
