//go:build js

package app

import (
	"math"
	"strings"
	"syscall/js"

	"regnetlens/wasm/browser"
)

// shape paints a shape or a text of an SVG.
func (p *painting) shape(e js.Value) {
	style := browser.Style(e)
	matrix := e.Call("getScreenCTM")
	if !matrix.Truthy() || style.Get("display").String() == "none" || style.Get("visibility").String() == "hidden" {
		return
	}
	p.context.Call("save")
	defer p.context.Call("restore")
	p.context.Set("globalAlpha", p.context.Get("globalAlpha").Float()*number(style, "opacity"))
	fill, stroke := style.Get("fill"), style.Get("stroke")
	has := func(paint js.Value) bool { return paint.String() != "none" }
	length := func(name string) float64 {
		v := e.Get(name).Get("baseVal")
		if v.Get("value").Type() != js.TypeNumber { // of a text, which may have one for each letter
			if v.Get("length").Int() == 0 {
				return 0
			}
			v = v.Index(0)
		}
		return v.Get("value").Float()
	}
	if e.Get("localName").String() == "text" {
		p.context.Call("transform", matrix.Get("a"), matrix.Get("b"), matrix.Get("c"), matrix.Get("d"), matrix.Get("e"), matrix.Get("f"))
		p.font(style)
		p.context.Set("textBaseline", "alphabetic")
		p.context.Set("textAlign", map[string]string{"start": "left", "middle": "center", "end": "right"}[style.Get("textAnchor").String()])
		text, x, y := e.Get("textContent"), length("x")+length("dx"), length("y")+length("dy")
		if has(stroke) { // a rim of the ground's colour, below the letters
			p.context.Set("strokeStyle", stroke)
			p.context.Set("lineWidth", number(style, "strokeWidth"))
			p.context.Set("lineJoin", "round")
			p.context.Call("strokeText", text, x, y)
		}
		p.context.Set("fillStyle", fill)
		p.context.Call("fillText", text, x, y)
		return
	}
	outline := browser.New("Path2D")
	own := browser.New("Path2D")
	switch e.Get("localName").String() {
	case "path":
		own = browser.New("Path2D", e.Call("getAttribute", "d"))
	case "line":
		own.Call("moveTo", length("x1"), length("y1"))
		own.Call("lineTo", length("x2"), length("y2"))
	case "circle":
		own.Call("arc", length("cx"), length("cy"), length("r"), 0, 2*math.Pi)
	default:
		if length("width") == 0 || length("height") == 0 {
			return // as SVG has it: not even its border
		}
		own.Call("rect", length("x"), length("y"), length("width"), length("height"))
	}
	outline.Call("addPath", own, matrix)
	if has(fill) {
		p.context.Set("fillStyle", fill)
		p.context.Call("fill", outline)
	}
	if has(stroke) {
		p.context.Set("lineCap", style.Get("strokeLinecap"))
		p.context.Call("setLineDash", dashes(style))
		p.stroke(stroke, number(style, "strokeWidth"), outline)
	}
}

// dashes are the lengths of a line's dashes and gaps; none where it is solid.
func dashes(style js.Value) []any {
	var out []any
	for _, length := range strings.Split(style.Get("strokeDasharray").String(), ",") {
		if v := browser.Call("parseFloat", length).Float(); !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}
