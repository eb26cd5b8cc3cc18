//go:build js

package worker

import "syscall/js"

// canvas is an OffscreenCanvas that the page gave away.
type canvas struct{ element, context js.Value }

func newCanvas(element js.Value) canvas {
	return canvas{element, element.Call("getContext", "2d")}
}

// draw shows RGBA pixels, the canvas taking their size.
func (c canvas) draw(pixels []byte, width, height int) {
	if c.element.Get("width").Int() != width || c.element.Get("height").Int() != height {
		c.element.Set("width", width)
		c.element.Set("height", height)
	}
	array := js.Global().Get("Uint8ClampedArray").New(len(pixels))
	js.CopyBytesToJS(array, pixels)
	c.context.Call("putImageData", js.Global().Get("ImageData").New(array, width, height), 0, 0)
}
