//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package simd

import (
	"regnetlens/infer/arch"
	"regnetlens/infer/internal/arena"
)

// planGradients gives every value that wants one its gradient. Values that are
// added have the gradient of the sum, and share its memory: the end of a block
// with its shortcut, and so all blocks of a stage. Others share memory when
// they are not in use at the same time.
func (b *builder) planGradients() {
	g := &gradients{pictures: b.pictures, shared: b.sharedGradients(), uses: map[*value]*arena.Item{}}
	last := len(b.passes) - 1
	begun := map[*value]bool{} // something has been given
	for i := range b.passes {
		p := b.passes[last-i]
		for _, v := range p.outputs {
			g.use(v, i)
		}
		for _, o := range p.inputs {
			if !o.wanted {
				continue
			}
			g.use(o.value, i)
			// A shortcut begins with the gradient of the sum.
			o.begun = begun[o.value] || g.shared[o.value] != nil
			begun[o.value] = true
		}
		if c, ok := p.pass.(*cell); ok && c.c != nil {
			g.use(c.c, i)
			begun[c.c] = true
		}
		if c, ok := p.pass.(*cell); ok && c.outC != nil && begun[c.outC] {
			g.use(c.outC, i)
		}
	}
	maps := g.maps(b)
	for _, v := range b.values {
		if v != nil {
			v.grad = maps[g.root(v)]
		}
	}
}

// sharedGradients says to whose gradient a value's is the same.
func (b *builder) sharedGradients() map[*value]*value {
	g := gradients{shared: map[*value]*value{}}
	last := len(b.passes) - 1
	for i := range b.passes {
		// On the way back: what is added to the pass's output has its gradient.
		for _, v := range b.passes[last-i].outputs {
			if v.add != nil && g.shared[v.add] == nil && g.root(v) != v.add {
				g.shared[v.add] = v
			}
		}
	}
	for id, v := range b.values { // excitation: R and O
		if op, ok := b.opOf(id).(*arch.SE); ok {
			g.shared[b.values[op.In]] = v
		}
	}
	return g.shared
}

// gradients are those of a plan while they are laid out in memory.
type gradients struct {
	pictures int
	shared   map[*value]*value      // to whose gradient a value's is the same
	uses     map[*value]*arena.Item // by root: from which pass to which
	order    []*value               // in which the roots came
}

// root is the value whose gradient a value shares in the end.
func (g *gradients) root(v *value) *value {
	for g.shared[v] != nil {
		v = g.shared[v]
	}
	return v
}

// use notes that a value's gradient is needed at a pass.
func (g *gradients) use(v *value, pass int) {
	r := g.root(v)
	if g.uses[r] == nil {
		g.uses[r] = &arena.Item{Size: mapSize(v.shape, g.pictures), First: pass, Last: pass}
		g.order = append(g.order, r)
	}
	g.uses[r].Last = pass
}

// maps makes the gradients, by their roots.
func (g *gradients) maps(b *builder) map[*value]*tensorMap {
	items := make([]arena.Item, len(g.order))
	for i, r := range g.order {
		items[i] = *g.uses[r]
	}
	offsets, total := arena.Fit(items)
	block := b.floats(total)
	maps := map[*value]*tensorMap{}
	for i, r := range g.order {
		maps[r] = newMap(r.shape, cut(block, offsets[i], items[i].Size))
	}
	return maps
}

// opOf is the operation whose main output a value is, nil for the input.
func (b *builder) opOf(id int) arch.Op {
	first := b.graph.Values[id].First
	if first < 0 || b.graph.Ops[first].Writes()[0] != arch.ValueID(id) {
		return nil
	}
	return b.graph.Ops[first]
}
