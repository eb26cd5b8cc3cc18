//go:build js

package browser

import "syscall/js"

// What a browser may keep for the page, or refuse to: texts, caches, locks, the
// service worker, the history. Where site data are blocked, as a reader can have
// it for all pages and as it is in sandboxed frames, already reading the
// property localStorage throws.

// texts are those that the browser does not keep, by their names.
var texts = map[string]string{}

// Text is a text kept under a name; "" for none.
func Text(name string) (text string) {
	if text, ok := texts[name]; ok {
		return text
	}
	Try(func() {
		if v := Get("localStorage").Call("getItem", name); v.Type() == js.TypeString {
			text = v.String()
		}
	})
	return text
}

// Keep keeps a text for later visits or, where the browser refuses or has no
// room, for as long as the page is open.
func Keep(name, text string) {
	delete(texts, name)
	if err := Try(func() { Get("localStorage").Call("setItem", name, text) }); err != nil {
		texts[name] = text
	}
}

// Caches is the browser's store of answers of servers; undefined for none. Its
// methods' promises may still be refused.
func Caches() js.Value { return Get("caches") }

// ServiceWorkers is where service workers are registered; undefined for none.
func ServiceWorkers() js.Value { return Navigator("serviceWorker") }

// Lock asks for a lock of a mode ("exclusive" or "shared") and calls held when
// it has been granted: never where there are no locks, as on pages that do not
// come over https, or where they are refused. The lock is held until the promise
// that held returns is settled, and given back at once for anything else.
func Lock(name, mode string, held func() any) {
	var granted, refused js.Func
	done := func() { granted.Release(); refused.Release() }
	granted = js.FuncOf(func(js.Value, []js.Value) any { done(); return held() })
	refused = js.FuncOf(func(js.Value, []js.Value) any { done(); return nil })
	err := Try(func() {
		Navigator("locks").Call("request", name, map[string]any{"mode": mode}, granted).Call("catch", refused)
	})
	if err != nil {
		done()
	}
}

// WriteAddress puts what follows the # of the page's address in the place of
// what is there, or as a new entry of the history. Browsers refuse when it
// happens too often: Safari 100 times in 30 seconds.
func WriteAddress(hash string, newEntry bool) error {
	method := "replaceState"
	if newEntry {
		method = "pushState"
	}
	return Try(func() { js.Global().Get("history").Call(method, nil, "", hash) })
}
