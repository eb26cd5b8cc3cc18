//go:build js

package worker

import (
	"syscall/js"

	"regnetlens/infer/webgpu"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
	"regnetlens/wasm/wire"
)

// canvas is where a subject is painted, either with pixels or by WebGPU: its
// first painter decides for good.
type canvas struct {
	element js.Value
	context js.Value       // for pixels; undefined before the first
	gpu     *webgpu.Canvas // for WebGPU; nil before the first
}

func newCanvas(c protocol.Canvas) *canvas {
	return &canvas{element: browser.New("OffscreenCanvas", c.Width, c.Height)}
}

// draw makes a painting of RGBA pixels.
func (c *canvas) draw(pixels []byte, width, height int) (painting js.Value) {
	if c.context.IsUndefined() {
		c.context = c.element.Call("getContext", "2d")
	}
	if c.element.Get("width").Int() != width || c.element.Get("height").Int() != height {
		c.element.Set("width", width)
		c.element.Set("height", height)
	}
	browser.PutPixels(c.context, pixels, width, height)
	return c.element.Call("transferToImageBitmap")
}

// surface is the canvas for WebGPU to paint on, in the size it came with.
func (c *canvas) surface() *webgpu.Canvas {
	if c.gpu == nil {
		c.gpu = webgpu.NewCanvas(c.element)
	}
	return c.gpu
}

// draw paints a subject, if the page wants it.
func (w *worker) draw(subject string, pixels []byte, width, height int) {
	if c, ok := w.canvases[subject]; ok && pixels != nil {
		w.paintings[subject] = c.draw(pixels, width, height)
	}
}

// tell says something unasked.
func (w *worker) tell(m protocol.Message) { w.post(protocol.Header{}, m) }

// post sends a report on a call, and with it what was painted since the one
// before.
func (w *worker) post(h protocol.Header, m protocol.Message) {
	var beside any
	var handed []any
	if len(w.paintings) > 0 {
		for _, painting := range w.paintings {
			handed = append(handed, painting)
		}
		beside, w.paintings = map[string]any{"run": w.engine.run, "paintings": w.paintings}, map[string]any{}
	}
	if err := wire.Post(browser.Global(), h, m, beside, handed...); err != nil {
		panic(err) // our own structs do not fail to encode
	}
}
