//go:build js

package app

import (
	"math"
	"syscall/js"

	"regnetlens/wasm/browser"
)

// place is where something lies in the window, in pixels.
type place struct{ x, y, w, h float64 }

func boxOf(e js.Value) place {
	b := e.Call("getBoundingClientRect")
	return place{b.Get("x").Float(), b.Get("y").Float(), b.Get("width").Float(), b.Get("height").Float()}
}

// number is the number that a property of a style begins with; 0 for none.
func number(style js.Value, property string) float64 {
	v := browser.Call("parseFloat", style.Get(property)).Float()
	if math.IsNaN(v) {
		return 0
	}
	return v
}

// box paints the ground, the border and the outline of an element's style.
func (p *painting) box(style js.Value, at place) {
	radius := number(style, "borderTopLeftRadius")
	rounded := func(grow float64) {
		p.context.Call("beginPath")
		p.context.Call("roundRect", at.x-grow, at.y-grow, max(0, at.w+2*grow), max(0, at.h+2*grow), max(0, radius+grow))
	}
	rounded(0)
	p.context.Set("fillStyle", style.Get("backgroundColor"))
	p.context.Call("fill")
	widths := map[string]float64{}
	for _, side := range []string{"Top", "Right", "Bottom", "Left"} {
		if w := number(style, "border"+side+"Width"); w > 0 && style.Get("border"+side+"Style").String() != "none" {
			widths[side] = w
		}
	}
	if len(widths) == 4 {
		rounded(-widths["Top"] / 2)
		p.stroke(style.Get("borderTopColor"), widths["Top"])
	} else {
		for side, w := range widths {
			line := map[string]place{"Top": {at.x, at.y, at.w, w}, "Bottom": {at.x, at.y + at.h - w, at.w, w}, "Left": {at.x, at.y, w, at.h}, "Right": {at.x + at.w - w, at.y, w, at.h}}[side]
			p.context.Set("fillStyle", style.Get("border"+side+"Color"))
			p.context.Call("fillRect", line.x, line.y, line.w, line.h)
		}
	}
	if w := number(style, "outlineWidth"); w > 0 && style.Get("outlineStyle").String() != "none" {
		rounded(number(style, "outlineOffset") + w/2)
		p.stroke(style.Get("outlineColor"), w)
	}
}

func (p *painting) stroke(colour js.Value, width float64, path ...any) {
	p.context.Set("strokeStyle", colour)
	p.context.Set("lineWidth", width)
	p.context.Call("stroke", path...)
}
