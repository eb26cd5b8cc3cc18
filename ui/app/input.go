//go:build js

package app

import (
	"math"
	"strconv"
	"syscall/js"

	"regnetlens/ui/session"
	"regnetlens/wasm/browser"
)

// listen hears what Vugu's handlers do not: drop and paste anywhere, the arrow
// keys in the grid and the lens, the pointer over the lens.
func (a *app) listen() {
	on("drop", func(e js.Value) { // early.js keeps the browser from showing the file itself
		a.dropped(e.Get("dataTransfer"))
	})
	on("paste", func(e js.Value) {
		if files := e.Get("clipboardData").Get("files"); files.Length() > 0 {
			e.Call("preventDefault")
			a.read(files)
		}
	})
	on("keydown", a.key)
	on("pointermove", a.point)
	on("pointerdown", a.point)
}

func on(event string, handle func(e js.Value)) {
	browser.Listen(browser.Document(), event, handle)
}

// key hands a key that the session knows to it.
func (a *app) key(e js.Value) {
	if e.Get("ctrlKey").Bool() || e.Get("altKey").Bool() || e.Get("metaKey").Bool() || e.Get("isComposing").Bool() {
		return
	}
	name, place := e.Get("key").String(), session.Anywhere
	switch {
	case within(e, ".island[data-side]").Truthy():
		place = session.OnLens
	case within(e, ".matrix").Truthy():
		place = session.OnMatrix
	case within(e, "#grid").Truthy():
		place = session.OnGrid
	case within(e, "#tabs").Truthy():
		place = session.OnTabs
	case within(e, "#inspector-tabs").Truthy():
		place = session.OnInspector
	case within(e, "#paper").Truthy():
		place = session.OnPaper
	case within(e, "#tour").Truthy(), a.session.InStory() && e.Get("target").Equal(browser.Document().Get("body")):
		place = session.OnStory
	}
	if shape := within(e, "svg [role=button]"); shape.Truthy() && (name == "Enter" || name == " ") {
		e.Call("preventDefault")
		press(shape)
		return
	}
	k := session.KeyFor(name, e.Get("shiftKey").Bool(), place)
	if k == nil || !a.session.Takes(k) {
		return
	}
	if k.Place == session.Anywhere && name != "Escape" {
		if a.session.NoLetter || a.session.Modal != "" || within(e, "input:not([type=checkbox]), select, textarea").Truthy() {
			return
		}
	}
	e.Call("preventDefault")
	table := within(e, ".matrix")
	a.turns <- func() {
		if k.Place == session.OnMatrix {
			a.session.ComparePairing(pairing(table))
		}
		k.Do(a.session, name)
		a.focus = map[session.Place]string{session.OnGrid: `#grid .cell[tabindex="0"]`, session.OnTabs: `#tabs [tabindex="0"]`, session.OnInspector: `#inspector-tabs [tabindex="0"]`}[k.Place]
	}
}

// press clicks a shape that is a button, which browsers do by keys for buttons of
// HTML only. It is a turn of the browser's own: the click is heard by a handler
// that waits for the page not to be rendered.
func press(shape js.Value) {
	click := browser.New("MouseEvent", "click", map[string]any{"bubbles": true})
	browser.Call("setTimeout", shape.Get("dispatchEvent").Call("bind", shape, click))
}

// point tells the session where on the lens the pointer is.
func (a *app) point(e js.Value) {
	if m := within(e, ".matrix"); m.Truthy() {
		x, y := fractions(e, m)
		point := a.session.PointPair
		if e.Get("type").String() == "pointerdown" {
			point = a.session.PressPair
		}
		a.turns <- func() { point(pairing(m), x, y) }
	}
	lens := within(e, ".island[data-side]")
	if !lens.Truthy() {
		if a.session.Pointer != a.session.Story.Rest {
			a.turns <- func() { a.session.Point(nil) }
		}
		return
	}
	x, y := fractions(e, lens)
	a.turns <- func() { a.session.Point(&session.Pointer{X: x, Y: y}) }
}

// pairing is whose blocks a matrix compares.
func pairing(matrix js.Value) session.Pairing {
	p, _ := strconv.Atoi(matrix.Get("dataset").Get("pairing").String())
	return session.Pairing(p)
}

// fractions is where in an element the pointer is, below 1.
func fractions(e, element js.Value) (x, y float64) {
	box := element.Call("getBoundingClientRect")
	x = (e.Get("clientX").Float() - box.Get("left").Float()) / box.Get("width").Float()
	y = (e.Get("clientY").Float() - box.Get("top").Float()) / box.Get("height").Float()
	below1 := math.Nextafter(1, 0)
	return min(max(x, 0), below1), min(max(y, 0), below1)
}

// within is the element around an event's target that a selector names.
func within(e js.Value, selector string) js.Value {
	target := e.Get("target")
	if !target.Truthy() || target.Get("closest").Type() != js.TypeFunction {
		return js.Null() // the document itself
	}
	return target.Call("closest", selector)
}
