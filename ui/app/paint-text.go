//go:build js

package app

import (
	"math"
	"strings"
	"syscall/js"
	"unicode"
	"unicode/utf16"

	"regnetlens/wasm/browser"
)

func (p *painting) font(style js.Value) {
	p.context.Set("font", strings.Join([]string{style.Get("fontStyle").String(), style.Get("fontWeight").String(), style.Get("fontSize").String(), style.Get("fontFamily").String()}, " "))
}

// words paints a text of the page, line by line as it was broken there.
func (p *painting) words(node, style js.Value) {
	text := utf16.Encode([]rune(node.Get("data").String())) // as ranges count
	p.font(style)
	p.context.Set("fillStyle", style.Get("color"))
	p.context.Set("textBaseline", "alphabetic")
	p.context.Set("textAlign", "left")
	ascent := p.context.Call("measureText", "x").Get("fontBoundingBoxAscent").Float()
	letters := browser.Document().Call("createRange")
	var line place
	from := -1
	write := func(to int) {
		if from >= 0 {
			p.context.Call("fillText", strings.TrimSpace(string(utf16.Decode(text[from:to]))), line.x, line.y+ascent)
		}
		from = -1
	}
	for i, letter := range text {
		letters.Call("setStart", node, i)
		letters.Call("setEnd", node, i+1)
		at := boxOf(letters)
		if from >= 0 && math.Abs(at.y-line.y) > line.h/2 {
			write(i)
		}
		if from < 0 && at.h > 0 && !unicode.IsSpace(rune(letter)) {
			from, line = i, at
		}
	}
	write(len(text))
}
