//go:build js

package browser

import "syscall/js"

// Bytes copies an ArrayBuffer, a Uint8Array or a Uint8ClampedArray into Go's
// memory.
func Bytes(v js.Value) []byte {
	if v.Get("length").IsUndefined() { // an ArrayBuffer
		v = New("Uint8Array", v)
	}
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}

// Array copies bytes into a new Uint8Array.
func Array(b []byte) js.Value { return array("Uint8Array", b) }

func array(class string, b []byte) js.Value {
	a := New(class, len(b))
	js.CopyBytesToJS(a, b)
	return a
}

// Canvas makes a canvas for the page.
func Canvas(width, height int) js.Value {
	c := Create("canvas")
	c.Set("width", width)
	c.Set("height", height)
	return c
}

// PutPixels shows RGBA pixels, four bytes each, row by row, on a canvas's context of kind 2d.
func PutPixels(context js.Value, pixels []byte, width, height int) {
	context.Call("putImageData", New("ImageData", array("Uint8ClampedArray", pixels), width, height), 0, 0)
}
