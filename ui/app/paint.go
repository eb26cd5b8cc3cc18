//go:build js

package app

import (
	"syscall/js"

	"regnetlens/wasm/browser"
)

// Views without a painter of their own are painted element by element, as they
// lie on the page: boxes, canvases, shapes of SVG, and every line of text, in
// the page's colours. So the picture is sharp at any scale, which a drawing of
// the browser's own (an SVG with the page inside) is not allowed to be read
// back as in all browsers.

// controls are of use on a page only.
const controls = ".visually-hidden, .seg, progress, select, input"

// element paints an element and what is in it. The context's origin is the
// window's.
func (p *painting) element(e js.Value) {
	style := browser.Style(e)
	if style.Get("display").String() == "none" || style.Get("visibility").String() == "hidden" || e.Call("matches", controls).Bool() {
		return
	}
	p.context.Call("save")
	defer p.context.Call("restore")
	p.context.Set("globalAlpha", p.context.Get("globalAlpha").Float()*number(style, "opacity"))
	at := boxOf(e)
	p.box(style, at)
	if style.Get("overflowX").String() == "hidden" {
		p.context.Call("beginPath")
		p.context.Call("rect", at.x, at.y, at.w, at.h)
		p.context.Call("clip")
	}
	switch e.Get("localName").String() {
	case "canvas":
		p.context.Set("imageSmoothingEnabled", style.Get("imageRendering").String() != "pixelated")
		p.context.Call("drawImage", e, at.x, at.y, at.w, at.h)
		return
	case "svg":
		shapes := e.Call("querySelectorAll", "path, rect, line, circle, text")
		for i := range shapes.Length() {
			p.shape(shapes.Index(i))
		}
		return
	}
	p.swatch(e, at)
	for child := e.Get("firstChild"); child.Truthy(); child = child.Get("nextSibling") {
		switch child.Get("nodeType").Int() {
		case 1:
			p.element(child)
		case 3:
			p.words(child, style)
		}
	}
}

// swatch paints the sample of colour that a style sheet puts before an
// element's text.
func (p *painting) swatch(e js.Value, at place) {
	style := browser.Style(e, "::before")
	if style.Get("content").String() == "none" || style.Get("display").String() != "inline-block" {
		return
	}
	w, h := number(style, "width"), number(style, "height")
	p.context.Call("save")
	p.context.Set("globalAlpha", p.context.Get("globalAlpha").Float()*number(style, "opacity"))
	p.box(style, place{at.x, at.y + (at.h-h)/2, w, h})
	p.context.Call("restore")
}
