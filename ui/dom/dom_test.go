//go:build js

package dom

import (
	"slices"
	"strings"
	"syscall/js"
	"testing"

	"github.com/vugu/vugu"
	vjs "github.com/vugu/vugu/js"

	"regnetlens/wasm/browser"
)

// fakeDocument is a document for Node, which has none: as much of the DOM as
// the renderer uses. It notes every change of the page.
const fakeDocument = `(() => {
	const log = [];
	const make = (name, data) => {
		const attributes = {}, listeners = {}, node = {name, children: [], data,
			setAttribute(k, v) { log.push(name + " " + k + "=" + v); attributes[k] = v; },
			removeAttribute(k) { log.push(name + " no " + k); delete attributes[k]; },
			addEventListener(k, f) { log.push(name + " hears " + k); listeners[k] = f; },
			removeEventListener(k) { log.push(name + " deaf to " + k); delete listeners[k]; },
			fire(k, e) { listeners[k](Object.assign({type: k, target: self}, e)); },
			appendChild(c) { log.push(name + " + " + c.name); c.parent = self; node.children.push(c); },
			replaceChildren() { log.push(name + " emptied"); node.children = []; node.html = ""; },
			replaceWith(c) { log.push(name + " becomes " + c.name); const l = node.parent.children; l[l.indexOf(self)] = c; c.parent = node.parent; },
			remove() { log.push(name + " gone"); const l = node.parent.children; l.splice(l.indexOf(self), 1); },
			set innerHTML(h) { log.push(name + " html " + h); node.html = h; },
			show() {
				const attrs = Object.entries(attributes).map(([k, v]) => " " + k + "=" + v).join("");
				return node.data !== undefined ? node.data : "<" + name + attrs + ">" + (node.html ?? "") + node.children.map(c => c.show()).join("") + "</>";
			},
		};
		const self = new Proxy(node, {set(t, k, v) { if (k == "data") log.push("text " + v); t[k] = v; return true; }});
		return self;
	};
	const body = make("body"), mount = make("mount");
	body.appendChild(mount);
	globalThis.document = {log, body,
		querySelector: s => s == "#mount" ? mount : null,
		createElement: n => make(n), createElementNS: (s, n) => make("svg:" + n),
		createTextNode: t => make("#text", t), createComment: t => make("#comment", t)};
})()`

// view is a component made by hand.
type view struct{ node func() *vugu.VGNode }

func (v *view) Build(*vugu.BuildIn) *vugu.BuildOut {
	return &vugu.BuildOut{Out: []*vugu.VGNode{v.node()}}
}

func element(name string, attrs []vugu.VGAttribute, children ...*vugu.VGNode) *vugu.VGNode {
	n := &vugu.VGNode{Type: vugu.ElementNode, Data: name, Attr: attrs}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func text(s string) *vugu.VGNode { return &vugu.VGNode{Type: vugu.TextNode, Data: s} }

func attr(key, value string) []vugu.VGAttribute { return []vugu.VGAttribute{{Key: key, Val: value}} }

// stage renders nodes made by hand.
type stage struct {
	*testing.T
	r   *Renderer
	env *vugu.BuildEnv
	v   *view
}

func newStage(t *testing.T) *stage {
	t.Helper()
	js.Global().Call("eval", fakeDocument)
	r, err := New("#mount")
	if err != nil {
		t.Fatal(err)
	}
	env, err := vugu.NewBuildEnv(r.EventEnv())
	if err != nil {
		t.Fatal(err)
	}
	return &stage{t, r, env, &view{}}
}

// show renders a node and returns the page and what was done to it.
func (s *stage) show(n *vugu.VGNode) (page, done string) {
	s.Helper()
	s.v.node = func() *vugu.VGNode { return n }
	browser.Document().Get("log").Set("length", 0)
	if err := s.r.Render(s.env.RunBuild(s.v)); err != nil {
		s.Fatal(err)
	}
	log := browser.Document().Get("log")
	var lines []string
	for i := range log.Length() {
		lines = append(lines, log.Index(i).String())
	}
	return browser.Document().Get("body").Call("show").String(), strings.Join(lines, "; ")
}

// Each step shows the page whole and does no more to it than it must.
func TestRender(t *testing.T) {
	s := newStage(t)
	html := func(n *vugu.VGNode, h string) *vugu.VGNode { n.InnerHTML = &h; return n }
	svg := element("path", attr("d", "M0"))
	svg.Namespace = "svg"
	for i, c := range []struct {
		node       *vugu.VGNode
		page, done string
	}{
		{element("div", attr("class", "a"), text("x"), element("b", nil)), "<div class=a>x<b></></>",
			"div class=a; div + #text; div + b; mount becomes div"},
		{element("div", attr("class", "a"), text("x"), element("b", nil)), "<div class=a>x<b></></>", ""},
		{element("div", attr("class", "b"), text("y"), element("b", attr("id", "1"))), "<div class=b>y<b id=1></></>",
			"div class=b; text y; b id=1"},
		{element("div", attr("id", "c"), text("y"), element("b", attr("id", "1"))), "<div id=c>y<b id=1></></>",
			"div id=c; div no class"},
		{element("div", attr("id", "c"), element("i", nil), element("", nil, text("1"), text("2"))), "<div id=c><i></>12</>",
			"#text becomes i; b becomes #text; div + #text"},
		{element("div", attr("id", "c"), html(element("i", nil), "h")), "<div id=c><i>h</></>", "i html h; #text gone; #text gone"},
		{element("div", attr("id", "c"), html(element("i", nil), "h")), "<div id=c><i>h</></>", ""},
		{element("div", attr("id", "c"), element("i", nil, svg)), "<div id=c><i><svg:path d=M0></></></>",
			"i emptied; svg:path d=M0; i + svg:path"},
	} {
		page, done := s.show(c.node)
		if page != "<body>"+c.page+"</>" || done != c.done {
			t.Errorf("step %d: %s by %q, want %s by %q", i, page, done, c.page, c.done)
		}
	}
}

// What others put into an element without children stays; so do attributes
// that the renderer did not write.
func TestIsland(t *testing.T) {
	s := newStage(t)
	var islands int
	island := func() *vugu.VGNode {
		n := element("div", attr("id", "island"))
		n.JSCreateHandler = vugu.JSValueFunc(func(e vjs.Value) {
			if islands++; islands == 1 {
				js.Value(e).Call("appendChild", browser.Document().Call("createElement", "canvas"))
				js.Value(e).Call("setAttribute", "open", "")
			}
		})
		return n
	}
	s.show(element("div", nil, island()))
	page, done := s.show(element("div", nil, island()))
	if page != "<body><div><div id=island open=><canvas></></></></>" || done != "" || islands != 2 {
		t.Errorf("%s by %q, %d calls", page, done, islands)
	}
}

// A tree that was written is not looked at again, but written where it takes
// another one's place.
func TestSameTree(t *testing.T) {
	s := newStage(t)
	called := 0
	kept := element("p", attr("class", "a"), text("x"))
	kept.JSCreateHandler = vugu.JSValueFunc(func(vjs.Value) { called++ })
	around := func(n *vugu.VGNode) *vugu.VGNode {
		n.Parent, n.PrevSibling, n.NextSibling = nil, nil, nil
		return element("div", nil, n)
	}
	for i, step := range []struct {
		node   *vugu.VGNode
		done   string
		called int
	}{
		{kept, "p class=a; p + #text; div + p; mount becomes div", 1},
		{kept, "", 1},
		{element("p", attr("class", "b"), text("y")), "p class=b; text y", 1},
		{kept, "p class=a; text x", 2},
	} {
		if _, done := s.show(around(step.node)); done != step.done || called != step.called {
			t.Errorf("step %d: %q, %d calls, want %q, %d", i, done, called, step.done, step.called)
		}
	}
}

// An event reaches the handler of the last render, with its properties, and
// asks for a render.
func TestEvents(t *testing.T) {
	s := newStage(t)
	var heard []string
	handled := 0
	s.r.Handle = func(event func()) { handled++; event() }
	button := func(name string, types ...string) *vugu.VGNode {
		n := element("button", nil)
		for _, kind := range types {
			n.DOMEventHandlerSpecList = append(n.DOMEventHandlerSpecList, vugu.DOMEventHandlerSpec{EventType: kind, Func: func(e vugu.DOMEvent) {
				heard = append(heard, name+" "+e.PropString("type")+" "+e.PropString("target", "name"))
				if e.PropFloat64("x") != 3 || !e.PropBool("y") || e.Prop("none", "deeper") != nil {
					t.Errorf("x %v, y %v, none %v", e.Prop("x"), e.Prop("y"), e.Prop("none", "deeper"))
				}
			}})
		}
		return n
	}
	_, done := s.show(element("div", nil, button("first", "click")))
	if !strings.Contains(done, "button hears click") {
		t.Errorf("done: %q", done)
	}
	fire := func(kind string) {
		e := js.Global().Get("Object").New()
		e.Set("x", 3)
		e.Set("y", true)
		browser.Document().Get("body").Get("children").Index(0).Get("children").Index(0).Call("fire", kind, e)
		if !s.r.EventWait() {
			t.Error("no render is wanted")
		}
	}
	fire("click")
	if _, done := s.show(element("div", nil, button("second", "click"))); done != "" {
		t.Errorf("a new handler of the same event: %q", done)
	}
	fire("click")
	if _, done := s.show(element("div", nil, button("third", "change"))); done != "button deaf to click; button hears change" {
		t.Errorf("another event: %q", done)
	}
	fire("change")
	if want := []string{"first click button", "second click button", "third change button"}; !slices.Equal(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
	if handled != len(heard) {
		t.Errorf("%d of %d events went through Handle", handled, len(heard))
	}
}

// What the renderer cannot show is an error, not half a page.
func TestErrors(t *testing.T) {
	s := newStage(t)
	if _, err := New("#absent"); err == nil {
		t.Error("a mount that is not there")
	}
	odd := element("div", nil)
	odd.Prop = []vugu.VGProperty{{Key: "value"}}
	for _, n := range []*vugu.VGNode{odd, text("x"), element("", nil, text("x"), text("y"))} {
		s.v.node = func() *vugu.VGNode { return n }
		if err := s.r.Render(s.env.RunBuild(s.v)); err == nil {
			t.Errorf("%+v was rendered", n)
		}
	}
}
