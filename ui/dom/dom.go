//go:build js

// Package dom shows on the page what Vugu's components build. Vugu's own
// renderer writes every attribute, text and listener of the page anew each
// time, 30 to 60 ms of main-thread work on this page; this one keeps what it
// wrote and touches only what differs. It needs no script beside it and no
// eval, which the page's policy forbids.
//
// It knows what the page's components use: elements, texts, comments,
// attributes, inner HTML, event handlers, components, templates and
// vg-js-create. Nodes are matched by their place among their siblings.
package dom

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"syscall/js"

	"github.com/vugu/vugu"
	vjs "github.com/vugu/vugu/js"

	"regnetlens/wasm/browser"
)

// Renderer keeps an element of the page in step with a component.
type Renderer struct {
	// Handle carries out what an event calls for, with the EventEnv locked.
	Handle func(event func())

	mu     sync.RWMutex // of what the components show
	wanted chan bool    // a render is
	env    *vugu.EventEnvImpl
	root   *node // nil before the first render
	mount  js.Value
}

// New makes a renderer that puts its component in the place of the element
// that the selector finds.
func New(selector string) (*Renderer, error) {
	mount := browser.Document().Call("querySelector", selector)
	if !mount.Truthy() {
		return nil, fmt.Errorf("dom: the page has no %s", selector)
	}
	r := &Renderer{wanted: make(chan bool, 64), mount: mount, Handle: func(event func()) { event() }}
	r.env = vugu.NewEventEnvImpl(&r.mu, r.wanted)
	return r, nil
}

// EventEnv guards what the components show: it is locked for changes.
func (r *Renderer) EventEnv() vugu.EventEnv { return r.env }

// EventWait waits until somebody wants a render.
func (r *Renderer) EventWait() bool { return <-r.wanted }

// Render brings the page in step with what was built.
func (r *Renderer) Render(built *vugu.BuildResults) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	nodes, err := flatten(nil, built, built.Out.Out[0])
	if err != nil {
		return err
	}
	if len(nodes) != 1 || nodes[0].Type != vugu.ElementNode {
		return errors.New("dom: the page must be one element")
	}
	first := r.root == nil
	if first {
		r.root = r.create(nodes[0], "")
	}
	if err := r.sync(r.root, nodes[0], built); err != nil {
		return err
	}
	if first {
		r.mount.Call("replaceWith", r.root.js)
	}
	return nil
}

// flatten appends what stands for a node on the page: components give their
// output, templates their children.
func flatten(list []*vugu.VGNode, built *vugu.BuildResults, n *vugu.VGNode) ([]*vugu.VGNode, error) {
	var err error
	switch {
	case n.IsComponent():
		out := built.ResultFor(n.Component)
		if out == nil || len(out.Out) != 1 {
			return nil, fmt.Errorf("dom: component %T is not one element", n.Component)
		}
		return flatten(list, built, out.Out[0])
	case n.IsTemplate():
		for c := n.FirstChild; c != nil && err == nil; c = c.NextSibling {
			list, err = flatten(list, built, c)
		}
		return list, err
	}
	return append(list, n), nil
}

// node is a node of the page and what was last written to it.
type node struct {
	js        js.Value
	from      *vugu.VGNode // what was last written: the same one again says nothing new
	kind      vugu.VGNodeType
	name      string // of an element; the text of others
	space     string // an element's namespace, as a URI; "" for HTML
	attrs     []vugu.VGAttribute
	html      string // inner HTML, where hasHTML
	hasHTML   bool
	children  []*node
	listeners []*listener
}

// uris are the namespaces by the words that Vugu has for them.
var uris = map[string]string{"svg": "http://www.w3.org/2000/svg", "math": "http://www.w3.org/1998/Math/MathML"}

// create makes a node without anything in it.
func (r *Renderer) create(v *vugu.VGNode, space string) *node {
	n := &node{kind: v.Type, name: v.Data, space: space}
	switch {
	case v.Type == vugu.TextNode:
		n.js = browser.Document().Call("createTextNode", v.Data)
	case v.Type == vugu.CommentNode:
		n.js = browser.Document().Call("createComment", v.Data)
	case space != "":
		n.js = browser.Document().Call("createElementNS", space, v.Data)
	default:
		n.js = browser.Document().Call("createElement", v.Data)
	}
	return n
}

// sync brings a node and all below it in step. Both are of the same kind and
// name, or both are texts. Nodes are not changed once they are built: the same
// ones again are of a part (package part) that is as it was.
func (r *Renderer) sync(n *node, v *vugu.VGNode, built *vugu.BuildResults) error {
	if n.from == v {
		return nil
	}
	n.from = v
	if v.Type != vugu.ElementNode {
		if n.name != v.Data {
			n.name = v.Data
			n.js.Set("data", v.Data)
		}
		return nil
	}
	if len(v.Prop) > 0 {
		return fmt.Errorf("dom: <%s>: properties are not supported", v.Data)
	}
	n.syncAttrs(v.Attr)
	r.listen(n, v.DOMEventHandlerSpecList)
	if v.InnerHTML != nil {
		if !n.hasHTML || n.html != *v.InnerHTML {
			n.html, n.hasHTML, n.children = *v.InnerHTML, true, nil
			n.js.Set("innerHTML", n.html)
		}
	} else {
		if n.hasHTML {
			n.html, n.hasHTML = "", false
			n.js.Call("replaceChildren")
		}
		if err := r.syncChildren(n, v, built); err != nil {
			return err
		}
	}
	if v.JSCreateHandler != nil {
		v.JSCreateHandler.JSValueHandle(vjs.Value(n.js))
	}
	if v.JSPopulateHandler != nil {
		v.JSPopulateHandler.JSValueHandle(vjs.Value(n.js))
	}
	return nil
}

// syncAttrs writes the attributes that are new or other, and removes those
// that are gone. What others wrote to the element stays.
func (n *node) syncAttrs(attrs []vugu.VGAttribute) {
	if slices.Equal(n.attrs, attrs) {
		return
	}
	for _, a := range attrs {
		if a.Key == "xmlns" { // the element was made with it
			continue
		}
		if i := slices.IndexFunc(n.attrs, func(o vugu.VGAttribute) bool { return o.Key == a.Key }); i < 0 || n.attrs[i].Val != a.Val {
			n.js.Call("setAttribute", a.Key, a.Val)
		}
	}
	for _, o := range n.attrs {
		if !slices.ContainsFunc(attrs, func(a vugu.VGAttribute) bool { return a.Key == o.Key }) {
			n.js.Call("removeAttribute", o.Key)
		}
	}
	n.attrs = attrs
}

// syncChildren brings the nodes below a node in step. An element that never had
// any is left alone: it may be somebody else's island.
func (r *Renderer) syncChildren(n *node, v *vugu.VGNode, built *vugu.BuildResults) error {
	var all []*vugu.VGNode
	var err error
	for c := v.FirstChild; c != nil; c = c.NextSibling {
		if all, err = flatten(all, built, c); err != nil {
			return err
		}
	}
	for i, c := range all {
		space := uris[c.Namespace]
		switch {
		case i >= len(n.children):
			child := r.create(c, space)
			if err := r.sync(child, c, built); err != nil {
				return err
			}
			n.children = append(n.children, child)
			n.js.Call("appendChild", child.js)
			continue
		case n.children[i].kind != c.Type || c.Type == vugu.ElementNode && (n.children[i].name != c.Data || n.children[i].space != space):
			old := n.children[i]
			n.children[i] = r.create(c, space)
			if err := r.sync(n.children[i], c, built); err != nil {
				return err
			}
			old.js.Call("replaceWith", n.children[i].js)
			old.release()
			continue
		}
		if err := r.sync(n.children[i], c, built); err != nil {
			return err
		}
	}
	for _, old := range n.children[len(all):] {
		old.js.Call("remove")
		old.release()
	}
	n.children = n.children[:len(all)]
	return nil
}
