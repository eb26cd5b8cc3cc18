package part

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vugu/vugu"
)

// leaf is a component without others in it, which counts how often it is built.
type leaf struct {
	text  string
	built *int
}

func (l *leaf) Build(*vugu.BuildIn) *vugu.BuildOut {
	*l.built++
	return &vugu.BuildOut{Out: []*vugu.VGNode{{Type: vugu.TextNode, Data: l.text}}}
}

// branch is a component with others in it, in a list.
type branch struct {
	below []vugu.Builder
	built *int
}

func (b *branch) Build(*vugu.BuildIn) *vugu.BuildOut {
	*b.built++
	top := &vugu.VGNode{Type: vugu.ElementNode, Data: "ul"}
	for _, c := range b.below {
		item := &vugu.VGNode{Type: vugu.ElementNode, Data: "li"}
		item.AppendChild(&vugu.VGNode{Component: c})
		item.AppendChild(&vugu.VGNode{Type: vugu.TextNode, Data: ";"})
		top.AppendChild(item)
	}
	return &vugu.BuildOut{Out: []*vugu.VGNode{top}, Components: b.below}
}

// show writes a tree down; components in it show as themselves.
func show(n *vugu.VGNode) string {
	switch {
	case n.Component != nil:
		return fmt.Sprintf("%T", n.Component)
	case n.Type == vugu.TextNode:
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Parent != n {
			b.WriteString("(astray)")
		}
		b.WriteString(show(c))
	}
	return n.Data + "(" + b.String() + ")"
}

func TestPart(t *testing.T) {
	env, err := vugu.NewBuildEnv()
	if err != nil {
		t.Fatal(err)
	}
	var outer, inner, plain int
	parts := Parts{}
	// page builds a part with a part and a plain component in it.
	page := func(key, innerKey int, text string) *vugu.VGNode {
		root := &branch{below: []vugu.Builder{parts.Of("outer", key, &branch{below: []vugu.Builder{
			parts.Of("inner", innerKey, &leaf{text, &inner}), &leaf{text, &plain},
		}, built: &outer})}, built: new(int)}
		results := env.RunBuild(root)
		return results.ResultFor(root.below[0]).Out[0]
	}
	for i, step := range []struct {
		key, innerKey       int
		text, want          string
		outer, inner, plain int
		same                bool
	}{
		{1, 1, "a", "ul(li(a;)li(a;))", 1, 1, 1, false},
		{1, 1, "b", "ul(li(a;)li(a;))", 1, 1, 1, true},  // nobody said that it changed
		{2, 1, "b", "ul(li(a;)li(b;))", 2, 1, 2, false}, // the part in it is as it was
		{2, 2, "c", "ul(li(a;)li(b;))", 2, 1, 2, true},  // it is not reached
		{3, 2, "c", "ul(li(c;)li(c;))", 3, 2, 3, false},
		{1, 2, "d", "ul(li(c;)li(d;))", 4, 2, 4, false}, // only the last key counts
	} {
		before := parts["outer"]
		var was *vugu.VGNode
		if before != nil {
			was = before.out.Out[0]
		}
		got := page(step.key, step.innerKey, step.text)
		if s := show(got); s != step.want {
			t.Errorf("step %d: %s, want %s", i, s, step.want)
		}
		if outer != step.outer || inner != step.inner || plain != step.plain {
			t.Errorf("step %d: built %d, %d, %d times, want %d, %d, %d", i, outer, inner, plain, step.outer, step.inner, step.plain)
		}
		if (got == was) != step.same {
			t.Errorf("step %d: the same tree: %v", i, got == was)
		}
	}
}
