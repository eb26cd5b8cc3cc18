//go:build js

package app

import (
	"fmt"
	"math"
	"syscall/js"

	vjs "github.com/vugu/vugu/js"

	"regnetlens/ui"
	"regnetlens/ui/session"
	"regnetlens/wasm/atlas"
	"regnetlens/wasm/browser"
	"regnetlens/wasm/protocol"
)

// Island implements ui.Browser.
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
	case ui.Thumb:
		a.paintThumb(e, c)
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
	if c.Subject == ui.Difference {
		a.paintDifference(e)
		return
	}
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = browser.Canvas(c.Width, c.Height)
		canvas.Call("setAttribute", "aria-hidden", "true") // the element around it says what it shows
		e.Call("append", canvas)
	}
	w, data := a.workers[c.Slot], canvas.Get("dataset")
	if key := key(c.Slot, c.Generation, c.Subject); data.Get("key").String() != key {
		data.Set("key", key)
		w.canvases[c.Subject] = canvas
		w.wanted = append(w.wanted, protocol.Canvas{Subject: c.Subject, Width: c.Width, Height: c.Height})
	}
	w.show(canvas, c)
}

// came is a painting, and the picture it is of.
type came struct {
	run    int
	bitmap js.Value
}

// keep takes in the paintings that came beside a report.
func (w *worker) keep(beside js.Value) {
	if !beside.Truthy() {
		return
	}
	run, paintings := beside.Get("run").Int(), beside.Get("paintings")
	subjects := browser.Get("Object").Call("keys", paintings)
	for i := range subjects.Length() {
		subject := subjects.Index(i).String()
		if old, ok := w.paintings[subject]; ok {
			old.bitmap.Call("close")
		}
		w.paintings[subject] = came{run, paintings.Get(subject)}
	}
}

// show puts the painting of an island's picture on its canvas, and takes that
// of another one off it. It happens while the page is written, so that no frame
// has what is of two pictures.
func (w *worker) show(canvas js.Value, c ui.Canvas) {
	data, of := canvas.Get("dataset"), fmt.Sprintf("%s %s %d", c.Network, c.Subject, c.Run)
	if p, ok := w.paintings[c.Subject]; ok && p.run == c.Run {
		w.put(canvas, c.Subject, p)
		data.Set("of", of)
	} else if was := data.Get("of"); was.Truthy() && was.String() != of {
		canvas.Call("getContext", "bitmaprenderer").Call("transferFromImageBitmap", nil)
		data.Set("of", "")
	}
}

func (w *worker) put(canvas js.Value, subject string, p came) {
	delete(w.paintings, subject)
	for _, side := range []string{"width", "height"} {
		if pixels := p.bitmap.Get(side); !canvas.Get(side).Equal(pixels) {
			canvas.Set(side, pixels)
		}
	}
	canvas.Call("getContext", "bitmaprenderer").Call("transferFromImageBitmap", p.bitmap)
}

// showAll puts paintings of the picture on the page on their canvases, where
// nothing else has changed and nothing is to be rendered.
func (w *worker) showAll(d *session.Slot) {
	for subject, p := range w.paintings {
		canvas, ok := w.canvases[subject]
		if ok && d.Result != nil && p.run == d.Run && canvas.Get("isConnected").Bool() && canvas.Get("dataset").Get("key").String() == key(d.Index, d.Generation, subject) {
			w.put(canvas, subject, p)
			canvas.Get("dataset").Set("of", fmt.Sprintf("%s %s %d", d.Model.ID, subject, p.run))
		}
	}
}

func key(side, generation int, subject string) string {
	return fmt.Sprintf("%d %d %s", side, generation, subject)
}

// askForPaintings asks for what the last render found wanting.
func (a *app) askForPaintings() {
	for _, w := range a.workers {
		if w != nil && len(w.wanted) > 0 {
			w.post(protocol.Header{}, &protocol.Canvases{Canvases: w.wanted}, nil)
			w.wanted = nil
		}
	}
}

// paintView shows the picture as a network read it.
func (a *app) paintView(e js.Value, c ui.Canvas) {
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = browser.Canvas(1, 1)
		canvas.Call("setAttribute", "role", "img")
		e.Call("append", canvas)
	}
	canvas.Call("setAttribute", "aria-label", c.Label)
	run := fmt.Sprint(c.Run)
	r := a.session.Slots[c.Slot].Result
	if r == nil || canvas.Get("dataset").Get("run").Equal(js.ValueOf(run)) {
		return
	}
	canvas.Get("dataset").Set("run", run)
	canvas.Set("width", c.Width)
	canvas.Set("height", c.Height)
	put(canvas, r.View, c.Width, c.Height)
}

// paintThumb shows the picture of a row of the batch, small. While a batch runs
// the list is built several times a second: what is painted already stays.
func (a *app) paintThumb(e js.Value, c ui.Canvas) {
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = browser.Canvas(1, 1)
		canvas.Call("setAttribute", "aria-hidden", "true")
		e.Call("append", canvas)
	}
	var pixels []byte
	if b := a.session.Batch; b != nil && b.Number == c.Generation && c.Run < len(b.Items) {
		pixels = b.Items[c.Run].Thumb
	}
	key, data := fmt.Sprint(c.Generation, " ", c.Run, " ", len(pixels)), canvas.Get("dataset")
	if data.Get("key").Equal(js.ValueOf(key)) {
		return
	}
	data.Set("key", key)
	size := max(1, int(math.Sqrt(float64(len(pixels)/4))))
	canvas.Set("width", size) // and blank
	canvas.Set("height", size)
	if len(pixels) > 0 {
		put(canvas, pixels, size, size)
	}
}

// put shows RGBA pixels on a canvas of their size.
func put(canvas js.Value, pixels []byte, width, height int) {
	browser.PutPixels(canvas.Call("getContext", "2d"), pixels, width, height)
}

// paintDifference shows the selected channel of A less that of B: one small map, which
// no worker has both halves of.
func (a *app) paintDifference(e js.Value) {
	d := a.session.Difference()
	if d == nil || d == a.difference && e.Get("firstElementChild").Truthy() {
		return
	}
	a.difference = d
	canvas := browser.Canvas(d.Width, d.Height)
	e.Call("replaceChildren", canvas)
	pixels := make([]byte, 4*d.Width*d.Height)
	atlas.PaintChannel(pixels, d.Width, protocol.Floats(d.Values), d.Width, atlas.Scale{Low: d.Low, High: d.High, Signed: true}, a.session.View.Colormap)
	put(canvas, pixels, d.Width, d.Height)
}

// paintRamp shows the colours of the maps, a pixel a step.
func paintRamp(e js.Value, c ui.Canvas) {
	table := atlas.Colormap(c.Label).Table(c.Signed)
	canvas := e.Get("firstElementChild")
	if !canvas.Truthy() {
		canvas = browser.Canvas(len(table), 1)
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
