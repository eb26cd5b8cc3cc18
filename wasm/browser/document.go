//go:build js

package browser

import "syscall/js"

// Document is the page's document; undefined in a worker.
func Document() js.Value { return js.Global().Get("document") }

// Element is the element with an id; null for none.
func Element(id string) js.Value { return Document().Call("getElementById", id) }

// Query is the first element that a selector finds; null for none.
func Query(selector string) js.Value { return Document().Call("querySelector", selector) }

// QueryAll are all elements that a selector finds, as a NodeList.
func QueryAll(selector string) js.Value { return Document().Call("querySelectorAll", selector) }

// Create makes an element that is nowhere on the page yet.
func Create(tag string) js.Value { return Document().Call("createElement", tag) }

// Style is how an element is shown, or a pseudo-element of it ("::before").
func Style(element js.Value, pseudo ...any) js.Value {
	return Call("getComputedStyle", append([]any{element}, pseudo...)...)
}
