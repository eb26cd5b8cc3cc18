//go:build js

package app

import (
	"fmt"
	"syscall/js"

	vjs "github.com/vugu/vugu/js"

	"regnetlens/ui"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/protocol"
)

// Island implements ui.Browser. A canvas is bound to the worker it was given
// to; a new worker gets a new canvas, which lies over the old one until it is
// painted, so that what was on the page stays.
func (a *app) Island(element vjs.Value, c ui.Canvas) {
	e := js.Value(element)
	if c.Subject == "" {
		e.Call("replaceChildren")
		return
	}
	switch c.Subject {
	case ui.View:
		a.paintView(e, c)
		return
	case ui.Video:
		a.showVideo(e, c.Label)
		return
	case ui.Paper:
		a.showPaper(e)
		return
	}
	if c.Subject == ui.Ramp {
		paintRamp(e, c)
		return
	}
	if c.Subject == ui.Less {
		a.paintLess(e)
		return
	}
	top := e.Get("lastElementChild")
	key := fmt.Sprintf("%d %d %s", c.Side, c.Generation, c.Subject)
	if !top.Truthy() || top.Get("dataset").Get("key").String() != key {
		top = newCanvas(c.Width, c.Height)
		top.Get("dataset").Set("key", key)
		top.Call("setAttribute", "aria-hidden", "true") // the element around it says what it shows
		offscreen := top.Call("transferControlToOffscreen")
		e.Call("append", top)
		a.workers[c.Side].post(&protocol.Canvas{Subject: c.Subject}, offscreen)
	}
	if (c.Painted || !c.Keep) && e.Get("childElementCount").Int() > 1 {
		e.Call("replaceChildren", top)
	}
}

func newCanvas(width, height int) js.Value {
	canvas := js.Global().Get("document").Call("createElement", "canvas")
	canvas.Set("width", width)
	canvas.Set("height", height)
	return canvas
}

// paintView shows the picture as a network read it.
func (a *app) paintView(e js.Value, c ui.Canvas) {
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = newCanvas(1, 1)
		canvas.Call("setAttribute", "role", "img")
		e.Call("append", canvas)
	}
	canvas.Call("setAttribute", "aria-label", c.Label)
	run := fmt.Sprint(c.Generation)
	r := a.session.Sides[c.Side].Result
	if r == nil || canvas.Get("dataset").Get("run").Equal(js.ValueOf(run)) {
		return
	}
	canvas.Get("dataset").Set("run", run)
	canvas.Set("width", c.Width)
	canvas.Set("height", c.Height)
	put(canvas, r.View, c.Width, c.Height)
}

// put shows RGBA pixels on a canvas of their size.
func put(canvas js.Value, pixels []byte, width, height int) {
	array := js.Global().Get("Uint8ClampedArray").New(len(pixels))
	js.CopyBytesToJS(array, pixels)
	canvas.Call("getContext", "2d").Call("putImageData", js.Global().Get("ImageData").New(array, width, height), 0, 0)
}

// paintLess shows the selected channel of A less that of B: one small map, which
// no worker has both halves of.
func (a *app) paintLess(e js.Value) {
	d := a.session.Difference()
	if d == nil || d == a.less && e.Get("firstElementChild").Truthy() {
		return
	}
	a.less = d
	canvas := newCanvas(d.Width, d.Height)
	e.Call("replaceChildren", canvas)
	pixels := make([]byte, 4*d.Width*d.Height)
	atlas.PaintChannel(pixels, d.Width, protocol.Floats(d.Values), d.Width, atlas.Scale{Low: d.Low, High: d.High, Signed: true}, a.session.View.Colours)
	put(canvas, pixels, d.Width, d.Height)
}

// paintRamp shows the colours of the maps, a pixel a step.
func paintRamp(e js.Value, c ui.Canvas) {
	table := atlas.Colours(c.Label).Table(c.Signed)
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = newCanvas(len(table), 1)
		e.Call("append", canvas)
	}
	key := fmt.Sprint(c.Label, c.Signed)
	if canvas.Get("dataset").Get("key").Equal(js.ValueOf(key)) {
		return
	}
	canvas.Get("dataset").Set("key", key)
	var pixels [4 * len(*table)]byte
	for i, rgb := range table {
		pixels[4*i], pixels[4*i+1], pixels[4*i+2], pixels[4*i+3] = rgb[0], rgb[1], rgb[2], 0xff
	}
	put(canvas, pixels[:], len(table), 1)
}
