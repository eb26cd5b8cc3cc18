//go:build js

package dom

import (
	"slices"
	"syscall/js"

	"github.com/vugu/vugu"
	vjs "github.com/vugu/vugu/js"

	"regnetlens/wasm/browser"
)

// listener hears one kind of event at an element. Its element keeps it from
// render to render; what it does is that of the last.
type listener struct {
	spec vugu.DOMEventHandlerSpec
	hear js.Func
}

// listen makes the handlers those of an element.
func (r *Renderer) listen(n *node, specs []vugu.DOMEventHandlerSpec) {
	same := func(a, b vugu.DOMEventHandlerSpec) bool {
		return a.EventType == b.EventType && a.Capture == b.Capture && a.Passive == b.Passive
	}
	n.listeners = slices.DeleteFunc(n.listeners, func(l *listener) bool {
		gone := !slices.ContainsFunc(specs, func(s vugu.DOMEventHandlerSpec) bool { return same(s, l.spec) })
		if gone {
			n.js.Call("removeEventListener", l.spec.EventType, l.hear, l.spec.Capture)
			l.hear.Release()
		}
		return gone
	})
	for _, s := range specs {
		if i := slices.IndexFunc(n.listeners, func(l *listener) bool { return same(s, l.spec) }); i >= 0 {
			n.listeners[i].spec = s
			continue
		}
		l := &listener{spec: s}
		l.hear = browser.Callback(func(e js.Value) {
			r.mu.Lock()
			r.Handle(func() { l.spec.Func(event{r.env, e}) })
			r.env.UnlockRender()
		})
		n.listeners = append(n.listeners, l)
		n.js.Call("addEventListener", s.EventType, l.hear, map[string]any{"capture": s.Capture, "passive": s.Passive})
	}
}

// release lets go of the functions of a node that has left the page, and of
// all below it.
func (n *node) release() {
	for _, l := range n.listeners {
		l.hear.Release()
	}
	for _, c := range n.children {
		c.release()
	}
}

// event is an event of the browser as Vugu's handlers see it.
type event struct {
	env vugu.EventEnv
	js  js.Value
}

// at is the property that the keys lead to.
func (e event) at(keys []string) js.Value {
	v := e.js
	for _, k := range keys {
		if v.Type() != js.TypeObject && v.Type() != js.TypeFunction {
			return js.Undefined()
		}
		v = v.Get(k)
	}
	return v
}

// Prop implements vugu.DOMEvent: a text, a number, a truth, or nil.
func (e event) Prop(keys ...string) any {
	switch v := e.at(keys); v.Type() {
	case js.TypeString:
		return v.String()
	case js.TypeNumber:
		return v.Float()
	case js.TypeBoolean:
		return v.Bool()
	}
	return nil
}

// PropString implements vugu.DOMEvent.
func (e event) PropString(keys ...string) string { s, _ := e.Prop(keys...).(string); return s }

// PropFloat64 implements vugu.DOMEvent.
func (e event) PropFloat64(keys ...string) float64 { f, _ := e.Prop(keys...).(float64); return f }

// PropBool implements vugu.DOMEvent.
func (e event) PropBool(keys ...string) bool { b, _ := e.Prop(keys...).(bool); return b }

// EventSummary implements vugu.DOMEvent; properties are read where they are.
func (e event) EventSummary() map[string]any { return nil }

// JSEvent implements vugu.DOMEvent.
func (e event) JSEvent() vjs.Value { return vjs.Value(e.js) }

// JSEventTarget implements vugu.DOMEvent.
func (e event) JSEventTarget() vjs.Value { return vjs.Value(e.js.Get("target")) }

// JSEventCurrentTarget implements vugu.DOMEvent.
func (e event) JSEventCurrentTarget() vjs.Value { return vjs.Value(e.js.Get("currentTarget")) }

// EventEnv implements vugu.DOMEvent.
func (e event) EventEnv() vugu.EventEnv { return e.env }

// PreventDefault implements vugu.DOMEvent.
func (e event) PreventDefault() { e.js.Call("preventDefault") }

// StopPropagation implements vugu.DOMEvent.
func (e event) StopPropagation() { e.js.Call("stopPropagation") }
