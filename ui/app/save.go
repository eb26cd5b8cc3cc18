//go:build js

package app

import (
	"strconv"
	"strings"
	"syscall/js"
	"time"

	"regnetlens/ui"
	"regnetlens/ui/format"
	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// Download implements session.Port.
func (a *app) Download(name, mime string, data []byte) {
	download(name, browser.New("Blob", []any{browser.Array(data)}, map[string]any{"type": mime}))
}

// DownloadFile implements session.Port.
func (a *app) DownloadFile(name string, file session.File) {
	if blob, ok := file.Content.(js.Value); ok {
		download(name, blob)
	}
}

func download(name string, blob js.Value) {
	url, link := browser.Get("URL"), browser.Create("a")
	address := url.Call("createObjectURL", blob)
	link.Set("href", address)
	link.Set("download", name)
	link.Call("click")
	time.AfterFunc(time.Minute, func() { url.Call("revokeObjectURL", address) })
}

// Picture implements session.Port: it draws a view anew, with titles and
// scales, so many times its plain size.
func (a *app) Picture(view string, scale int, name string) {
	if session.Drawn(view) {
		a.paintSVG(ui.SVG(a.session, view), scale, name)
		return
	}
	p := newPainting(scale)
	switch view {
	case session.ViewLens:
		p.lens()
	case session.ViewBlocks:
		p.blocks()
	default:
		p.view(a.session, view)
	}
	p.save(name)
}

// save gives the reader the picture.
func (p *painting) save(name string) {
	p.canvas.Call("toBlob", browser.Once(func(blob js.Value) {
		if blob.Truthy() {
			download(name, blob)
		}
	}), "image/png")
}

// SVG implements session.Port.
func (a *app) SVG(view, name string) {
	a.Download(name, "image/svg+xml", []byte(ui.SVG(a.session, view)))
}

// paintSVG paints an SVG file, which has a size, so many times that.
func (a *app) paintSVG(file string, scale int, name string) {
	url, image := browser.Get("URL"), browser.New("Image")
	address := url.Call("createObjectURL", browser.New("Blob", []any{file}, map[string]any{"type": "image/svg+xml"}))
	image.Set("onload", browser.Once(func(js.Value) {
		p := newPainting(scale)
		width, height := image.Get("width").Int(), image.Get("height").Int()
		p.size(width, height)
		p.context.Call("drawImage", image, 0, 0, width, height)
		url.Call("revokeObjectURL", address)
		p.save(name)
	}))
	image.Set("src", address)
}

// painting is a picture under way, measured in plain pixels.
type painting struct {
	canvas, context js.Value
	scale           int
}

func newPainting(scale int) *painting {
	canvas := browser.Canvas(1, 1)
	return &painting{canvas: canvas, context: canvas.Call("getContext", "2d"), scale: scale}
}

// size begins the picture, on the colour of the page's cards.
func (p *painting) size(width, height int) {
	p.canvas.Set("width", width*p.scale)
	p.canvas.Set("height", height*p.scale)
	p.context.Call("scale", p.scale, p.scale)
	p.context.Set("imageSmoothingEnabled", false)
	p.context.Set("textBaseline", "top")
	p.context.Set("fillStyle", css(".card", "backgroundColor"))
	p.context.Call("fillRect", 0, 0, width, height)
}

// text writes in the colour of an element.
func (p *painting) text(text string, x, y, px int, of string) {
	p.context.Set("font", strconv.Itoa(px)+"px system-ui, sans-serif")
	p.context.Set("fillStyle", css(of, "color"))
	p.context.Call("fillText", text, x, y)
}

// wide is how wide a text is.
func (p *painting) wide(text string, px int) float64 {
	p.context.Set("font", strconv.Itoa(px)+"px system-ui, sans-serif")
	return p.context.Call("measureText", text).Get("width").Float()
}

// island draws the canvas of an island, if there is one.
func (p *painting) island(island js.Value, x, y, width, height int) {
	if canvas := island.Get("lastElementChild"); canvas.Truthy() {
		p.context.Call("drawImage", canvas, x, y, width, height)
	}
}

// lens draws the maps that the lens shows: those of both networks, and their
// difference where there is one.
func (p *painting) lens() {
	const side, gap, top = 320, 20, 74
	names := format.Networks[:]
	if browser.Query("#less:not(.gone) .map").Truthy() {
		names = append(names, "less")
	}
	p.size(len(names)*(side+gap)+gap, top+side+62)
	p.text("RegNet Lens · "+content(".shown"), gap, gap, 12, ".cap")
	p.text(content("#lens-title"), gap, gap+18, 15, "h1")
	for i, name := range names {
		x, of := gap+i*(side+gap), ".map."+name+" "
		title := content(of + "figcaption b")
		if models := browser.Query("#model-" + strings.ToLower(name)); models.Truthy() {
			title = name + " · " + models.Get("selectedOptions").Index(0).Get("textContent").String() + " · " + content(of+".what")
		}
		p.text(title, x, gap+38, 12, of+"figcaption b")
		p.island(browser.Query(of+".island"), x, top, side, side)
		p.island(browser.Query(of+".ramp"), x, top+side+10, side, 8)
		ends := browser.Query(of + ".ends")
		p.text(ends.Get("firstElementChild").Get("textContent").String(), x, top+side+24, 12, ".cap")
		p.context.Set("textAlign", "right")
		p.text(ends.Get("lastElementChild").Get("textContent").String(), x+side, top+side+24, 12, ".cap")
		p.context.Set("textAlign", "left")
	}
}

func (p *painting) blocks() {
	const side, gap, left, top, foot = 112, 8, 110, 56, 24
	rows := browser.QueryAll("#grid tbody tr")
	n := rows.Length()
	if n == 0 {
		return
	}
	columns := rows.Index(0).Call("querySelectorAll", ".cell").Length()
	p.size(left+columns*(side+gap)+gap, top+n*(side+gap)+foot+gap)
	p.text("RegNet Lens · "+content(".shown"), gap, gap, 12, ".cap")
	x := left
	stages := browser.QueryAll("#grid thead .stage")
	for i := range stages.Length() {
		p.text(stages.Index(i).Get("textContent").String(), x, gap+24, 12, ".stage")
		x += stages.Index(i).Get("colSpan").Int() * (side + gap)
	}
	for i := range n {
		y := top + i*(side+gap)
		lane := rows.Index(i).Call("querySelector", ".lane")
		p.text(lane.Get("firstElementChild").Get("textContent").String(), gap, y+side/2-16, 14, "#grid tbody tr:nth-child("+strconv.Itoa(i+1)+") .lane b")
		p.text(lane.Get("lastElementChild").Get("textContent").String(), gap, y+side/2+2, 12, ".cap")
		cells := rows.Index(i).Call("querySelectorAll", ".cell")
		for j := range cells.Length() {
			p.island(cells.Index(j), left+j*(side+gap), y, side, side)
		}
	}
	x = left
	scales := browser.QueryAll("#grid tfoot td") // none where each tile has its own
	for i := range scales.Length() {
		of, y := scales.Index(i), top+n*(side+gap)
		p.island(of.Call("querySelector", ".ramp"), x, y+2, side/2, 8)
		p.text(of.Call("querySelector", ".ends").Get("textContent").String(), x+side/2+gap, y, 12, ".cap")
		x += of.Get("colSpan").Int() * (side + gap)
	}
}

func content(selector string) string {
	if e := browser.Query(selector); e.Truthy() {
		return e.Get("textContent").String()
	}
	return ""
}

// css is a property of an element as it is shown.
func css(selector, property string) string {
	if e := browser.Query(selector); e.Truthy() {
		return browser.Style(e).Get(property).String()
	}
	return "#888"
}
