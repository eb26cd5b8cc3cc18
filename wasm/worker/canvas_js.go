//go:build js

package worker

import (
	"syscall/js"

	"regnetlens/infer/webgpu"
)

// canvas is an OffscreenCanvas that the page gave away. It is painted either
// with pixels or by WebGPU: its first painter decides for good.
type canvas struct {
	element js.Value
	context js.Value       // for pixels; undefined before the first
	gpu     *webgpu.Canvas // for WebGPU; nil before the first
}

func newCanvas(element js.Value) *canvas { return &canvas{element: element} }

// draw shows RGBA pixels, the canvas taking their size.
func (c *canvas) draw(pixels []byte, width, height int) {
	if c.context.IsUndefined() {
		c.context = c.element.Call("getContext", "2d")
	}
	if c.element.Get("width").Int() != width || c.element.Get("height").Int() != height {
		c.element.Set("width", width)
		c.element.Set("height", height)
	}
	array := js.Global().Get("Uint8ClampedArray").New(len(pixels))
	js.CopyBytesToJS(array, pixels)
	c.context.Call("putImageData", js.Global().Get("ImageData").New(array, width, height), 0, 0)
}

// surface is the canvas for WebGPU to paint on, in the size it came with.
func (c *canvas) surface() *webgpu.Canvas {
	if c.gpu == nil {
		c.gpu = webgpu.NewCanvas(c.element)
	}
	return c.gpu
}
