// Package part builds components anew only when what they show may have
// changed. Vugu builds every component at every change of anything, a few
// milliseconds of the main thread on this page.
package part

import "github.com/vugu/vugu"

// Part is a component that keeps what another one built for as long as its key
// is the same. To whoever builds and shows it, it is one tree without
// components in it; as long as that tree is the same it need not be looked at.
type Part struct {
	env   *vugu.BuildEnv
	key   any // of out
	stale bool
	of    vugu.Builder
	out   *vugu.BuildOut
}

// Parts are the parts of a page by their names.
type Parts map[any]*Part

// Of is the part of a name, which belongs to one place of the page: what a
// component like this one built when the key was last another. Names and keys
// are compared by ==.
func (p Parts) Of(name, key any, component vugu.Builder) *Part {
	part := p[name]
	if part == nil {
		env, err := vugu.NewBuildEnv()
		if err != nil {
			panic(err) // it has no reason to
		}
		part = &Part{env: env, stale: true}
		p[name] = part
	}
	if part.stale = part.stale || part.key != key; part.stale {
		part.key, part.of = key, component
	}
	return part
}

// Build implements vugu.Builder.
func (p *Part) Build(*vugu.BuildIn) *vugu.BuildOut {
	if p.stale {
		results := p.env.RunBuild(p.of)
		p.out = &vugu.BuildOut{Out: results.Out.Out}
		for _, n := range p.out.Out {
			join(n, results)
		}
		p.stale = false
	}
	return p.out
}

// join puts what the components below a node built in their places.
func join(n *vugu.VGNode, results *vugu.BuildResults) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Component == nil {
			join(c, results)
			continue
		}
		out := results.ResultFor(c.Component).Out[0]                 // the page's components are one element each
		out.Parent, out.PrevSibling, out.NextSibling = nil, nil, nil // a part's was in the tree built before
		n.InsertBefore(out, c)
		n.RemoveChild(c)
		if _, joined := c.Component.(*Part); !joined {
			join(out, results)
		}
		c = out
	}
}
